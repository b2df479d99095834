"""Rubriques that turn public or private: what readers gain and lose, and what may not be public."""

import pytest
from flask import Flask

from app.models import Article, Rubrique
from app.rules.visibility import Visibility
from app.rules.workflow import Status
from tests.factories import make_article
from tests.visits import saved
from tests.web.site_pages import form_on, send, text_of
from tests.web.site_school import School, make_school, stored

pytestmark = pytest.mark.usefixtures("demo_day")


@pytest.fixture
def school(app: Flask) -> School:
    return make_school(app)


def test_public_only_below_public(school: School) -> None:
    client = school.come("head")
    page = f"/site/rubriques/nouvelle?sous={school.rubriques['conseil']}"
    assert form_on(client.get(page), page)["visibility"] == "private"
    answer = send(client, page, page, {"name": "Comptes rendus", "visibility": "public"})
    assert answer.status_code == 422
    assert "Sous une rubrique privée" in text_of(answer)
    assert 'value="Comptes rendus"' in answer.get_data(as_text=True)


def test_a_parent_that_turns_private_takes_its_children_with_it(school: School) -> None:
    client = school.come("manager")
    page = school.page("voyages")
    answer = send(client, page, page, {"visibility": "private"})
    assert answer.status_code == 200
    words = text_of(answer)
    assert "deviennent privées aussi" in words
    assert "Barcelone" in words
    assert "Visiteurs" in words
    assert "lecture perdue : 1 article" in words
    assert "1 article quitte la page d’accueil et les flux" in words
    assert stored(school, "voyages").visibility is Visibility.PUBLIC, "nothing is saved yet"
    back = client.post(page, data=form_on(answer, page) | {"back": "1"})
    assert form_on(back, page)["visibility"] == "private", "what was chosen is kept"
    assert client.post(page, data=form_on(answer, page)).status_code == 303
    assert stored(school, "voyages").visibility is Visibility.PRIVATE
    assert stored(school, "barcelone").visibility is Visibility.PRIVATE
    assert school.come("visitor").get("/rss.xml").get_data(as_text=True).count("<item>") == 0


def test_what_would_bring_faults_before_everybody_stays_private(school: School) -> None:
    with saved(school.app) as session:
        rome = session.get_one(Rubrique, school.rubriques["rome"])
        faulty = make_article(session, rome, "Le palmarès", body="<p>Bravo à Lou Dubosc !</p>")
        make_article(session, rome, "Le match", body="<p>Bravo à Lou !</p>")
        faulty_id = faulty.id
    page = school.page("rome")
    client = school.come("head")
    answer = send(client, page, page, {"visibility": "public"})
    assert "1 article contient ce qui ne doit pas être public" in text_of(answer)
    assert f"/publication/articles/{faulty_id}" in answer.text
    assert "Le match" not in answer.text
    forced = client.post(page, data=form_on(answer, page))
    assert "1 article contient ce qui ne doit pas être public" in text_of(forced)
    assert stored(school, "rome").visibility is Visibility.PRIVATE
    with saved(school.app) as session:
        session.get_one(Article, faulty_id).status = Status.DRAFT
    answer = send(client, page, page, {"visibility": "public"})
    assert client.post(page, data=form_on(answer, page)).status_code == 303
    assert stored(school, "rome").visibility is Visibility.PUBLIC


def test_effects_that_changed_meanwhile_are_read_again(school: School) -> None:
    client = school.come("head")
    page = school.page("barcelone")
    shown = form_on(send(client, page, page, {"visibility": "private"}), page)
    with saved(school.app) as session:
        make_article(session, session.get_one(Rubrique, school.rubriques["barcelone"]), "Gaudí")
    answer = client.post(page, data=shown)
    assert answer.status_code == 200
    assert "2 articles" in text_of(answer)
    assert client.post(page, data=form_on(answer, page)).status_code == 303
