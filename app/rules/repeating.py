"""When an event happens and when it comes back, as people in the school say it.

Days and times are those of a clock on a wall in Paris: a meeting at 17:45 stays at 17:45 when
summer time begins. Moments are what is stored.
"""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from itertools import islice, takewhile
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")
MOST_OCCURRENCES = 60
"""More than a weekly lesson of a school year, all of its weeks counted."""
LONGEST_EVENT = timedelta(days=366)
_SMALLEST = timedelta(minutes=1)


class Repeats(StrEnum):
    """How often an event comes back."""

    DAILY = "daily"
    WEEKLY = "weekly"
    FORTNIGHTLY = "fortnightly"
    MONTHLY = "monthly"


_DAYS = {Repeats.DAILY: 1, Repeats.WEEKLY: 7, Repeats.FORTNIGHTLY: 14}


@dataclass(frozen=True)
class Span:
    """From the first day to the last one, whole days or between two times of the wall clock."""

    first: date
    last: date
    start: time | None = None
    end: time | None = None

    @property
    def all_day(self) -> bool:
        """Whether it fills its days."""
        return self.start is None or self.end is None

    @property
    def is_forward(self) -> bool:
        """Whether it ends after it begins."""
        if self.start is None or self.end is None:
            return self.last >= self.first
        return (self.last, self.end) > (self.first, self.start)

    @property
    def moments(self) -> tuple[datetime, datetime]:
        """The first moment and the first one after it, in UTC."""
        if self.start is None or self.end is None:
            return _moment(self.first, time(0)), _moment(self.last + timedelta(days=1), time(0))
        starts_at, ends_at = _moment(self.first, self.start), _moment(self.last, self.end)
        # In the night when summer time begins, 2:30 to 3:15 is turned around: an hour is missing.
        return starts_at, max(ends_at, starts_at + _SMALLEST)

    def moved(self, first: date) -> "Span":
        """Return the same on other days."""
        return Span(first, first + (self.last - self.first), self.start, self.end)


def span_of(starts_at: datetime, ends_at: datetime, *, all_day: bool) -> Span:
    """Return stored moments as the days and times that people see."""
    start, end = starts_at.astimezone(PARIS), ends_at.astimezone(PARIS)
    if all_day:
        last = (ends_at - timedelta(microseconds=1)).astimezone(PARIS).date()
        return Span(start.date(), last)
    return Span(start.date(), end.date(), start.time(), end.time())


def occurrences(first: Span, repeats: Repeats, until: date) -> list[Span]:
    """Return when an event happens, the first time included; `until` is the last day to begin on.

    A monthly one keeps its number: one of the 31st is on the last day of a month that is shorter.
    Of too many, one more than the most is returned, so that it shows.
    """
    days = takewhile(lambda day: day <= until, _first_days(first.first, repeats))
    return [first.moved(day) for day in islice(days, MOST_OCCURRENCES + 1)]


def overlaps(first: Span, repeats: Repeats) -> bool:
    """Tell whether an event would come back before it has ended."""
    following = islice(_first_days(first.first, repeats), 1, 2)
    return any(first.moved(day).moments[0] < first.moments[1] for day in following)


def shifted(one: Span, before: Span, after: Span) -> Span:
    """Return an occurrence changed as another one of its series was, from `before` to `after`.

    It moves by as many days, and takes the length and the times that were given. Raises
    OverflowError past the last year that there is.
    """
    first = one.first + (after.first - before.first)
    return Span(first, first + (after.last - after.first), after.start, after.end)


def _first_days(day: date, repeats: Repeats) -> Iterator[date]:
    if repeats is Repeats.MONTHLY:
        month = day.year * 12 + day.month - 1
        while month // 12 <= date.max.year:
            year, index = divmod(month, 12)
            yield date(year, index + 1, min(day.day, monthrange(year, index + 1)[1]))
            month += 1
    else:
        step = timedelta(days=_DAYS[repeats])
        while day <= date.max - step:
            yield day
            day += step


def _moment(day: date, at: time) -> datetime:
    return datetime.combine(day, at, PARIS).astimezone(UTC)
