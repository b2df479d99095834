"""docs/security.md names tests that are there, for each line of the list of attacks."""

import re

from tests.conventions.sources import ROOT

PAGE = (ROOT / "docs" / "security.md").read_text()
LINES = re.findall(r"^\| ([0-9]+|–) \|.*\| ([^|]+) \|$", PAGE, re.MULTILINE)


def test_no_number_is_left_out() -> None:
    assert [int(number) for number, _shown in LINES if number != "–"] == list(range(1, 70))


def test_each_test_is_there() -> None:
    named = {name for _number, shown in LINES for name in re.findall(r"`([^`]+)`", shown)}
    assert len(named) > 40
    assert {name for name in named if not (ROOT / "tests" / name).is_file()} == set()


def test_what_is_not_shown_says_so() -> None:
    assert {number for number, shown in LINES if "`" not in shown} == {"33"}
