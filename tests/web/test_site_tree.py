"""The tree of rubriques as its managers see and change it."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select

from app.models import Grant, LogEntry, Rubrique
from app.rules.visibility import Visibility
from tests.factories import make_article, make_rubrique
from tests.layouts import counted_queries
from tests.visits import saved
from tests.web.site_pages import form_on, send, text_of, token_of
from tests.web.site_school import School, make_school, names_shown, stored

pytestmark = pytest.mark.usefixtures("demo_day")

TREE = "/site/rubriques"


@pytest.fixture
def school(app: Flask) -> School:
    return make_school(app)


PAGES = ("", "/deplacer", "/archiver", "/supprimer", "/acteurs", "/acteurs/personnes",
         "/acteurs/pourquoi")  # fmt: skip
CHANGES = ("", "/monter", "/descendre", "/deplacer", "/archiver", "/desarchiver", "/supprimer",
           "/acteurs", "/acteurs/changer", "/acteurs/retirer", "/acteurs/heritage")  # fmt: skip


@pytest.mark.parametrize(
    ("who", "voyages", "conseil"),
    [
        ("visitor", 302, 302),
        ("parent", 403, 404),
        ("pupil", 403, 403),
        ("writer", 403, 404),
        ("moderator", 403, 404),
        ("manager", 200, 404),
        ("head", 200, 200),
        ("deputy", 200, 200),
        ("admin", 200, 200),
    ],
)
def test_each_page_by_role(school: School, who: str, voyages: int, conseil: int) -> None:
    """403 on what one may see, absence of what one may not; the root's place is its manager's."""
    client = school.come(who)
    for name, expected in (("voyages", voyages), ("conseil", conseil)):
        for rest in PAGES:
            wanted = expected
            if rest == "/deplacer" and who == "manager" and name == "voyages":
                wanted = 403
            assert client.get(school.page(name, rest)).status_code == wanted, (name, rest)
    for rest in PAGES:
        absent = client.get(f"{TREE}/99999{rest}").status_code
        assert absent == (302 if who == "visitor" else 404)


@pytest.mark.parametrize("who", ["visitor", "parent", "pupil", "writer", "moderator"])
def test_nothing_is_changed_by_others(school: School, who: str) -> None:
    client = school.come(who)
    token = token_of(school.come("head")) if who == "visitor" else token_of(client)
    expected = {"voyages": 403, "conseil": 403 if who in ("pupil", "visitor") else 404}
    for name, status in expected.items():
        for rest in CHANGES:
            answer = client.post(school.page(name, rest), data={"csrf_token": token})
            assert (
                answer.status_code in (status, 400)
                if who == "visitor"
                else (answer.status_code == status)
            ), (name, rest)
    with saved(school.app) as session:
        assert session.scalars(select(LogEntry)).all() == []


def test_a_manager_sees_his_own_and_what_inherits(school: School) -> None:
    assert names_shown(school.come("head")) == ["Voyages", "Barcelone", "Rome", "Conseil"]
    assert names_shown(school.come("manager")) == ["Voyages", "Barcelone", "Rome"]
    with saved(school.app) as session:
        session.execute(Grant.__table__.delete())
        session.add(Grant(rubrique_id=school.rubriques["rome"], key="profile:teacher",
                          role="manager"))  # fmt: skip
    client = school.come("manager")
    assert names_shown(client) == ["Rome"]
    assert "Voyages" in text_of(client.get(TREE)), "the path above by name"


def test_a_rubrique_is_made_below_a_managed_one(school: School) -> None:
    client = school.come("manager")
    page = f"{TREE}/nouvelle?sous={school.rubriques['voyages']}"
    assert send(client, page, page, {"name": "  Londres  "}).status_code == 303
    assert names_shown(client) == ["Voyages", "Barcelone", "Rome", "Londres"]
    with saved(school.app) as session:
        made = session.scalars(select(Rubrique).where(Rubrique.name == "Londres")).one()
        assert (made.visibility, made.inherits) == (Visibility.PUBLIC, True)
        assert session.scalars(select(LogEntry.action)).all() == ["rubrique.create"]


def test_a_private_one_does_not_inherit_unless_told(school: School) -> None:
    client = school.come("head")
    page = f"{TREE}/nouvelle?sous={school.rubriques['voyages']}"
    for name, answer in (("Usuel", "usual"), ("Hérite", "yes")):
        values = {"name": name, "visibility": "private", "inherits": answer}
        assert send(client, page, page, values).status_code == 303
    with saved(school.app) as session:
        found = session.execute(select(Rubrique.name, Rubrique.inherits)).all()
    assert ("Usuel", False) in found
    assert ("Hérite", True) in found


def test_roots_are_made_by_who_manages_everywhere(school: School) -> None:
    assert school.come("manager").get(f"{TREE}/nouvelle").status_code == 403
    page = f"{TREE}/nouvelle"
    assert send(school.come("deputy"), page, page, {"name": "Santé"}).status_code == 303
    assert "Santé" in names_shown(school.come("admin"))


def test_what_changes_without_effect_on_readers_is_saved_at_once(school: School) -> None:
    client = school.come("manager")
    page = school.page("voyages")
    values = {"name": "Sorties", "introduction": "<p>Bon <script>alert(1)</script>voyage</p>"}
    assert send(client, page, page, values).status_code == 303
    found = stored(school, "voyages")
    assert (found.name, found.introduction) == ("Sorties", "<p>Bon voyage</p>")
    with saved(school.app) as session:
        [entry] = session.scalars(select(LogEntry))
        assert entry.details["before"]["name"] == "Voyages"


def test_two_managers_at_once_the_second_is_told(school: School) -> None:
    first, second = school.come("manager"), school.come("head")
    page = school.page("voyages")
    typed = form_on(second.get(page), page) | {"name": "Échappées", "note": "Partir"}
    assert send(first, page, page, {"name": "Excursions"}).status_code == 303
    answer = second.post(page, data=typed)
    assert answer.status_code == 409
    assert "Nom, en ce moment : Excursions" in text_of(answer)
    assert form_on(answer, page)["name"] == "Échappées", "nothing typed is lost"
    assert stored(school, "voyages").name == "Excursions"
    assert second.post(page, data=form_on(answer, page)).status_code == 303
    assert stored(school, "voyages").name == "Échappées"


@pytest.mark.parametrize(
    ("step", "order"),
    [("monter", ["Rome", "Barcelone"]), ("descendre", ["Barcelone", "Rome"])],
)
def test_siblings_change_places(school: School, step: str, order: list[str]) -> None:
    client = school.come("manager")
    for _twice in range(2):
        answer = send(client, TREE, school.page("rome", f"/{step}"))
        assert answer.status_code == 303
    assert names_shown(client)[1:] == order


def test_the_number_of_queries_does_not_grow(school: School) -> None:
    client = school.come("head")
    with saved(school.app) as session:
        session.add(Grant(rubrique_id=school.rubriques["rome"], key="user:900", role="writer"))
    pages = [TREE, "/site/", f"{TREE}/negligees", school.page("voyages", "/acteurs")]
    before = [_queries(lambda page=page: client.get(page)) for page in pages]
    with saved(school.app) as session:
        root = session.get_one(Rubrique, school.rubriques["voyages"])
        for number in range(30):
            one = make_rubrique(session, f"Sortie {number}", parent=root,
                                grants={f"user:{number}": "writer"})  # fmt: skip
            make_article(session, one)
    assert [_queries(lambda page=page: client.get(page)) for page in pages] == before
    assert max(before) <= 25


def _queries(ask: Callable[[], object]) -> int:
    with counted_queries() as statements:
        ask()
    return len([one for one in statements if not one.startswith(("BEGIN", "PRAGMA"))])
