"""A month as a calendar shows it, in plain values: weeks from Monday, each day with its events."""

import re
from calendar import Calendar, monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property

from app.days import first_moment

YEARS = range(2000, 2101)
_MONTH = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])", re.ASCII)


@dataclass(frozen=True)
class Entry:
    """What happens from a day to a day; `hour` is shown on the first one only."""

    first: date
    last: date
    title: str
    url: str = ""
    hour: str = ""


@dataclass(frozen=True)
class DayEntry:
    """What a day shows of an entry."""

    title: str
    url: str
    hour: str


@dataclass(frozen=True)
class Day:
    """A cell of the calendar; `outside` when it belongs to the month before or after."""

    date: date
    outside: bool
    today: bool
    events: Sequence[DayEntry]


@dataclass(frozen=True)
class Month:
    """A month between January 2000 and December 2100."""

    year: int
    number: int

    @property
    def first_day(self) -> date:
        """The first of the month."""
        return date(self.year, self.number, 1)

    @property
    def last_day(self) -> date:
        """The last of the month."""
        return date(self.year, self.number, monthrange(self.year, self.number)[1])

    @property
    def previous(self) -> "Month | None":
        """The month before, if it is shown."""
        return _shown(self.first_day - timedelta(days=1))

    @property
    def following(self) -> "Month | None":
        """The month after, if it is shown."""
        return _shown(self.last_day + timedelta(days=1))

    @property
    def bounds(self) -> tuple[datetime, datetime]:
        """The moments between which its weeks lie, the days around it included."""
        return first_moment(self._weeks[0][0]), first_moment(
            self._weeks[-1][-1] + timedelta(days=1)
        )

    def weeks(self, today: date, entries: Iterable[Entry]) -> list[list[Day]]:
        """Return its weeks; an entry of several days stands on each of them."""
        listed = list(entries)
        return [[self._day(day, today, listed) for day in week] for week in self._weeks]

    def holds(self, entry: Entry) -> bool:
        """Whether some part of an entry falls in the month itself."""
        return entry.first <= self.last_day and entry.last >= self.first_day

    def __str__(self) -> str:
        """As in an address: "2026-03"."""
        return f"{self.year:04}-{self.number:02}"

    @cached_property
    def _weeks(self) -> list[list[date]]:
        return Calendar().monthdatescalendar(self.year, self.number)

    def _day(self, day: date, today: date, entries: Iterable[Entry]) -> Day:
        return Day(
            date=day,
            outside=day.month != self.number,
            today=day == today,
            events=[
                DayEntry(entry.title, entry.url, entry.hour if day == entry.first else "")
                for entry in entries
                if entry.first <= day <= entry.last
            ],
        )


def month_of(day: date) -> Month:
    """Return the month of a day."""
    return Month(day.year, day.month)


def month_named(text: str) -> Month | None:
    """Return the month written "2026-03", or none when this names no month that is shown."""
    found = _MONTH.fullmatch(text)
    return _shown(date(int(found[1]), int(found[2]), 1)) if found and found[1] != "0000" else None


def _shown(day: date) -> Month | None:
    return month_of(day) if day.year in YEARS else None
