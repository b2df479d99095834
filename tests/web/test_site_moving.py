"""Rubriques moved in the tree: where, by whom, with which effects."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask

from app.models import Rubrique
from app.rules.visibility import Visibility
from tests.factories import NOW, make_rubrique
from tests.visits import saved
from tests.web.site_pages import form_on, send, text_of
from tests.web.site_school import School, make_school, names_shown, stored

pytestmark = pytest.mark.usefixtures("demo_day")


@pytest.fixture
def school(app: Flask) -> School:
    return make_school(app)


def test_below_a_private_one_it_turns_private_once_that_is_read(school: School) -> None:
    client = school.come("head")
    page = school.page("voyages", "/deplacer")
    answer = send(client, page, page, {"parent": str(school.rubriques["conseil"])})
    assert answer.status_code == 200
    assert "lecture perdue : 1 article" in text_of(answer)
    assert "Barcelone" in text_of(answer)
    assert client.post(page, data=form_on(answer, page)).status_code == 303
    moved = stored(school, "voyages")
    assert (moved.parent_id, moved.visibility) == (school.rubriques["conseil"], Visibility.PRIVATE)
    assert stored(school, "barcelone").visibility is Visibility.PRIVATE


def test_a_place_that_changes_nothing_is_confirmed_too(school: School) -> None:
    client = school.come("head")
    page = school.page("barcelone", "/deplacer")
    answer = send(client, page, page, {"parent": "", "place": "first"})
    assert answer.status_code == 200
    assert client.post(page, data=form_on(answer, page)).status_code == 303
    assert names_shown(client)[0] == "Barcelone"


@pytest.mark.parametrize("below", ["voyages", "barcelone"])
def test_none_goes_below_itself(school: School, below: str) -> None:
    client = school.come("head")
    page = school.page("voyages", "/deplacer")
    answer = send(client, page, page, {"parent": str(school.rubriques[below])})
    assert answer.status_code == 422
    assert stored(school, "voyages").parent_id is None


def test_manager_in_the_source_and_in_the_target(school: School) -> None:
    client = school.come("manager")
    page = school.page("barcelone", "/deplacer")
    for parent in ("", str(school.rubriques["conseil"])):
        assert send(client, page, page, {"parent": parent}).status_code == 422
    assert client.get(school.page("voyages", "/deplacer")).status_code == 403
    answer = send(client, page, page, {"parent": str(school.rubriques["rome"])})
    assert client.post(page, data=form_on(answer, page)).status_code == 303
    assert stored(school, "barcelone").parent_id == school.rubriques["rome"]


@pytest.mark.parametrize("mark", ["archived_at", "trashed_at"])
def test_none_goes_into_an_archive_or_the_trash(school: School, mark: str) -> None:
    client = school.come("head")
    page = school.page("barcelone", "/deplacer")
    fields = form_on(client.get(page), page)
    with saved(school.app) as session:
        setattr(session.get_one(Rubrique, school.rubriques["conseil"]), mark, NOW)
    answer = client.post(page, data=fields | {"parent": str(school.rubriques["conseil"])})
    assert answer.status_code == 422
    below = f"/site/rubriques/nouvelle?sous={school.rubriques['conseil']}"
    made = client.post(below, data=fields | {"name": "Neuve", "visibility": "private"})
    assert made.status_code == (422 if mark == "archived_at" else 404)


def test_the_tree_has_a_depth(school: School) -> None:
    with saved(school.app) as session:
        parent = session.get_one(Rubrique, school.rubriques["voyages"])
        for number in range(7):
            parent = make_rubrique(session, f"Étage {number}", parent=parent)
        deepest = parent.id
    client = school.come("head")
    page = school.page("conseil", "/deplacer")
    answer = send(client, page, page, {"parent": str(deepest)})
    if answer.status_code == 200:
        answer = client.post(page, data=form_on(answer, page))
    assert answer.status_code == 422
    assert "trop profonde" in text_of(answer)
    below = f"/site/rubriques/nouvelle?sous={deepest}"
    assert send(client, below, below, {"name": "Cave"}).status_code == 422


def test_a_place_changed_meanwhile_is_told(school: School) -> None:
    client = school.come("head")
    page = school.page("barcelone", "/deplacer")
    fields = form_on(client.get(page), page)
    with saved(school.app) as session:
        found = session.get_one(Rubrique, school.rubriques["barcelone"])
        found.parent_id = school.rubriques["rome"]
    answer = client.post(page, data=fields | {"parent": str(school.rubriques["conseil"])})
    assert answer.status_code == 409
    assert form_on(answer, page)["parent"] == str(school.rubriques["conseil"])


def test_two_moves_at_once_make_no_cycle(school: School) -> None:
    """Each of two rubriques goes below the other one: the second is told."""
    with saved(school.app) as session:
        made = [make_rubrique(session, name).id for name in ("Est", "Ouest")]
    client = school.come("head")
    ready = []
    for here, there in (made, made[::-1]):
        page = f"/site/rubriques/{here}/deplacer"
        asked = send(client, page, page, {"parent": str(there)})
        ready.append((page, form_on(asked, page)))
    with ThreadPoolExecutor(2) as both:
        answers = [both.submit(client.post, page, data=fields) for page, fields in ready]
    assert sorted(one.result().status_code for one in answers)[0] == 303
    assert sorted(one.result().status_code for one in answers)[1] in (409, 422)
    with saved(school.app) as session:
        parents = {id_: session.get_one(Rubrique, id_).parent_id for id_ in made}
    assert sorted(parents.values(), key=str) in ([made[0], None], [made[1], None])
