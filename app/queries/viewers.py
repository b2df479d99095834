"""Who asks: the keys of a signed-in person, from the directory."""

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, aliased

from app.models import Group, Guardian, Membership, Person, PersonDuty, PersonFunction
from app.rules.audience import ANONYMOUS, PART_OF_GUARDIAN, Part, Viewer, keys_of


def viewer_of(session: Session, person_id: int) -> Viewer:
    """Return the viewer that a person is, in five queries; nobody when there is no such person."""
    person = session.get(Person, person_id)
    if person is None or not person.is_active:
        return ANONYMOUS
    keys = keys_of(
        person_id,
        session.scalars(
            select(PersonFunction.function).where(PersonFunction.person_id == person_id)
        ),
        session.scalars(select(PersonDuty.duty).where(PersonDuty.person_id == person_id)),
        _parts(session, person_id),
    )
    return Viewer(person_id, keys)


def groups_of(person_id: int) -> Select[int, int | None, Part]:
    """Select (group, its level, part) of the groups to which a person belongs."""
    return (
        select(Membership.group_id, Group.level_id, Membership.part)
        .join(Group, Group.id == Membership.group_id)
        .where(Membership.person_id == person_id)
    )


def _parts(session: Session, person_id: int) -> set[tuple[int, Part]]:
    parts = set()
    for group_id, level_id, part in session.execute(groups_of(person_id)):
        parts.update({(group_id, part)} | ({(level_id, part)} if level_id else set()))
    child = aliased(Membership)
    children = (
        select(child.group_id, Group.level_id, Guardian.kind)
        .join(Guardian, Guardian.pupil_id == child.person_id)
        .join(Group, Group.id == child.group_id)
        .where(Guardian.adult_id == person_id, child.part == Part.PUPIL)
    )
    for group_id, level_id, kind in session.execute(children):
        part = PART_OF_GUARDIAN[kind]
        parts.update({(group_id, part)} | ({(level_id, part)} if level_id else set()))
    return parts
