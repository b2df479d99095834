"""What no browser sends to the site's management: an answer of ours, nothing stored, no failure."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.models import Grant, Rubrique
from tests.visits import saved
from tests.web.site_pages import form_on, send, text_of
from tests.web.site_school import School, make_school

pytestmark = pytest.mark.usefixtures("demo_day")

IDS = ("0", "-1", "00", "1e3", "١", "2147483648", "9223372036854775808", "9" * 4000, "%00", "x")


@pytest.fixture
def school(app: Flask) -> School:
    return make_school(app)


def counts(school: School) -> tuple[int, int]:
    """Count rubriques and grants."""
    with saved(school.app) as session:
        rubriques = session.scalar(select(func.count()).select_from(Rubrique)) or 0
        return rubriques, session.scalar(select(func.count()).select_from(Grant)) or 0


@pytest.mark.parametrize("id_", IDS)
def test_ids_that_are_none(school: School, id_: str) -> None:
    client = school.come("head")
    for rest in ("", "/deplacer", "/acteurs", "/supprimer"):
        assert client.get(f"/site/rubriques/{id_}{rest}").status_code == 404
    assert client.get(f"/site/rubriques/nouvelle?sous={id_}").status_code == 404
    page = school.page("barcelone", "/deplacer")
    assert send(client, page, page, {"parent": id_}).status_code == 422
    see = "/site/voir-comme"
    assert send(client, see, see, {"rubrique": id_, "key": "public"}).status_code == 422
    assert client.get(f"{see}?rubrique={id_}").status_code == 200


@pytest.mark.parametrize(
    "values",
    [
        {"name": ""},
        {"name": " \u00a0\t\n "},
        {"name": "x" * 201},
        {"name": "a\x00b"},
        {"name": "a\x1bb"},
        {"menu_name": "x" * 41},
        {"note": "y" * 101},
        {"icon": "../../etc/passwd"},
        {"icon": "javascript:alert(1)"},
        {"visibility": "secret"},
        {"visibility": None},
        {"inherits": "maybe"},
        {"inherits": None},
        {"introduction": "<p>" + "x" * 30_000},
    ],
)
def test_what_is_typed_wrong_is_shown_again(school: School, values: dict[str, Any]) -> None:
    client = school.come("manager")
    page = school.page("voyages")
    before = counts(school)
    answer = send(client, page, page, values)
    assert answer.status_code == 422
    assert "Merci de corriger" in text_of(answer) or "error-summary" in answer.text
    assert answer.text.count("<h1") == 1
    assert counts(school) == before
    with saved(school.app) as session:
        assert session.get_one(Rubrique, school.rubriques["voyages"]).name == "Voyages"


def test_a_long_name_of_200_is_a_name(school: School) -> None:
    client = school.come("manager")
    page = school.page("voyages")
    name = "é" * 200
    assert send(client, page, page, {"name": name}).status_code == 303
    assert name in client.get("/site/rubriques").text


def test_markup_in_a_name_is_text_everywhere(school: School) -> None:
    client = school.come("manager")
    page = school.page("voyages")
    name = "<script>alert(1)</script>{{7*7}}%s"
    assert send(client, page, page, {"name": name, "note": name}).status_code == 303
    for address in ("/site/rubriques", page, f"{page}/acteurs", f"{page}/supprimer", "/"):
        text = client.get(address).text
        assert "<script>alert(1)" not in text
    assert "49" not in text_of(client.get(page)).replace("2049", "")


def test_fields_that_are_not_asked_change_nothing(school: School) -> None:
    client = school.come("manager")
    page = school.page("voyages")
    fields = form_on(client.get(page), page) | {
        "parent_id": str(school.rubriques["conseil"]),
        "trashed_at": "2020-01-01",
        "archived_at": "2020-01-01",
        "position": "0",
        "id": "99",
        "grants": "user:1",
    }
    assert client.post(page, data=fields).status_code == 303
    with saved(school.app) as session:
        found = session.get_one(Rubrique, school.rubriques["voyages"])
        assert (found.parent_id, found.trashed_at, found.archived_at) == (None, None, None)


@pytest.mark.parametrize("way", ["no token", "wrong token", "GET"])
def test_no_change_without_a_token(school: School, way: str) -> None:
    client = school.come("head")
    for rest in ("/supprimer", "/archiver", "/monter", "/acteurs/retirer"):
        address = school.page("voyages", rest)
        if way == "GET":
            assert client.get(address).status_code in (200, 404, 405)
        else:
            token = {} if way == "no token" else {"csrf_token": "x" * 90}
            assert client.post(address, data=token).status_code in (400, 403)
    with saved(school.app) as session:
        found = session.get_one(Rubrique, school.rubriques["voyages"])
        assert (found.trashed_at, found.archived_at) == (None, None)


def test_a_form_sent_after_the_session_ended_is_kept(school: School) -> None:
    client = school.come("manager")
    page = school.page("voyages")
    fields = form_on(client.get(page), page) | {"note": "Un texte tapé avec soin"}
    send(client, "/contact", "/deconnexion")
    answer = client.post(page, data=fields)
    assert answer.status_code in (400, 403)
    assert "Un texte tapé avec soin" in answer.text
