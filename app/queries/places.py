"""What tells people of one name apart: their profiles, and the classes of pupils."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Group, GroupKind, Membership, PersonFunction
from app.rules.audience import PROFILE_OF, Part, Profile

Place = tuple[list[Profile], list[str]]


def places_of(session: Session, ids: Sequence[int]) -> Mapping[int, Place]:
    """Return the profiles and the names of classes of people by their ids, in two queries."""
    found: dict[int, Place] = defaultdict(lambda: ([], []))
    if not ids:
        return found
    functions = session.execute(
        select(PersonFunction.person_id, PersonFunction.function).where(
            PersonFunction.person_id.in_(ids)
        )
    )
    for person_id, function in functions:
        found[person_id][0].append(PROFILE_OF[function])
    classes = session.execute(
        select(Membership.person_id, Group.name)
        .join(Group, Group.id == Membership.group_id)
        .where(
            Membership.person_id.in_(ids),
            Membership.part == Part.PUPIL,
            Group.kind == GroupKind.CLASS,
        )
        .order_by(Group.sort_key, Group.id)
    )
    for person_id, name in classes:
        found[person_id][1].append(name)
    return found
