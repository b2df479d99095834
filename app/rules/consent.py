"""Pictures of people show for as long as they, or their parents, agree (Code civil art. 9)."""

from datetime import date, datetime, time, timedelta

from app.rules.wall_clock import PARIS, moment_at

WARNING = timedelta(days=60)
"""How long before the end a picture is listed."""


def is_over(ends_on: date | None, today: date) -> bool:
    """Tell whether a consent has ended: it holds to the end of its last day in Paris."""
    return ends_on is not None and ends_on < today


def ends_soon(ends_on: date | None, today: date) -> bool:
    """Tell whether a consent ends within the time of warning, or has ended."""
    return ends_on is not None and ends_on <= today + WARNING


def day_in_paris(now: datetime) -> date:
    """Return the day on which consents and other dates without a time are judged."""
    return now.astimezone(PARIS).date()


def next_day_begins(now: datetime) -> datetime:
    """Return the moment at which the next of these days begins; a day has 23 to 25 hours."""
    return moment_at(day_in_paris(now) + timedelta(days=1), time(0))
