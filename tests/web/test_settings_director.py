"""The publication director: chosen from the heads, and no longer one of them."""

import pytest
from flask import Flask
from sqlalchemy import delete

from app.actions.erasure import erase
from app.models import Person, PersonDuty
from tests.factories import NOW
from tests.visits import saved
from tests.web.settings_kit import PAGE, fill, set_to, stored
from tests.web.site_pages import text_of
from tests.web.site_school import School, make_school

pytestmark = pytest.mark.usefixtures("demo_day")
CHANGED = "Le directeur ou la directrice de la publication a changé"


@pytest.fixture
def school(app: Flask) -> School:
    return make_school(app)


def is_warned(school: School) -> bool:
    """Tell whether the three pages that warn do so, and agree."""
    client = school.come("admin")
    pages = ("/site/", PAGE, f"{PAGE}/mentions-legales")
    [said] = {CHANGED in text_of(client.get(page)) for page in pages}
    return said


def test_who_is_head_may_be_chosen_and_is_named_as_in_the_directory(school: School) -> None:
    client, head = school.come("head"), school.people["head"]
    typed = {"director": str(head), "director_name": "Quelqu’un", "director_title": "principale"}
    answer = fill(client, "mentions-legales", typed)
    assert answer.status_code == 303, text_of(answer)[:900]
    found = stored(school.app)
    assert (found["director_id"], found["director_name"]) == (head, "Hélène Castagné")
    assert "Hélène Castagné, principale" in text_of(client.get("/mentions-legales"))
    assert not is_warned(school)
    other = {"director": str(school.people["deputy"])}
    assert fill(client, "mentions-legales", other).status_code == 422
    typed = {"director": "", "director_name": "Jean Martin"}
    assert fill(client, "mentions-legales", typed).status_code == 303
    assert stored(school.app)["director_id"] is None
    assert is_warned(school)


def test_who_leaves_is_named_until_somebody_names_another(school: School) -> None:
    set_to(school.app, director_id=school.people["head"], director_name="Hélène Castagné")
    assert not is_warned(school)
    with saved(school.app) as session:
        session.get_one(Person, school.people["head"]).left_at = NOW
    assert is_warned(school)
    assert "a quitté l’établissement" in text_of(school.come("admin").get(PAGE))


def test_who_is_head_no_longer_is_told(school: School) -> None:
    set_to(school.app, director_id=school.people["head"], director_name="Hélène Castagné")
    with saved(school.app) as session:
        session.execute(delete(PersonDuty).where(PersonDuty.person_id == school.people["head"]))
    assert is_warned(school)


def test_an_account_that_is_erased_is_told(school: School) -> None:
    former = school.people["deputy"]
    named = {"director_id": former, "director_name": "Jean Roques"}
    set_to(school.app, **named)
    question = school.come("head").get(f"/annuaire/personnes/{former}/effacer")
    assert "mentions légales, comme directeur" in text_of(question)
    with saved(school.app) as session:
        erase(session, NOW, school.people["head"], [former])
    assert is_warned(school)
    assert stored(school.app)["director_id"] is None
    assert "Jean Roques" in text_of(school.come("visitor").get("/mentions-legales"))


@pytest.mark.parametrize(
    ("name", "warned"),
    [("helene  CASTAGNE", False), ("Hélène Castagné", False), ("Hélène Castagne-Roux", True),
     ("", False)],
)  # fmt: skip
def test_a_typed_name_is_looked_for_among_the_heads(
    school: School, name: str, warned: bool
) -> None:
    set_to(school.app, director_name=name)
    assert is_warned(school) is warned
