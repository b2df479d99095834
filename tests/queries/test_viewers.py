"""Who asks: the keys that the directory gives to each person."""

import pytest
from sqlalchemy.orm import Session

from app.models import Group, GroupKind, Guardian, Person, PersonDuty, PersonFunction
from app.queries.viewers import viewer_of
from app.rules.audience import ANONYMOUS, Duty, Function, Guardianship, Part
from tests.factories import NOW, make_group, make_person

MEMBER = {"public", "members"}


def make_class(session: Session, name: str, level: Group, *members: tuple[Person, Part]) -> Group:
    """Add a class of a level."""
    group = make_group(session, name, *members, kind=GroupKind.CLASS)
    group.level_id = level.id
    session.flush()
    return group


def watch(session: Session, adult: Person, pupil: Person, kind: Guardianship) -> None:
    """Tie an adult to a pupil."""
    session.add(Guardian(adult_id=adult.id, pupil_id=pupil.id, kind=kind))
    session.flush()


@pytest.fixture
def level(session: Session) -> Group:
    """The level of the sixth."""
    return make_group(session, "6e", kind=GroupKind.LEVEL)


def test_a_pupil_holds_his_class_and_its_level(session: Session, level: Group) -> None:
    pupil = make_person(session, Function.ELV)
    group = make_class(session, "6A", level, (pupil, Part.PUPIL))
    latin = make_group(session, "Latin", (pupil, Part.PUPIL), kind=GroupKind.TEACHING)
    club = make_group(session, "Échecs", (pupil, Part.MEMBER))
    assert viewer_of(session, pupil.id).keys == MEMBER | {
        f"user:{pupil.id}",
        "function:ELV",
        "profile:pupil",
        f"group:{group.id}/pupil",
        f"group:{level.id}/pupil",
        f"group:{latin.id}/pupil",
        f"group:{club.id}/member",
    }


@pytest.mark.parametrize("kind", [Guardianship.LEGAL, Guardianship.IN_CHARGE])
def test_a_guardian_holds_the_parents_part_of_the_childs_groups(
    session: Session, level: Group, kind: Guardianship
) -> None:
    pupil, parent = make_person(session, Function.ELV), make_person(session, Function.TUT)
    group = make_class(session, "6A", level, (pupil, Part.PUPIL))
    make_class(session, "6B", level)
    club = make_group(session, "Échecs", (pupil, Part.MEMBER))
    watch(session, parent, pupil, kind)
    keys = viewer_of(session, parent.id).keys
    assert keys == MEMBER | {
        f"user:{parent.id}",
        "function:TUT",
        "profile:parent",
        f"group:{group.id}/parent",
        f"group:{level.id}/parent",
    }
    assert f"group:{club.id}/member" not in keys


def test_an_accompanying_adult_holds_the_companions_part_and_no_more(
    session: Session, level: Group
) -> None:
    pupil, adult = make_person(session, Function.ELV), make_person(session, Function.TUT)
    group = make_class(session, "6A", level, (pupil, Part.PUPIL))
    watch(session, adult, pupil, Guardianship.COMPANION)
    keys = viewer_of(session, adult.id).keys
    assert {key for key in keys if key.startswith("group:")} == {
        f"group:{group.id}/companion",
        f"group:{level.id}/companion",
    }


def test_a_parent_of_two_children_holds_both_classes(session: Session, level: Group) -> None:
    first, second = make_person(session, Function.ELV), make_person(session, Function.ELV)
    parent = make_person(session, Function.TUT)
    one = make_class(session, "6A", level, (first, Part.PUPIL))
    other = make_class(session, "6B", level, (second, Part.PUPIL))
    watch(session, parent, first, Guardianship.LEGAL)
    watch(session, parent, second, Guardianship.COMPANION)
    keys = viewer_of(session, parent.id).keys
    assert {key for key in keys if key.startswith("group:")} == {
        f"group:{one.id}/parent",
        f"group:{level.id}/parent",
        f"group:{other.id}/companion",
        f"group:{level.id}/companion",
    }


def test_a_teacher_holds_his_classes_and_their_levels(session: Session, level: Group) -> None:
    teacher = make_person(session, Function.ENS)
    group = make_class(session, "6A", level, (teacher, Part.TEACHER))
    assert viewer_of(session, teacher.id).keys == MEMBER | {
        f"user:{teacher.id}",
        "function:ENS",
        "profile:teacher",
        f"group:{group.id}/teacher",
        f"group:{level.id}/teacher",
    }


def test_a_teacher_who_is_a_parent_holds_both_sides(session: Session, level: Group) -> None:
    person, pupil = make_person(session, Function.ENS), make_person(session, Function.ELV)
    person.functions.append(PersonFunction(function=Function.TUT))
    taught = make_class(session, "6A", level, (person, Part.TEACHER))
    attended = make_class(session, "6B", level, (pupil, Part.PUPIL))
    watch(session, person, pupil, Guardianship.LEGAL)
    keys = viewer_of(session, person.id).keys
    assert {"profile:teacher", "profile:parent", "function:ENS", "function:TUT"} <= keys
    assert {key for key in keys if key.startswith("group:")} == {
        f"group:{taught.id}/teacher",
        f"group:{attended.id}/parent",
        f"group:{level.id}/teacher",
        f"group:{level.id}/parent",
    }


def test_a_librarian_is_a_teacher_too(session: Session) -> None:
    librarian = make_person(session, Function.DOC)
    assert {"function:DOC", "profile:teacher"} <= viewer_of(session, librarian.id).keys
    assert "function:ENS" not in viewer_of(session, librarian.id).keys


def test_duties_are_keys(session: Session) -> None:
    head = make_person(session, Function.DIR)
    head.duties.append(PersonDuty(duty=Duty.HEAD))
    session.flush()
    viewer = viewer_of(session, head.id)
    assert {"duty:head", "profile:staff"} <= viewer.keys
    assert viewer.manages_everywhere


@pytest.mark.parametrize("column", ["suspended_at", "left_at"])
def test_who_is_suspended_or_has_left_is_nobody(session: Session, column: str) -> None:
    person = make_person(session, Function.DIR)
    person.duties.append(PersonDuty(duty=Duty.HEAD))
    setattr(person, column, NOW)
    session.flush()
    assert viewer_of(session, person.id) == ANONYMOUS


def test_somebody_unknown_is_nobody(session: Session) -> None:
    assert viewer_of(session, 987) == ANONYMOUS
