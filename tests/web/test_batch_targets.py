"""Whom and what the pages of a batch name: no more than the viewer may know."""

import pytest
from flask import Flask
from sqlalchemy import delete, select

from app.models import Article, Grant, Person, Rubrique
from app.rules.audience import user_key
from app.rules.roles import Role
from tests.visits import Browser, saved
from tests.web.site_pages import text_of, token_of
from tests.web.site_school import School, make_school

pytestmark = pytest.mark.usefixtures("demo_day")

BATCHES = "/publication/travaux"


@pytest.fixture
def school(app: Flask) -> School:
    """The school, where a pupil and a colleague moderate what parents may write."""
    school = make_school(app)
    with saved(app) as session:
        here = school.rubriques["voyages"]
        session.add(Grant(rubrique_id=here, key="profile:parent", role=Role.WRITER))
        for name in ("pupil", "deputy"):
            key = user_key(school.people[name])
            session.add(Grant(rubrique_id=here, key=key, role=Role.MODERATOR))
        parent = session.get_one(Person, school.people["parent"])
        parent.last_name, parent.sort_key = "Parentis", "parentis camille"
    return school


def prepare(school: School, client: Browser, action: str) -> str:
    """Choose all articles, and return the address of the batch."""
    with saved(school.app) as session:
        ids = [str(id_) for id_ in session.scalars(select(Article.id))]
    data = {"csrf_token": token_of(client), "action": action, "article": ids}
    return str(client.post(BATCHES, data=data).location)


@pytest.mark.parametrize(("who", "known"), [("pupil", False), ("deputy", True)])
def test_authors_are_found_among_those_whom_one_may_know(
    school: School, who: str, known: bool
) -> None:
    client = school.come(who)
    address = prepare(school, client, "change_author")
    assert ("Camille Parentis" in text_of(client.get(f"{address}?qui=parentis"))) is known
    forged = {"csrf_token": token_of(client), "target": str(school.people["parent"])}
    answer = client.post(f"{address}/destination", data=forged)
    assert answer.status_code == (303 if known else 422)


def test_a_target_that_is_closed_since_is_named_no_more(school: School) -> None:
    key = user_key(school.people["manager"])
    with saved(school.app) as session:
        session.add(Grant(rubrique_id=school.rubriques["conseil"], key=key, role=Role.PUBLISHER))
    client = school.come("manager")
    address = prepare(school, client, "move")
    chosen = {"csrf_token": token_of(client), "target": str(school.rubriques["conseil"])}
    assert client.post(f"{address}/destination", data=chosen).status_code == 303
    assert "Conseil" in text_of(client.get(address))
    with saved(school.app) as session:
        session.execute(delete(Grant).where(Grant.key == key, Grant.role == Role.PUBLISHER))
        session.get_one(Rubrique, school.rubriques["conseil"]).name = "Conseil de discipline"
    assert "Conseil" not in text_of(client.get(address))
