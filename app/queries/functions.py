"""What people are in the school."""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import PersonFunction
from app.rules.audience import PROFILE_OF, Profile


def profiles_of(session: Session, person_ids: Iterable[int]) -> Mapping[int, Sequence[Profile]]:
    """Return the profiles of these people, in their usual order, in one query."""
    rows = session.execute(
        select(PersonFunction.person_id, PersonFunction.function).where(
            PersonFunction.person_id.in_(sorted(set(person_ids)))
        )
    )
    found: dict[int, set[Profile]] = {}
    for person_id, function in rows:
        found.setdefault(person_id, set()).add(PROFILE_OF[function])
    return {id_: [one for one in Profile if one in held] for id_, held in found.items()}
