"""What is addressed to whoever reads: those whom the same keys reach share what it says."""

from collections.abc import Sequence

from app.access import now
from app.announced import Said, said
from app.extensions import db
from app.queries.addressed import addressed
from app.queries.announcements import announcements_for, gravest_first
from app.queries.named_keys import announced_keys
from app.rules.audience import Viewer
from app.shared import deciding_keys, is_sharing, shared
from blueprints.personal.who import reader

SHOWN = 12
"""Announcements on the page; the others are on the list of all."""


def addressed_now() -> list[Said]:
    """Return what the announcements say that reach the reader now, one more than are shown."""
    who = _peer(reader())
    return shared(("announcements", who), lambda: _read(who), size=_size)


def _peer(who: Viewer) -> Viewer:
    """Return what decides about the announcements of a reader and the articles to which they lead.

    As `access.peer()` it is no person, and some keys: those that an announcement names, too.
    """
    keys = who.keys
    if is_sharing():
        announced = shared(("announced keys",), lambda: announced_keys(db.session(), now()))
        keys &= deciding_keys() | announced
    return Viewer(None, keys, who.within)


def _read(who: Viewer) -> list[Said]:
    told = announcements_for(who, now()).limit(SHOWN + 1)
    found = addressed(db.session(), told, gravest_first(), who, now())
    return [said(one, now()) for one in found]


def _size(found: Sequence[Said]) -> int:
    return sum(len(one.title) + len(str(one.pieces)) for one in found)
