"""The number of a school, checked by its letter."""

import pytest

from app.rules.uai import KEYS, is_uai, key_of, normal_uai

REAL = (
    "0942434K",
    "0350760L",
    "0750001U",
    "0319999A",
)
"""The first two are schools of the "Annuaire de l'éducation"; the others were counted by hand."""


@pytest.mark.parametrize("uai", REAL)
def test_a_number_with_its_letter_is_right(uai: str) -> None:
    assert is_uai(uai)
    assert normal_uai(f" {uai[:3]} {uai[3:].lower()}\u00a0") == uai


@pytest.mark.parametrize("uai", REAL)
def test_each_other_letter_is_wrong(uai: str) -> None:
    letters = set("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    assert [one for one in sorted(letters) if is_uai(uai[:7] + one)] == [uai[7]]


@pytest.mark.parametrize("uai", REAL)
def test_each_wrong_digit_and_each_two_that_are_swapped_are_noticed(uai: str) -> None:
    for place in range(7):
        for digit in set("0123456789") - {uai[place]}:
            assert not is_uai(uai[:place] + digit + uai[place + 1 :])
    for place in range(6):
        if uai[place] != uai[place + 1]:
            swapped = uai[:place] + uai[place + 1] + uai[place] + uai[place + 2 :]
            assert not is_uai(swapped), swapped


@pytest.mark.parametrize(
    "text",
    ["", "0319999", "A", "0319999AA", "00319999A", "319999A", "0319999a", " 0319999A",
     "0319999A\n", "٠٣١٩٩٩٩A", "03199-9A", "0750001A"],
)  # fmt: skip
def test_anything_else_is_none(text: str) -> None:
    assert not is_uai(text)


def test_the_key_is_the_rest_of_a_division_by_23() -> None:
    assert len(KEYS) == 23
    assert not set("IOQ") & set(KEYS)
    assert [key_of(f"{number:07d}") for number in range(24)] == [*KEYS, "A"]
