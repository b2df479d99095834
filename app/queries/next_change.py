"""When a date next changes something that is shared, without anybody doing anything."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, ScalarSelect, func, select
from sqlalchemy.orm import InstrumentedAttribute

from app.models import Announcement, Article, Event, Layout, Setting, Tile
from app.queries.events import KEPT_IN_CALENDARS
from app.queries.school import MAINTENANCE
from app.rules.consent import next_day_begins
from app.rules.maintenance import read_maintenance


@dataclass(frozen=True)
class Passing:
    """A date whose passing changes a page, at once or some time later."""

    column: InstrumentedAttribute[datetime] | InstrumentedAttribute[datetime | None]
    later: timedelta = timedelta(0)

    def first_after(self, now: datetime) -> ScalarSelect[datetime | None]:
        """Select the first of these dates whose moment is to come, along an index.

        It may be that of a row that no visitor sees: a page that is rendered once more is right.
        """
        coming = self.column > now - self.later
        return select(func.min(self.column)).where(coming).scalar_subquery()


PASSING: Sequence[Passing] = (
    Passing(Announcement.starts_at),
    Passing(Announcement.ends_at),
    Passing(Article.starts_at),
    Passing(Article.ends_at),
    Passing(Event.ends_at),
    Passing(Event.ends_at, later=KEPT_IN_CALENDARS),
    Passing(Layout.published_at),
    Passing(Tile.shown_from),
    Passing(Tile.shown_until),
)
"""Every date with a time on which a query of what is shared depends: a new one is one line here.
Those of whole days (consents, pins of tiles, "today" in the agenda, school years) turn with the
day; those of a maintenance that is announced stand in a setting."""


def next_change(connection: Connection, now: datetime) -> datetime:
    """Return the first moment after `now` at which a page for many may become another one.

    That is the beginning of the next day in Paris at the latest. One question, whatever the site
    holds.
    """
    announced = select(Setting.value).where(Setting.name == MAINTENANCE).scalar_subquery()
    asked = select(announced, *(one.first_after(now) for one in PASSING))
    maintenance, *found = connection.execute(asked).one()
    moments: list[datetime] = [
        first + passing.later for first, passing in zip(found, PASSING, strict=True) if first
    ]
    if maintenance:
        moments += [one for one in read_maintenance(maintenance).moments if one > now]
    return min([next_day_begins(now), *moments])
