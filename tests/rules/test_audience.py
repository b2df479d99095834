"""Who is reached: the keys of each function, duty and part, and which of them is named."""

import pytest

from app.rules.audience import (
    ANONYMOUS,
    PART_OF_GUARDIAN,
    PROFILE_OF,
    Duty,
    Function,
    Guardianship,
    Part,
    Profile,
    Viewer,
    because,
    group_key,
    keys_of,
    reaches,
    user_key,
)

EVERY_MEMBER = {"public", "members", "user:7"}

PROFILES = [
    ("ELV", "profile:pupil"),
    ("TUT", "profile:parent"),
    ("ENS", "profile:teacher"),
    ("DOC", "profile:teacher"),
    ("DIR", "profile:staff"),
    ("EVS", "profile:staff"),
    ("ETA", "profile:staff"),
    ("ACA", "profile:other"),
    ("COL", "profile:local_authority"),
]

DUTIES = [
    ("head", True),
    ("deputy", True),
    ("admin", True),
    ("cpe", False),
    ("nurse", False),
    ("psychologist", False),
    ("bursar", False),
    ("secretariat", False),
    ("digital_lead", False),
    ("mail_moderator", False),
    ("parent_delegate", False),
]

PARTS = [
    (Part.PUPIL, "group:12/pupil"),
    (Part.TEACHER, "group:12/teacher"),
    (Part.PARENT, "group:12/parent"),
    (Part.COMPANION, "group:12/companion"),
    (Part.MEMBER, "group:12/member"),
]

MOST_PERSONAL_FIRST = [
    "user:7",
    "group:12/parent",
    "duty:cpe",
    "function:EVS",
    "profile:staff",
    "members",
    "public",
]


def viewer(*keys: str) -> Viewer:
    """Return person 7 with these keys."""
    return Viewer(7, frozenset(keys))


@pytest.mark.parametrize(("function", "profile"), PROFILES)
def test_a_function_gives_its_key_and_that_of_its_profile(function: str, profile: str) -> None:
    keys = keys_of(7, [Function(function)], [], [])
    assert keys == EVERY_MEMBER | {f"function:{function}", profile}


@pytest.mark.parametrize(("duty", "manages"), DUTIES)
def test_a_duty_gives_its_key_and_three_manage_everywhere(duty: str, manages: bool) -> None:
    keys = keys_of(7, [], [Duty(duty)], [])
    assert keys == EVERY_MEMBER | {f"duty:{duty}"}
    assert Viewer(7, keys).manages_everywhere is manages


@pytest.mark.parametrize(("part", "key"), PARTS)
def test_a_part_of_a_group_gives_its_key_and_no_other(part: Part, key: str) -> None:
    assert group_key(12, part) == key
    assert keys_of(7, [], [], [(12, part)]) == EVERY_MEMBER | {"profile:other", key}


def test_who_has_no_function_and_no_duty_is_a_guest() -> None:
    """A technical account has a duty: it is no guest."""
    assert keys_of(7, [], [], []) == EVERY_MEMBER | {"profile:other"}
    assert "profile:other" not in keys_of(7, [], [Duty.ADMIN], [])
    assert "profile:other" not in keys_of(7, [Function.ENS], [], [])
    assert keys_of(7, [], [], [], active=False) == frozenset()


def test_the_tables_above_are_whole() -> None:
    assert [code for code, _ in PROFILES] == [*Function]
    assert set(PROFILE_OF) == set(Function)
    assert set(PROFILE_OF.values()) == set(Profile)
    assert [code for code, _ in DUTIES] == [*Duty]
    assert [part for part, _ in PARTS] == [*Part]
    assert {
        Guardianship.LEGAL: Part.PARENT,
        Guardianship.IN_CHARGE: Part.PARENT,
        Guardianship.COMPANION: Part.COMPANION,
    } == PART_OF_GUARDIAN


def test_keys_add_up() -> None:
    keys = keys_of(
        7,
        [Function.ENS, Function.TUT],
        [Duty.DIGITAL_LEAD],
        [(12, Part.TEACHER), (30, Part.PARENT), (12, Part.TEACHER)],
    )
    assert keys == EVERY_MEMBER | {
        "function:ENS",
        "profile:teacher",
        "function:TUT",
        "profile:parent",
        "duty:digital_lead",
        "group:12/teacher",
        "group:30/parent",
    }


def test_who_is_suspended_or_has_left_holds_no_key() -> None:
    keys = keys_of(7, [Function.DIR], [Duty.HEAD], [(12, Part.MEMBER)], active=False)
    assert keys == frozenset()
    assert not Viewer(7, keys).manages_everywhere
    assert not reaches(["public", "members", "user:7"], Viewer(7, keys))


def test_a_visitor_holds_the_public_key_only() -> None:
    assert ANONYMOUS.keys == {"public"}
    assert ANONYMOUS.is_anonymous
    assert not ANONYMOUS.manages_everywhere
    assert not viewer("public").is_anonymous


@pytest.mark.parametrize(
    ("targets", "reached"),
    [
        ([], False),
        (["public"], True),
        (["members"], True),
        (["user:7"], True),
        (["user:70"], False),
        (["user:77", "user:7"], True),
        (["profile:parent"], True),
        (["profile:pupil"], False),
        (["group:12/parent"], True),
        (["group:12/pupil"], False),
        (["group:1/parent"], False),
        (["group:120/parent"], False),
        (["profile:pupil", "group:12/pupil", "duty:head"], False),
        (["profile:pupil", "group:12/parent"], True),
    ],
)
def test_one_key_in_common_is_enough(targets: list[str], reached: bool) -> None:
    parent = viewer(*keys_of(7, [Function.TUT], [], [(12, Part.PARENT)]))
    assert reaches(targets, parent) is reached
    assert (because(parent, targets) is not None) is reached


@pytest.mark.parametrize("held", range(len(MOST_PERSONAL_FIRST)))
def test_the_reason_is_the_most_personal_key(held: int) -> None:
    """With the first keys taken away one by one, the next one is named."""
    keys = MOST_PERSONAL_FIRST[held:]
    assert because(viewer(*keys), reversed(MOST_PERSONAL_FIRST)) == keys[0]


def test_of_two_groups_the_first_is_named() -> None:
    keys = (group_key(12, Part.PARENT), group_key(11, Part.PARENT))
    assert because(viewer(*keys), keys) == "group:11/parent"
    assert because(viewer(*keys), reversed(keys)) == "group:11/parent"


def test_no_key_in_common_gives_no_reason() -> None:
    assert because(ANONYMOUS, ["members", user_key(7)]) is None
    assert because(viewer("public"), []) is None
