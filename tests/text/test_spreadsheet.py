"""A line for a spreadsheet computes nothing and loses nothing."""

import csv
from io import StringIO

import pytest

from app.text.spreadsheet import defused, line


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", " =", "  @"])
def test_a_formula_is_a_text(start: str) -> None:
    assert defused(f"{start}HYPERLINK(1)") == f"'{start}HYPERLINK(1)"


@pytest.mark.parametrize("text", ["", "Lou Dubosc", "a=b", "1-2", "École", "’"])
def test_other_texts_stay(text: str) -> None:
    assert defused(text) == text


def test_a_line_is_read_as_it_was_written() -> None:
    cells = ["a;b", 'dit "oui"', "deux\nlignes", ""]
    written = line(cells)
    assert written.endswith("\r\n")
    assert list(csv.reader(StringIO(written), delimiter=";")) == [cells]
