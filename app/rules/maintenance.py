"""A maintenance that is announced: when the site will be away, and from when on pages say so."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

LONGEST_NOTE = 200
_MOMENTS = ("starts_at", "ends_at", "shown_from")


class Fault(StrEnum):
    """Why a maintenance cannot be announced so."""

    ENDS_FIRST = "ends_first"
    OVER = "over"
    SHOWN_LATE = "shown_late"


@dataclass(frozen=True)
class Maintenance:
    """From when to when the site will not be there, from when on that is said, and a sentence."""

    starts_at: datetime
    ends_at: datetime
    shown_from: datetime
    note: str = ""

    @property
    def moments(self) -> tuple[datetime, ...]:
        """The moments at which what pages say of it changes."""
        return tuple(getattr(self, name) for name in _MOMENTS)

    def is_shown(self, now: datetime) -> bool:
        """Tell whether each page speaks of it: until its end, of which nobody needs to think."""
        return self.shown_from <= now < self.ends_at

    def has_begun(self, now: datetime) -> bool:
        """Tell whether the site may be away already."""
        return self.starts_at <= now

    def is_over(self, now: datetime) -> bool:
        """Tell whether it is of the past."""
        return self.ends_at <= now

    def fault(self, now: datetime) -> Fault | None:
        """Return why it cannot be announced, if something is wrong with it."""
        if self.ends_at <= self.starts_at:
            return Fault.ENDS_FIRST
        elif self.is_over(now):
            return Fault.OVER
        elif self.shown_from > self.starts_at:
            return Fault.SHOWN_LATE
        else:
            return None

    def stored(self) -> dict[str, str]:
        """Return it as values that JSON knows."""
        moments = {name: getattr(self, name).astimezone(UTC).isoformat() for name in _MOMENTS}
        return {**moments, "note": self.note}


def read_maintenance(stored: Mapping[str, str]) -> Maintenance:
    """Return the maintenance that was stored so."""
    moments = {name: datetime.fromisoformat(stored[name]) for name in _MOMENTS}
    return Maintenance(**moments, note=stored.get("note", ""))


def shown_at_once(
    now: datetime, starts_at: datetime, announced: Maintenance | None = None
) -> datetime:
    """Return from when on a maintenance is told that shall be told at once.

    Of one that is told already, since when it is; one that has begun was never told too late.
    """
    since = announced.shown_from if announced is not None and announced.is_shown(now) else now
    return min(since, starts_at)
