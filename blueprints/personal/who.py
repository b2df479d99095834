"""Who reads: oneself, or whoever one looks as, without what is told to that person alone."""

from dataclasses import replace

from app.access import look, viewer
from app.rules.audience import Viewer


def reader() -> Viewer:
    """Return the viewer whose announcements are shown.

    With other eyes nothing is shown that was addressed to one person, and nothing of what that
    person has read: what is said to a population is content, the rest is a letter.
    """
    seen = viewer()
    if look() is None:
        return seen
    shared = frozenset(key for key in seen.keys if not key.startswith("user:"))
    return replace(seen, person_id=None, keys=shared)
