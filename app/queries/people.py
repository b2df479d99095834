"""Which people a screen shows to whom (DESIGN, "Personal data"), and finding one by name."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, false, or_, select
from sqlalchemy.orm import Session

from app.models import Group, Guardian, Membership, Person, PersonDuty, PersonFunction
from app.queries.names import is_named
from app.rules.audience import PROFILE_OF, Duty, Function, Part, Viewer
from app.rules.directory import OF_THE_SCHOOL, STAFF, groups_of, sees_all
from app.rules.site_rights import Right

STAFF_FUNCTIONS: list[Any] = [one for one in Function if PROFILE_OF[one] in STAFF]
MOST_FOUND = 30


def people_known_to(viewer: Viewer) -> Select[Person]:
    """Select the active people whose names a viewer may see.

    Who manages everywhere, and DIR, EVS and ETA, see all; members of the school see the staff and
    who is with them in a visible group; teachers also the pupils whom they teach and their
    guardians, pupils their classmates, parents their delegates. Everybody sees oneself and the
    children one watches over or accompanies. A guest sees nobody else.
    """
    people = select(Person).where(Person.is_active)
    return people if sees_all(viewer) else people.where(_is_known_to(viewer))


def people_listed_for(viewer: Viewer, rights: Collection[Right]) -> Select[Person]:
    """Select whom the directory shows: to who sees all, suspended and departed people too."""
    return select(Person) if sees_all(viewer, rights) else people_known_to(viewer)


def find_people(session: Session, viewer: Viewer, words: str) -> Sequence[Person]:
    """Return the people known to the viewer whose name holds all the words, by name."""
    return find_among(session, people_known_to(viewer), words)


def find_among(session: Session, people: Select[Person], words: str) -> Sequence[Person]:
    """Return those of some people whose name holds all the words, by name, one more than shown."""
    if not words.strip():
        return []
    named = people.where(is_named(words)).order_by(Person.sort_key, Person.id)
    return session.scalars(named.limit(MOST_FOUND + 1)).all()


def is_staff() -> ColumnElement[bool]:
    """Return that a person works at the school."""
    return Person.id.in_(
        select(PersonFunction.person_id).where(PersonFunction.function.in_(STAFF_FUNCTIONS))
    )


def guards_one_of(group_ids: Collection[int]) -> ColumnElement[bool]:
    """Return that a person is tied to a pupil of one of these groups."""
    return Person.id.in_(
        select(Guardian.adult_id)
        .join(Membership, Membership.person_id == Guardian.pupil_id)
        .where(Membership.group_id.in_(sorted(group_ids)), Membership.part == Part.PUPIL)
    )


def _is_known_to(viewer: Viewer) -> ColumnElement[bool]:
    own = select(Guardian.pupil_id).where(Guardian.adult_id == viewer.person_id)
    known = [Person.id == viewer.person_id, Person.id.in_(own)] if viewer.person_id else []
    if viewer.keys & OF_THE_SCHOOL:
        taught = groups_of(viewer, Part.TEACHER)
        known += [
            is_staff(),
            _in(taught, Part.PUPIL, visible_only=False),
            guards_one_of(taught) if taught else false(),
            _in(groups_of(viewer, Part.PUPIL), Part.PUPIL),
            _in(groups_of(viewer, Part.MEMBER), Part.MEMBER),
        ]
    if "profile:parent" in viewer.keys:
        known.append(
            Person.id.in_(
                select(PersonDuty.person_id).where(PersonDuty.duty == Duty.PARENT_DELEGATE)
            )
        )
    return or_(false(), *known)


def _in(
    group_ids: Collection[int], part: Part, *, visible_only: bool = True
) -> ColumnElement[bool]:
    if not group_ids:
        return false()
    members = select(Membership.person_id).where(
        Membership.group_id.in_(sorted(group_ids)), Membership.part == part
    )
    if visible_only:
        members = members.join(Group, Group.id == Membership.group_id).where(Group.is_visible)
    return Person.id.in_(members)
