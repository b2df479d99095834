"""The rules of the directory: who knows everybody, who is a guest, who changes which account."""

from datetime import date

import pytest

from app.rules.audience import Duty, Function, Part, Viewer
from app.rules.directory import groups_of, has_ended, is_guest, may_change_account, sees_all
from app.rules.site_rights import Right


def viewer(*keys: str) -> Viewer:
    """Return somebody with these keys."""
    return Viewer(7, frozenset({"public", "members", "user:7", *keys}))


@pytest.mark.parametrize(
    ("keys", "rights", "expected"),
    [
        (["function:ENS", "profile:teacher"], [], False),
        (["function:ACA", "profile:other"], [], False),
        (["function:COL", "profile:local_authority"], [], False),
        (["function:EVS"], [], True),
        (["function:ETA"], [], True),
        (["duty:admin"], [], True),
        (["profile:parent"], [Right.DIRECTORY], True),
        (["profile:parent"], [Right.JOURNAL], False),
    ],
)
def test_few_know_everybody(keys: list[str], rights: list[Right], expected: bool) -> None:
    assert sees_all(viewer(*keys), rights) is expected


def test_groups_are_read_from_keys_by_part() -> None:
    held = viewer("group:4/pupil", "group:12/parent", "group:120/member")
    assert groups_of(held) == {4, 12, 120}
    assert groups_of(held, Part.PUPIL, Part.PARENT) == {4, 12}
    assert groups_of(held, Part.TEACHER) == frozenset()


@pytest.mark.parametrize(
    ("source", "functions", "duties", "expected"),
    [
        ("local", [Function.ACA], [], True),
        ("local", [], [], True),
        ("academic", [Function.ACA], [], False),
        ("local", [Function.COL], [], False),
        ("local", [], [Duty.ADMIN], False),
    ],
)
def test_a_guest_has_no_place_in_the_school(
    source: str, functions: list[Function], duties: list[Duty], expected: bool
) -> None:
    assert is_guest(source, functions, duties) is expected


def test_the_last_day_is_still_one() -> None:
    day = date(2026, 3, 24)
    assert [has_ended(day, date(2026, 3, one)) for one in (23, 24, 25)] == [False, False, True]
    assert not has_ended(None, day)


@pytest.mark.parametrize("duty", [None, Duty.CPE, Duty.HEAD, Duty.DEPUTY, Duty.ADMIN])
@pytest.mark.parametrize("holds_more", [False, True])
def test_who_manages_the_directory_changes_ordinary_accounts(
    duty: Duty | None, holds_more: bool
) -> None:
    duties = [duty] if duty else []
    is_ordinary = duty in (None, Duty.CPE) and not holds_more
    for keys, expected in (([], is_ordinary), (["duty:deputy"], is_ordinary),
                           (["duty:head"], True), (["duty:admin"], True)):  # fmt: skip
        held = viewer(*keys)
        assert may_change_account(held, 9, duties, holds_more=holds_more) is expected
        assert not may_change_account(held, 7, duties, holds_more=holds_more)
