"""The clock on a wall in Paris, as people in the school read it and write of it."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")


def moment_at(day: date, at: time) -> datetime:
    """Return the moment, in UTC, at which the clock shows a time on a day.

    Of an hour that comes twice the first one counts, whatever the `fold` of the time. In the night
    in which one is skipped, what is said to be in it is at the jump, so that what comes later on
    the clock never comes before.
    """
    moment = datetime.combine(day, at.replace(fold=0), PARIS).astimezone(UTC)
    is_skipped = moment.astimezone(PARIS).time() != at
    # A skipped 2:30 is taken for 3:30, an hour and as many minutes after the last moment before
    # the jump; clocks change at full hours (directive 2000/84/EC).
    return moment.replace(minute=0, second=0, microsecond=0) if is_skipped else moment
