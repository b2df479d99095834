"""Which keys somebody holds at all: a role given to nobody is nobody's."""

from collections.abc import Iterable, Mapping
from typing import TypeVar

from sqlalchemy import Select, and_, select
from sqlalchemy.orm import Session, aliased

from app.models import Group, Guardian, Membership, Person, PersonDuty, PersonFunction
from app.queries.key_names import ids_in
from app.queries.profiles import has_no_place
from app.rules.audience import (
    PART_OF_GUARDIAN,
    PROFILE_OF,
    Duty,
    Function,
    Part,
    Profile,
    group_key,
    user_key,
)

Named = TypeVar("Named")


def held_keys(session: Session, keys: Iterable[str]) -> set[str]:
    """Return those of the keys that an active person holds, in at most five queries.

    Each asks whether there is one, so that the size of the school does not matter.
    """
    keys = set(keys)
    held = keys & {"members"}
    held |= keys & _people(session, ids_in(keys, "user"))
    if any(key.startswith(("profile:", "function:")) for key in keys):
        held |= keys & _functions(session)
    if f"profile:{Profile.OTHER}" in keys - held:
        held |= keys & _guests(session)
    if any(key.startswith("duty:") for key in keys):
        held |= keys & _duties(session)
    return held | (keys & _groups(session, ids_in(keys, "group")))


def _people(session: Session, ids: list[int]) -> set[str]:
    if not ids:
        return set()
    found = session.scalars(select(Person.id).where(Person.id.in_(ids), Person.is_active))
    return {user_key(id_) for id_ in found}


def _functions(session: Session) -> set[str]:
    of_active = select(PersonFunction.person_id).join(Person).where(Person.is_active)
    found = _with_any(
        session, {one: of_active.where(PersonFunction.function == one) for one in Function}
    )
    return {f"function:{one}" for one in found} | {f"profile:{PROFILE_OF[one]}" for one in found}


def _guests(session: Session) -> set[str]:
    guest = select(Person.id).where(Person.is_active, has_no_place())
    return {f"profile:{one}" for one in _with_any(session, {Profile.OTHER: guest})}


def _duties(session: Session) -> set[str]:
    of_active = select(PersonDuty.person_id).join(Person).where(Person.is_active)
    found = _with_any(session, {one: of_active.where(PersonDuty.duty == one) for one in Duty})
    return {f"duty:{one}" for one in found}


def _with_any(session: Session, asked: Mapping[Named, Select[int]]) -> list[Named]:
    """Return the names of the selections that hold anybody."""
    row = session.execute(select(*(one.exists() for one in asked.values()))).one()
    return [name for name, holds in zip(asked, row, strict=True) if holds]


def _groups(session: Session, ids: list[int]) -> set[str]:
    """Return the parts of groups in which somebody is; those of a level are in its classes."""
    if not ids:
        return set()
    level, child = aliased(Group), aliased(Membership)
    own = (
        select(Membership.person_id)
        .join(Person)
        .where(Membership.group_id == Group.id, Person.is_active)
    )
    family = (
        select(Guardian.adult_id)
        .join(child, child.person_id == Guardian.pupil_id)
        .join(Person, Person.id == Guardian.adult_id)
        .where(child.group_id == Group.id, child.part == Part.PUPIL, Person.is_active)
    )
    asked = [
        *((part, own.where(Membership.part == part)) for part in Part),
        *((part, family.where(Guardian.kind == kind)) for kind, part in PART_OF_GUARDIAN.items()),
    ]
    rows = session.execute(
        select(Group.id, level.id, *(one.correlate(Group).exists() for _part, one in asked))
        .outerjoin(level, and_(level.id == Group.level_id, level.ended_at.is_(None)))
        .where(Group.id.in_(ids) | level.id.in_(ids), Group.ended_at.is_(None))
    )
    return {
        group_key(id_, part)
        for group_id, level_id, *holds in rows
        for (part, _one), is_held in zip(asked, holds, strict=True)
        if is_held
        for id_ in (group_id, level_id)
        if id_  # a group may be of no level
    }
