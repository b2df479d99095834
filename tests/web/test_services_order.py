"""The order of the menu of services; two people at once; links that leave and come back."""

import pytest
from flask import Flask
from sqlalchemy import select

from app.models import LogEntry, ServiceLink
from tests.visits import saved
from tests.web.services_kit import LIST, NEW, TYPED, fill, order, stock
from tests.web.site_pages import form_on, send, text_of, token_of
from tests.web.site_school import School, make_school

pytestmark = pytest.mark.usefixtures("demo_day")


@pytest.fixture
def school(app: Flask) -> School:
    return make_school(app)


def test_links_move_within_their_group_and_groups_among_them(school: School) -> None:
    places = {"A1": "A", "A2": "A", "A3": "A", "B1": "B", "C1": ""}
    ids = stock(school, *((name, group, ("members",)) for name, group in places.items()))
    client = school.come("head")
    steps = [
        ("A3", "monter", ["A1", "A3", "A2", "B1", "C1"]),
        ("A1", "descendre", ["A3", "A1", "A2", "B1", "C1"]),
        ("A3", "descendre-le-groupe", ["B1", "A3", "A1", "A2", "C1"]),
        ("C1", "monter-le-groupe", ["B1", "C1", "A3", "A1", "A2"]),
    ]
    for name, step, expected in steps:
        action = f"{LIST}/{ids[name]}/{step}"
        assert send(client, LIST, action).status_code == 303
        assert order(school) == expected
    for name, step in (("B1", "monter"), ("B1", "monter-le-groupe"), ("A2", "descendre")):
        action = f"{LIST}/{ids[name]}/{step}"
        fields = form_on(client.get(LIST), f"{LIST}/{ids['A1']}/monter")
        assert client.post(action, data=fields).status_code == 303
        assert order(school) == steps[-1][2], "there is no further place"


def test_a_link_goes_to_the_end_of_its_new_group(school: School) -> None:
    places = {"A1": "A", "A2": "A", "B1": "B", "C1": "C"}
    ids = stock(school, *((name, group, ("members",)) for name, group in places.items()))
    client = school.come("head")
    assert fill(client, f"{LIST}/{ids['A1']}", {"group": "B"}).status_code == 303
    assert order(school) == ["A2", "B1", "A1", "C1"]
    assert fill(client, f"{LIST}/{ids['A2']}", {"group": "Autre"}).status_code == 303
    assert order(school) == ["A2", "B1", "A1", "C1"], "a new name for a group leaves it there"
    assert fill(client, NEW, {**TYPED, "title": "B9", "group": "B"}).status_code == 303
    assert order(school) == ["A2", "B1", "A1", "B9", "C1"]


def test_the_second_of_two_people_is_told(school: School) -> None:
    ids = stock(school, ("Un", "", ("members",)), ("Deux", "", ("members",)))
    first, second = school.come("head"), school.come("admin")
    page = f"{LIST}/{ids['Un']}"
    typed = form_on(second.get(page), page) | {"title": "Uno", "description": "À moi"}
    shown = {
        step: form_on(second.get(LIST), f"{page}/{step}") for step in ("descendre", "supprimer")
    }
    assert fill(first, page, {"title": "Premier", "target": ["profile:pupil"]}).status_code == 303
    answer = second.post(page, data=typed)
    assert answer.status_code == 409
    assert "Nom dans le menu, en ce moment : Premier" in text_of(answer)
    assert "Qui le voit, en ce moment : Élèves" in text_of(answer)
    assert form_on(answer, page)["description"] == "À moi"
    gone = second.post(f"{page}/supprimer", data=shown["supprimer"], follow_redirects=True)
    assert "entre-temps" in text_of(gone)
    assert send(first, LIST, f"{page}/descendre").status_code == 303
    again = second.post(f"{page}/descendre", data=shown["descendre"], follow_redirects=True)
    assert "entre-temps" in text_of(again)
    assert order(school) == ["Deux", "Premier"]
    assert second.post(page, data=form_on(answer, page)).status_code == 303
    assert order(school) == ["Deux", "Uno"]


def test_what_is_deleted_comes_back_where_it_stood(school: School) -> None:
    ids = stock(school, ("A", "", ("members",)), ("B", "", ("profile:pupil", "user:77")),
                ("C", "", ()))  # fmt: skip
    client = school.come("head")
    page = f"{LIST}/{ids['B']}"
    typed = form_on(client.get(page), page) | {"description": "Tapé avant"}
    token = token_of(client)
    assert client.post(f"{page}/retablir", data={"csrf_token": token}).status_code == 404
    answer = client.post(
        f"{page}/supprimer", data=form_on(client.get(LIST), f"{page}/supprimer"),
        follow_redirects=True,
    )  # fmt: skip
    assert order(school) == ["A", "C"]
    late = client.post(page, data=typed)
    assert late.status_code == 409
    assert form_on(late, NEW)["description"] == "Tapé avant", "it can be added anew"
    back = form_on(answer, f"{page}/retablir")
    assert client.post(f"{page}/retablir", data=back).status_code == 303
    assert order(school) == ["A", "B", "C"]
    twice = client.post(f"{page}/retablir", data=back, follow_redirects=True)
    assert "déjà de retour" in text_of(twice)
    with saved(school.app) as session:
        link = session.get_one(ServiceLink, ids["B"])
        assert sorted(one.key for one in link.audience) == ["profile:pupil", "user:77"]
        actions = session.scalars(select(LogEntry.action).order_by(LogEntry.id)).all()
    assert actions == ["delete", "restore"]


def test_several_that_are_deleted_come_back_in_their_order(school: School) -> None:
    ids = stock(school, *((name, "", ("members",)) for name in "ABCD"))
    client = school.come("head")
    for name in "ABC":
        assert send(client, LIST, f"{LIST}/{ids[name]}/supprimer").status_code == 303
    assert order(school) == ["D"]
    for name in "BCA":
        back = {"csrf_token": token_of(client)}
        assert client.post(f"{LIST}/{ids[name]}/retablir", data=back).status_code == 303
    assert order(school) == ["A", "B", "C", "D"]
