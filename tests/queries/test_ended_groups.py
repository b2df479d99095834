"""A group that has ended gives nobody anything, and is offered nowhere."""

import pytest
from sqlalchemy.orm import Session

from app.models import Group, GroupKind, Guardian, Person
from app.queries.activation import access_by_class
from app.queries.held_keys import held_keys
from app.queries.holders import holders
from app.queries.key_names import names_of
from app.queries.keys import groups_with_parts
from app.queries.people import people_known_to
from app.queries.see_as import eyes
from app.queries.viewers import viewer_of
from app.rules.audience import Function, Guardianship, Part, group_key
from app.rules.see_as import Look
from tests.factories import NOW, make_group, make_person

Family = dict[str, Person]


@pytest.fixture
def family(session: Session) -> Family:
    """A pupil, his mother, his teacher, and somebody of a club."""
    people = {
        "pupil": make_person(session, Function.ELV),
        "parent": make_person(session, Function.TUT),
        "teacher": make_person(session, Function.ENS),
        "member": make_person(session, Function.ETA),
    }
    session.add(
        Guardian(adult_id=people["parent"].id, pupil_id=people["pupil"].id, kind=Guardianship.LEGAL)
    )
    return people


@pytest.fixture
def groups(session: Session, family: Family) -> dict[str, Group]:
    """A level, one of its classes, and a club."""
    level = make_group(session, "6e", kind=GroupKind.LEVEL)
    members = (family["pupil"], Part.PUPIL), (family["teacher"], Part.TEACHER)
    found = {
        "level": level,
        "class": make_group(session, "6A", *members, kind=GroupKind.CLASS),
        "club": make_group(session, "Échecs", (family["member"], Part.MEMBER)),
    }
    found["class"].level_id = level.id
    session.flush()
    return found


SIDES = {
    "pupil": Part.PUPIL,
    "parent": Part.PARENT,
    "teacher": Part.TEACHER,
    "member": Part.MEMBER,
}
GONE = {"level": {"level"}, "class": {"level", "class"}, "club": {"club"}}
"""The groups that nobody is in any more when one has ended."""


@pytest.mark.parametrize("ended", GONE)
@pytest.mark.parametrize("who", SIDES)
def test_its_key_is_held_by_nobody(
    session: Session, family: Family, groups: dict[str, Group], ended: str, who: str
) -> None:
    """Whatever memberships are left, in Python, in SQL and in the reports alike."""
    mine = {"club"} if who == "member" else {"level", "class"}
    before = {name: group_key(groups[name].id, SIDES[who]) for name in mine}
    assert set(before.values()) <= viewer_of(session, family[who].id).keys
    groups[ended].ended_at = NOW
    session.flush()
    after = viewer_of(session, family[who].id).keys
    for name, key in before.items():
        holds = name not in GONE[ended]
        assert (key in after) is holds
        assert (family[who].id in session.scalars(holders([key])).all()) is holds
        assert (key in held_keys(session, [key])) is holds


def test_it_is_offered_nowhere_but_keeps_its_name(
    session: Session, groups: dict[str, Group]
) -> None:
    key = group_key(groups["class"].id, Part.PUPIL)
    assert eyes(session, Look(key, None), [], {}) is not None
    for group in groups.values():
        group.ended_at = NOW
    session.flush()
    assert list(groups_with_parts(session)) == []
    assert access_by_class(session) == []
    assert eyes(session, Look(key, None), [], {}) is None
    assert names_of(session, [key]).groups == {groups["class"].id: ("6A", GroupKind.CLASS)}


def test_a_hidden_group_does_not_tell_who_is_in_it(session: Session) -> None:
    first, second = make_person(session, Function.TUT), make_person(session, Function.TUT)
    group = make_group(session, "Délégués", (first, Part.MEMBER), (second, Part.MEMBER))
    known = people_known_to(viewer_of(session, first.id))
    assert second in session.scalars(known).all()
    assert [one.name for one in groups_with_parts(session)] == ["Délégués"]
    group.is_visible = False
    session.flush()
    assert second not in session.scalars(known).all()
    assert list(groups_with_parts(session)) == [], "offered to those only who ask for hidden ones"
    assert [one.name for one in groups_with_parts(session, with_hidden=True)] == ["Délégués"]


def test_a_guest_sees_nobody_else_not_even_in_a_group(session: Session) -> None:
    guest, other = make_person(session, Function.ACA), make_person(session, Function.TUT)
    make_group(session, "Jury", (guest, Part.MEMBER), (other, Part.MEMBER))
    assert session.scalars(people_known_to(viewer_of(session, guest.id))).all() == [guest]
