"""Quiet hours: when no mail goes to a person, by the clock on the wall in Paris."""

from datetime import datetime, time, timedelta

from app.rules.wall_clock import PARIS, moment_at


def quiet_end(moment: datetime, quiet_from: int | None, quiet_until: int | None) -> datetime | None:
    """Return when the quiet hours around a moment end, nothing outside of them.

    They run from one full hour to another, across midnight where the first is the later one. Where
    the clocks change, what counts is what they show; where the only other hour is skipped, a day
    is quiet as a whole.
    """
    if quiet_from is None or quiet_until is None:
        return None
    here = moment.astimezone(PARIS)
    if not _is_between(here.hour, quiet_from, quiet_until):
        return None
    day = here.date() if here.hour < quiet_until else here.date() + timedelta(days=1)
    end = moment_at(day, time(quiet_until)).astimezone(moment.tzinfo)
    return quiet_end(end, quiet_from, quiet_until) or end


def _is_between(hour: int, first: int, until: int) -> bool:
    return first <= hour < until if first <= until else hour >= first or hour < until
