"""The one clock of the school's contents; sessions, tokens and limits use real time."""

import os
import time
from datetime import UTC, datetime, timedelta


def now(offset: timedelta = timedelta(0)) -> datetime:
    """Return the present moment (UTC, aware), moved by `offset`, or the one that is frozen."""
    return datetime.now(UTC) + offset if frozen is None else frozen.astimezone(UTC)


def seconds(offset: float = 0.0) -> float:
    """Return the same moment in seconds since 1970, moved by seconds: what each request asks."""
    return time.time() + offset if frozen is None else frozen.timestamp()


def moment_of(words: str) -> datetime:
    """Return the moment that `PARVIS_NOW` names: an ISO 8601 date with its zone.

    Raises ValueError when it is something else.
    """
    moment = datetime.fromisoformat(words)
    if moment.tzinfo is None:
        raise ValueError("PARVIS_NOW needs a time zone, as in 2026-03-24T10:00:00+01:00")
    return moment


frozen = moment_of(os.environ["PARVIS_NOW"]) if "PARVIS_NOW" in os.environ else None
"""The moment at which the clock stands still, for tests and looks."""
