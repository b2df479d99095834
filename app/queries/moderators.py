"""Who is told of what is submitted in a rubrique (DESIGN, "Articles and revisions")."""

from itertools import groupby

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import PersonDuty
from app.queries.holders import holders
from app.queries.rubriques import nodes
from app.rules.actors import granted_in
from app.rules.audience import Duty
from app.rules.roles import Role

MODERATING = frozenset({Role.MODERATOR, Role.MANAGER})


def moderators_of(session: Session, rubrique_id: int) -> set[int]:
    """Return the ids of those who moderate a rubrique by a grant, else of the head.

    Grants of the rubrique come first, then those that it inherits, the nearest ones only; a grant
    that nobody holds any more counts for nothing. Administrators are never told: they are not
    there to read what pupils and teachers write.
    """
    administrators = set(
        session.scalars(select(PersonDuty.person_id).where(PersonDuty.duty == Duty.ADMIN))
    )
    grants = granted_in(nodes(session), rubrique_id)
    for _from_id, given in groupby(grants, key=lambda grant: grant[2]):
        keys = [key for key, role, _from_id in given if role in MODERATING]
        found = set(session.scalars(holders(keys))) - administrators if keys else set()
        if found:
            return found
    return set(session.scalars(holders([f"duty:{Duty.HEAD}"])))
