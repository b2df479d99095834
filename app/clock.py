"""The one clock of the school's contents; sessions, tokens and limits use real time."""

import os
from datetime import UTC, datetime, timedelta


def now(offset: timedelta = timedelta(0)) -> datetime:
    """Return the present moment (UTC, aware), moved by `offset`, or frozen by `PARVIS_NOW`.

    `PARVIS_NOW` is an ISO 8601 date with its zone, for tests and looks. Raises ValueError when it
    is not.
    """
    frozen = os.environ.get("PARVIS_NOW")
    if frozen is None:
        return datetime.now(UTC) + offset
    moment = datetime.fromisoformat(frozen)
    if moment.tzinfo is None:
        raise ValueError("PARVIS_NOW needs a time zone, as in 2026-03-24T10:00:00+01:00")
    return moment.astimezone(UTC)
