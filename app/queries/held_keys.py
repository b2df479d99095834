"""Which keys somebody holds at all: a role given to nobody is nobody's."""

from collections.abc import Iterable

from sqlalchemy import and_, select
from sqlalchemy.orm import Session, aliased

from app.models import Group, Guardian, Membership, Person, PersonDuty, PersonFunction
from app.queries.key_names import ids_in
from app.queries.profiles import has_no_place
from app.rules.audience import PART_OF_GUARDIAN, PROFILE_OF, Part, Profile, group_key, user_key


def held_keys(session: Session, keys: Iterable[str]) -> set[str]:
    """Return those of the keys that an active person holds, in at most six queries."""
    keys = set(keys)
    held = keys & {"members"}
    held |= keys & _people(session, ids_in(keys, "user"))
    if any(key.startswith(("profile:", "function:")) for key in keys):
        held |= keys & _functions(session)
    if any(key.startswith("duty:") for key in keys):
        held |= keys & _duties(session)
    return held | (keys & _groups(session, ids_in(keys, "group")))


def _people(session: Session, ids: list[int]) -> set[str]:
    if not ids:
        return set()
    found = session.scalars(select(Person.id).where(Person.id.in_(ids), Person.is_active))
    return {user_key(id_) for id_ in found}


def _functions(session: Session) -> set[str]:
    found = session.scalars(
        select(PersonFunction.function)
        .join(Person, Person.id == PersonFunction.person_id)
        .where(Person.is_active)
        .distinct()
    ).all()
    guest = select(Person.id).where(Person.is_active, has_no_place()).limit(1)
    profiles = {PROFILE_OF[one] for one in found}
    if session.scalar(guest) is not None:
        profiles.add(Profile.OTHER)
    return {f"function:{one}" for one in found} | {f"profile:{one}" for one in profiles}


def _duties(session: Session) -> set[str]:
    found = session.scalars(
        select(PersonDuty.duty)
        .join(Person, Person.id == PersonDuty.person_id)
        .where(Person.is_active)
        .distinct()
    )
    return {f"duty:{one}" for one in found}


def _groups(session: Session, ids: list[int]) -> set[str]:
    """Return the parts of groups in which somebody is; those of a level are in its classes."""
    if not ids:
        return set()
    level = aliased(Group)
    of_level = and_(level.id == Group.level_id, level.ended_at.is_(None))
    here = and_(Group.id.in_(ids) | level.id.in_(ids), Group.ended_at.is_(None))
    own = session.execute(
        select(Group.id, level.id, Membership.part)
        .select_from(Group)
        .outerjoin(level, of_level)
        .join(Membership, Membership.group_id == Group.id)
        .join(Person, Person.id == Membership.person_id)
        .where(here, Person.is_active)
        .distinct()
    ).all()
    child = aliased(Membership)
    families = session.execute(
        select(Group.id, level.id, Guardian.kind)
        .select_from(Group)
        .outerjoin(level, of_level)
        .join(child, child.group_id == Group.id)
        .join(Guardian, Guardian.pupil_id == child.person_id)
        .join(Person, Person.id == Guardian.adult_id)
        .where(here, child.part == Part.PUPIL, Person.is_active)
        .distinct()
    ).all()
    parts: list[tuple[int, int | None, Part]] = [
        *((row[0], row[1], row[2]) for row in own),
        *((id_, level, PART_OF_GUARDIAN[kind]) for id_, level, kind in families),
    ]
    return {
        group_key(id_, part)
        for group_id, level_id, part in parts
        for id_ in (group_id, level_id)
        if id_ is not None
    }
