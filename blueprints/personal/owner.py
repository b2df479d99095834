"""Whose page it is, kept until something of it changes, and what changes as he reads."""

from collections.abc import Sequence

from app.access import now, rights, roles, viewer
from app.extensions import db
from app.queries.home_visits import Visit, read_visit
from app.queries.owner import Owner, read_owner
from app.shared import own_beside


def owner_and_visit(told: Sequence[int]) -> tuple[Owner, Visit]:
    """Return what these pages must know of their person, and what became of some announcements.

    With other eyes it is the person, or the population, as whom one looks.
    """
    who = viewer()

    def both() -> tuple[Owner, Visit]:
        return read_owner(db.session(), who, rights(), roles(), now(), told)

    if who.person_id is None:
        return both()
    visit = (db.session(), who.person_id, told)
    return own_beside(who.person_id, ("owner", who), both, lambda: read_visit(*visit))
