"""How long a session holds, and when administration asks the password again (DESIGN "Security").

A session ends when it was not used for a while (idle), and at the latest some time after the login
(absolute); "rester connecté" lengthens both, but never for those who may change everything.
"""

from datetime import datetime, timedelta

from app.rules.audience import Viewer

IDLE = timedelta(hours=12)
ABSOLUTE = timedelta(hours=24)
IDLE_STAYING = timedelta(days=14)
ABSOLUTE_STAYING = timedelta(days=30)
SEEN_EVERY = timedelta(minutes=5)
"""How exactly the last use is known: a session is written to no more often."""
CONFIRMED_FOR = timedelta(minutes=30)
"""How long administration trusts a password that was given."""


def may_stay(viewer: Viewer) -> bool:
    """Tell whether "rester connecté" counts for somebody: not for heads and administrators."""
    return not viewer.manages_everywhere


def ends_at(created_at: datetime, seen_at: datetime, *, stays: bool) -> datetime:
    """Return when a session ends that was opened and last used at these moments."""
    idle, absolute = (IDLE_STAYING, ABSOLUTE_STAYING) if stays else (IDLE, ABSOLUTE)
    return min(seen_at + idle, created_at + absolute)


def must_note(seen_at: datetime, now: datetime) -> bool:
    """Tell whether a use of a session is to be written down."""
    return now - seen_at >= SEEN_EVERY


def is_confirmed(confirmed_at: datetime, now: datetime) -> bool:
    """Tell whether the password was given so lately that administration asks it no more."""
    return now - confirmed_at < CONFIRMED_FOR
