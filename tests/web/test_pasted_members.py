"""Members of a free group named on lines: logins or names, found, unknown or several at once."""

import pytest
from flask import Flask
from lxml import html
from sqlalchemy import insert
from werkzeug.test import TestResponse

from app.models import Person
from app.rules.audience import Function
from tests.factories import make_person
from tests.visits import saved
from tests.web.groups_kit import Directory, make_directory, paste
from tests.web.site_pages import text_of


@pytest.fixture
def school(app: Flask) -> Directory:
    return make_directory(app)


def left(answer: TestResponse) -> list[str]:
    """Return the lines that stay in the field."""
    page = html.document_fromstring(answer.get_data(as_text=True))
    return page.get_element_by_id("lines").text_content().strip().splitlines()


@pytest.mark.parametrize(
    "line",
    [
        "n.pereira",
        "N.PEREIRA",
        "Nolan Péreira",
        "PEREIRA Nolan",
        "péreira;nolan",
        " nolan\tpereira ",
    ],
)
def test_a_line_is_a_login_or_a_name_in_any_order(school: Directory, line: str) -> None:
    assert paste(school, "head", f"\n{line}\n\n").status_code == 303
    assert school.members() == {"pupil", "other", "classmate"}


def test_what_is_unknown_or_ambiguous_is_named_and_kept(school: Directory) -> None:
    with saved(school.app) as session:
        make_person(session, Function.ELV, first_name="Nolan", last_name="Péreira")
    lines = "Lucía Ferrer\nNolan Péreira\nPersonne Inconnue\n<b>x</b>"
    answer = paste(school, "head", lines)
    assert answer.status_code == 422
    assert school.members() == {"pupil", "other", "teacher"}
    assert left(answer) == ["Nolan Péreira", "Personne Inconnue", "<b>x</b>"]
    words = text_of(answer)
    assert "1 personne ajoutée" in words
    assert "Plusieurs personnes portent ces noms" in words
    assert "3 lignes n’ont pas été comprises" in words
    assert paste(school, "head", "n.pereira").status_code == 303
    assert "classmate" in school.members()


@pytest.mark.parametrize("lines", ["", "  \n \n", "a\x00b", "x\n" * 2001, "y" * 200_001])
def test_a_list_that_cannot_be_read_is_told(school: Directory, lines: str) -> None:
    assert paste(school, "head", lines).status_code == 422
    assert school.members() == {"pupil", "other"}


def test_two_thousand_lines_at_once(school: Directory) -> None:
    with saved(school.app) as session:
        session.execute(
            insert(Person),
            [
                {
                    "login": f"many{number}",
                    "first_name": "Zoé",
                    "last_name": f"Le Goff {number}",
                    "sort_key": f"le goff {number:08} zoe",
                }
                for number in range(2000)
            ],
        )
    lines = "\n".join(f"Zoé Le Goff {number}" for number in range(2000))
    assert paste(school, "head", lines).status_code == 303
    [(action, details)] = school.told()
    assert (action, details["total"]) == ("add_members", 2000)
    assert paste(school, "head", lines).status_code == 303, "once more changes nothing"
    assert len(school.told()) == 1


def test_a_manager_names_whom_he_may_know_only(school: Directory) -> None:
    """Whom he may not know is unknown, as who does not exist."""
    answer = paste(school, "manager", "Hélène Castagné\nn.pereira\nValérie Dubosc")
    assert left(answer) == ["n.pereira", "Valérie Dubosc"]
    assert school.members() == {"pupil", "other", "head"}
