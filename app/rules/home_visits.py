"""Visits of the personal home page: when a new one begins, and what is new in it."""

from datetime import datetime, timedelta

PAUSE = timedelta(hours=1)
"""Whoever comes back sooner is still on the same visit, and nothing is written."""


def begins_visit(seen_at: datetime | None, now: datetime) -> bool:
    """Tell whether a look at the page begins a visit; the first one does."""
    return seen_at is None or now - seen_at > PAUSE


def new_since(
    seen_at: datetime | None, before_at: datetime | None, now: datetime
) -> datetime | None:
    """Return the moment after which things are new to a visitor; on the first visit nothing is."""
    return seen_at if begins_visit(seen_at, now) else before_at
