"""Lists among the settings: rows are added, removed and moved by buttons, without script."""

import pytest
from flask import Flask

from tests.web.settings_kit import PAGE, fill, set_to, stored, typed_on
from tests.web.site_school import School, make_school

pytestmark = pytest.mark.usefixtures("demo_day")
HOURS = [{"days": "Lundi", "hours": "8 h"}, {"days": "Mardi", "hours": "9 h"}]
SECTION, ADDRESS = "etablissement", f"{PAGE}/etablissement"


@pytest.fixture
def school(app: Flask) -> School:
    set_to(app, name="Collège", opening_hours=HOURS)
    return make_school(app)


def days(fields: dict[str, str]) -> list[str]:
    """Return the days of the rows of a form, in order."""
    return [value for name, value in fields.items() if name.endswith("-days")]


@pytest.mark.parametrize(
    ("do", "expected"),
    [
        ("add:opening_hours", ["Lundi", "Mardi", ""]),
        ("remove:opening_hours:0", ["Mardi"]),
        ("up:opening_hours:1", ["Mardi", "Lundi"]),
        ("down:opening_hours:0", ["Mardi", "Lundi"]),
        ("up:opening_hours:0", ["Lundi", "Mardi"]),
        ("down:opening_hours:1", ["Lundi", "Mardi"]),
        ("remove:opening_hours:7", ["Lundi", "Mardi"]),
        ("remove:opening_hours:x", ["Lundi", "Mardi"]),
        ("remove:opening_hours:²", ["Lundi", "Mardi"]),
        ("explode:opening_hours:1", ["Lundi", "Mardi"]),
    ],
)
def test_a_button_changes_the_rows_and_saves_nothing(
    school: School, do: str, expected: list[str]
) -> None:
    answer = fill(school.come("head"), SECTION, {"do": do, "city": "x", "postcode": "faux"})
    assert answer.status_code == 200
    fields = typed_on(answer, ADDRESS)
    assert days(fields) == expected
    assert (fields["city"], fields["postcode"]) == ("x", "faux")
    assert stored(school.app)["opening_hours"] == HOURS


def test_rows_are_saved_in_their_order_and_empty_ones_are_left_out(school: School) -> None:
    typed = {
        "opening_hours-7-days": "Samedi",
        "opening_hours-7-hours": "9 h à 12 h",
        "opening_hours-3-days": " ",
        "opening_hours-3-hours": "",
        "opening_hours-5-days": "Mercredi",
        "opening_hours-5-hours": "8 h",
    }
    assert fill(school.come("head"), SECTION, typed).status_code == 303
    saved = [row["days"] for row in stored(school.app)["opening_hours"]]
    assert saved == ["Lundi", "Mardi", "Mercredi", "Samedi"]


def test_no_more_rows_than_a_list_may_have(school: School) -> None:
    client = school.come("head")
    fields = typed_on(client.get(ADDRESS), ADDRESS)
    many = {f"opening_hours-{n}-days": f"Jour {n}" for n in range(400)}
    answer = client.post(ADDRESS, data={**fields, **many, "do": "add:opening_hours"})
    assert answer.status_code == 200
    assert len(days(typed_on(answer, ADDRESS))) == 42
    answer = client.post(ADDRESS, data={**fields, **many})
    assert answer.status_code == 422
    assert "Au plus 14 lignes ici" in answer.text.replace("\u00a0", " ")


def test_uses_of_data_are_rows_too(school: School) -> None:
    client = school.come("head")
    parts = ("name", "purpose", "legal_basis", "data", "recipients", "retention")
    typed = {f"treatments-0-{part}": f"Ce que dit {part}" for part in parts}
    assert fill(client, "donnees-personnelles", typed).status_code == 303
    assert stored(school.app)["treatments"] == [{part: f"Ce que dit {part}" for part in parts}]
    page = client.get("/donnees-personnelles").text
    assert all(f"Ce que dit {part}" in page for part in parts)
