"""For how long pages hold: while the site version is the same, until a date changes something."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from sqlalchemy import Engine

from app import clock
from app.database import ONLY_READS
from app.queries.next_change import next_change
from app.queries.school import clock_offset


@dataclass(frozen=True)
class Span:
    """A version of the site, from a moment on until the next one at which something changes."""

    version: int
    offset: timedelta
    """Of the school's clock, by which both moments are meant."""
    since: datetime
    until: datetime

    def holds(self) -> bool:
        """Tell whether now is between its moments; a clock may have been set back, too."""
        offset, since, until = self._seconds
        return since <= clock.seconds(offset) < until

    @cached_property
    def _seconds(self) -> tuple[float, float, float]:
        return self.offset.total_seconds(), self.since.timestamp(), self.until.timestamp()


def span_of(engine: Engine, version: int) -> Span:
    """Return the span that begins now, for a version that was read before.

    Should something change between the two, what is read here is newer than the version: the next
    request sees another version, and asks again.
    """
    with engine.connect().execution_options(**ONLY_READS) as connection:
        offset = clock_offset(connection)
        now = clock.now(offset)
        return Span(version, offset, now, next_change(connection, now))
