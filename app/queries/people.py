"""Which people a screen shows to whom (DESIGN, "Personal data"), and finding one by name."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, false, or_, select
from sqlalchemy.orm import Session

from app.models import Group, Guardian, Membership, Person, PersonFunction
from app.queries.names import is_named
from app.rules.audience import PROFILE_OF, Function, Part, Profile, Viewer

STAFF = (Profile.TEACHER, Profile.STAFF, Profile.LOCAL_AUTHORITY)
SEE_ALL = frozenset({"function:DIR", "function:EVS", "function:ETA"})
MOST_FOUND = 30


def people_known_to(viewer: Viewer) -> Select[Person]:
    """Select the active people whose names a viewer may see.

    Who manages everywhere, and DIR, EVS and ETA, see all; members of the school see the staff;
    teachers also the pupils whom they teach and their guardians, pupils their classmates, parents
    the members of groups that they are in, unless these are hidden. A guest sees nobody.
    """
    people = select(Person).where(Person.is_active)
    if viewer.manages_everywhere or viewer.keys & SEE_ALL:
        return people
    taught = _ids_of(viewer, Part.TEACHER)
    own = _ids_of(viewer, Part.PUPIL)
    if not viewer.keys & {f"profile:{one}" for one in Profile if one is not Profile.OTHER}:
        return people.where(false())
    known: list[ColumnElement[bool]] = [_in(taught, Part.PUPIL), _in(own, Part.PUPIL)]
    known.append(_in(_ids_of(viewer, Part.MEMBER), Part.MEMBER, only_visible=True))
    if taught:
        known.append(
            Person.id.in_(
                select(Guardian.adult_id)
                .join(Membership, Membership.person_id == Guardian.pupil_id)
                .where(Membership.group_id.in_(taught), Membership.part == Part.PUPIL)
            )
        )
    known.append(_is_staff())
    return people.where(or_(*known))


def find_people(session: Session, viewer: Viewer, words: str) -> Sequence[Person]:
    """Return the people known to the viewer whose name holds all the words, by name."""
    return find_among(session, people_known_to(viewer), words)


def find_among(session: Session, people: Select[Person], words: str) -> Sequence[Person]:
    """Return those of some people whose name holds all the words, by name, one more than shown."""
    if not words.strip():
        return []
    named = people.where(is_named(words)).order_by(Person.sort_key, Person.id)
    return session.scalars(named.limit(MOST_FOUND + 1)).all()


def _ids_of(viewer: Viewer, part: Part) -> list[int]:
    """Return the ids of the groups in which the viewer has this part."""
    return sorted(
        int(key.removeprefix("group:").partition("/")[0])
        for key in viewer.keys
        if key.startswith("group:") and key.endswith(f"/{part}")
    )


def _in(group_ids: list[int], part: Part, *, only_visible: bool = False) -> ColumnElement[bool]:
    if not group_ids:
        return false()
    inside = select(Membership.person_id).where(
        Membership.group_id.in_(group_ids), Membership.part == part
    )
    if only_visible:
        inside = inside.join(Group, Group.id == Membership.group_id).where(Group.is_visible)
    return Person.id.in_(inside)


def _is_staff() -> ColumnElement[bool]:
    codes: list[Any] = [one for one in Function if PROFILE_OF[one] in STAFF]
    return Person.id.in_(select(PersonFunction.person_id).where(PersonFunction.function.in_(codes)))
