"""The table of `docs/roles.md` equals `rules/roles.py`, cell by cell."""

from pathlib import Path

import pytest

from app.rules.roles import REACH, Permission, Reach, Role

DOCUMENT = Path(__file__).parents[2] / "docs" / "roles.md"

WORDS = {"–": Reach.NONE, "own": Reach.OWN, "any": Reach.ANY}


def table():
    """Return the rows of the document's table as lists of cells, without its rule."""
    lines = DOCUMENT.read_text(encoding="utf-8").splitlines()
    rows = [line.strip("|").split("|") for line in lines if line.startswith("|")]
    return [[cell.strip() for cell in row] for row in rows if set("".join(row)) != {"-"}]


HEAD, *ROWS = table()


def test_the_columns_are_the_roles():
    columns = [cell.split(" ")[0] for cell in HEAD]
    assert columns == ["permission", "English", "Français", *(f"`{role}`" for role in Role)]


def test_the_rows_are_the_permissions():
    assert [row[0] for row in ROWS] == [f"`{permission}`" for permission in Permission]


def test_each_column_and_row_has_a_label_in_both_languages():
    assert all(cell.count(" · ") == 1 for cell in HEAD[3:])
    assert all(english and french for _, english, french, *_ in ROWS)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0].strip("`"))
def test_every_cell_is_what_the_code_allows(row):
    written = dict(zip(Role, (WORDS[cell] for cell in row[3:]), strict=True))
    assert written == REACH[Permission(row[0].strip("`"))]
