"""What two sequences have in common, with much effort and with little."""

import random

import pytest

from app.text.alignment import Effort, matches


@pytest.mark.parametrize(
    ("old", "new", "common"),
    [
        ("", "", ""),
        ("abc", "", ""),
        ("abc", "abc", "abc"),
        ("abcd", "abxd", "abd"),
        ("xabc", "abcy", "abc"),
        ("abcabc", "abc", "abc"),
    ],
)
@pytest.mark.parametrize("effort", [0, 10_000])
def test_finds_what_is_in_both(old: str, new: str, common: str, effort: int) -> None:
    found = matches(old, new, Effort(effort))
    if effort:
        assert "".join(old[one.old : one.old + one.size] for one in found) == common
    assert all(
        old[one.old : one.old + one.size] == new[one.new : one.new + one.size] for one in found
    )


@pytest.mark.parametrize("effort", [0, 300, 1_000_000])
def test_matches_are_in_order_and_true_whatever_the_effort(effort: int) -> None:
    chance = random.Random(7)
    for length in range(1, 60):
        old = [chance.randrange(length) for _ in range(length)]
        new = [chance.randrange(length) for _ in range(length)]
        end_old = end_new = 0
        for one in matches(old, new, Effort(effort)):
            assert one.size > 0
            assert (one.old >= end_old, one.new >= end_new) == (True, True)
            end_old, end_new = one.old + one.size, one.new + one.size
            assert old[one.old : end_old] == new[one.new : end_new]


def test_anchors_do_without_effort() -> None:
    old = list(range(100))
    new = [*range(50), "new", *range(50, 75), *range(80, 100)]
    kept = sum(one.size for one in matches(old, new, Effort(0)))
    assert kept == 95


def test_effort_is_spent_once() -> None:
    effort = Effort(10)
    assert effort.spend(6)
    assert not effort.spend(6)
    assert effort.spend(4)
