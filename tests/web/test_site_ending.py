"""Rubriques archived, deleted and brought back; the report of the neglected."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.extensions import db
from app.models import Article, Grant, LogEntry, Rubrique
from app.queries.held_keys import held_keys
from app.queries.managed import changes
from app.queries.rubriques import nodes
from app.rules.neglect import Fault, neglected
from app.rules.roles import Role
from app.rules.visibility import Visibility
from app.rules.workflow import Status
from tests.factories import NOW, make_person, make_rubrique
from tests.visits import saved
from tests.web.site_pages import form_on, send, text_of
from tests.web.site_school import School, make_school, names_shown, stored

pytestmark = pytest.mark.usefixtures("demo_day")

TREE = "/site/rubriques"
TRASH = f"{TREE}/corbeille"
REPORT = f"{TREE}/negligees"


@pytest.fixture
def school(app: Flask) -> School:
    return make_school(app)


def actions(school: School) -> list[str]:
    """Return what the journal tells, in order."""
    with saved(school.app) as session:
        return list(session.scalars(select(LogEntry.action).order_by(LogEntry.id)))


def test_an_archive_leaves_and_comes_back(school: School) -> None:
    client = school.come("manager")
    asked = client.get(school.page("voyages", "/archiver"))
    assert "1 article, dont 1 en ligne" in text_of(asked)
    assert "Barcelone" in text_of(asked)
    assert send(client, school.page("voyages", "/archiver"),
                school.page("voyages", "/archiver")).status_code == 303  # fmt: skip
    assert "Sagrada" not in school.come("visitor").get("/rss.xml").get_data(as_text=True)
    assert "Archivée" in text_of(client.get(TREE))
    assert f"sous={school.rubriques['barcelone']}" not in client.get(TREE).get_data(as_text=True)
    assert send(client, TREE, school.page("voyages", "/desarchiver")).status_code == 303
    assert "Sagrada" in school.come("visitor").get("/rss.xml").get_data(as_text=True)
    assert actions(school) == ["rubrique.archive", "rubrique.unarchive"]


def test_everything_goes_to_the_trash_together_and_comes_back(school: School) -> None:
    client = school.come("manager")
    page = school.page("voyages", "/supprimer")
    assert "Sagrada" in school.come("visitor").get("/rss.xml").get_data(as_text=True)
    answer = send(client, page, page)
    assert answer.status_code == 303
    undo = client.get(TREE)
    assert 'class="toast"' in undo.get_data(as_text=True)
    assert names_shown(client) == []
    with saved(school.app) as session:
        [article] = session.scalars(select(Article))
        assert article.status is Status.ONLINE, "its state is as before"
    for who in ("visitor", "manager", "head"):
        address = f"/rubriques/{school.rubriques['barcelone']}-barcelone"
        assert school.come(who).get(address).status_code == 404
    assert client.get(school.page("voyages")).status_code == 404
    trash = client.get(TRASH)
    assert "Voyages" in text_of(trash)
    assert "gardée jusqu’au lundi 22 juin 2026" in text_of(trash)
    assert "Barcelone" not in text_of(trash), "it goes and comes with what is above it"
    assert send(client, TRASH, school.page("voyages", "/restaurer")).status_code == 303
    assert names_shown(client) == ["Voyages", "Barcelone", "Rome"]
    assert "Sagrada" in school.come("visitor").get("/rss.xml").get_data(as_text=True)
    assert actions(school) == ["rubrique.trash", "rubrique.restore"]


@pytest.mark.parametrize("who", ["visitor", "parent", "writer", "moderator"])
def test_others_do_not_see_the_trash(school: School, who: str) -> None:
    with saved(school.app) as session:
        session.get_one(Rubrique, school.rubriques["voyages"]).trashed_at = NOW
    client = school.come(who)
    assert client.get(TRASH).status_code == (302 if who == "visitor" else 403)
    token = form_on(school.come("head").get(TRASH), school.page("voyages", "/restaurer"))
    answer = client.post(school.page("voyages", "/restaurer"), data=token)
    assert answer.status_code in (400, 403, 404)
    assert stored(school, "voyages").trashed_at is not None


def test_below_the_trash_nothing_is_restored_alone(school: School) -> None:
    with saved(school.app) as session:
        for name in ("voyages", "barcelone"):
            session.get_one(Rubrique, school.rubriques[name]).trashed_at = NOW
    client = school.come("manager")
    assert "Restaurez d’abord la rubrique du dessus" in text_of(client.get(TRASH))
    fields = form_on(client.get(TRASH), school.page("voyages", "/restaurer"))
    client.post(school.page("barcelone", "/restaurer"), data=fields)
    assert stored(school, "barcelone").trashed_at is not None
    client.post(school.page("voyages", "/restaurer"), data=fields)
    assert names_shown(client) == ["Voyages", "Rome"]
    client.post(school.page("barcelone", "/restaurer"), data=fields)
    assert names_shown(client) == ["Voyages", "Barcelone", "Rome"]


def test_restored_under_what_is_private_now_it_is_private(school: School) -> None:
    with saved(school.app) as session:
        session.get_one(Rubrique, school.rubriques["barcelone"]).trashed_at = NOW
        session.get_one(Rubrique, school.rubriques["voyages"]).visibility = Visibility.PRIVATE
    client = school.come("manager")
    assert send(client, TRASH, school.page("barcelone", "/restaurer")).status_code == 303
    assert stored(school, "barcelone").visibility is Visibility.PRIVATE
    assert "Elle est maintenant privée" in text_of(client.get(TREE))


def test_what_one_does_not_manage_is_not_taken_along(school: School) -> None:
    """Rome stops inheriting: the manager of what is above it does not manage it."""
    with saved(school.app) as session:
        session.get_one(Rubrique, school.rubriques["rome"]).inherits = False
    client = school.come("manager")
    for rest in ("/supprimer", "/archiver"):
        asked = client.get(school.page("voyages", rest))
        assert "Vous ne gérez pas toutes les rubriques" in text_of(asked)
        assert "Rome" not in text_of(asked), "nor is it named: he may not read it"
        token = form_on(client.get(school.page("barcelone", rest)), school.page("barcelone", rest))
        assert client.post(school.page("voyages", rest), data=token).status_code == 403
    assert stored(school, "voyages").trashed_at is None


def test_a_double_click_deletes_once(school: School) -> None:
    client = school.come("head")
    page = school.page("voyages", "/supprimer")
    fields = form_on(client.get(page), page)
    assert client.post(page, data=fields).status_code == 303
    assert client.post(page, data=fields).status_code == 404
    assert actions(school) == ["rubrique.trash"]


def test_the_report_names_each_fault(school: School) -> None:
    with saved(school.app) as session:
        gone = make_person(session, first_name="Ancien", last_name="Professeur")
        gone.left_at = NOW
        session.flush()
        barcelone = school.rubriques["barcelone"]
        session.add(Grant(rubrique_id=barcelone, key=f"user:{gone.id}", role=Role.WRITER))
        [article] = session.scalars(select(Article))
        article.changed_at = NOW.replace(year=2024)
    words = text_of(school.come("head").get(REPORT))
    assert "Barcelone Voyages Pas mise à jour depuis un an" in words
    assert "Un rôle n’est plus tenu par personne : Ancien Professeur" in words
    assert "Conseil Vide Sans modérateur" in words
    stale = text_of(school.come("head").get(f"{REPORT}?motif=stale"))
    assert "Barcelone" in stale
    assert "Conseil" not in stale
    assert school.come("head").get(f"{REPORT}?motif=%00").status_code == 200
    assert "Conseil" not in text_of(school.come("manager").get(REPORT))


def test_ticked_ones_are_archived_or_deleted_together(school: School) -> None:
    with saved(school.app) as session:
        root = session.get_one(Rubrique, school.rubriques["voyages"])
        empty = [make_rubrique(session, name, parent=root).id for name in ("Un", "Deux")]
    trashed = select(Rubrique.id).where(Rubrique.trashed_at.is_not(None))
    client = school.come("manager")
    fields = form_on(client.get(REPORT), REPORT)
    ticked = [str(id_) for id_ in (*empty, school.rubriques["conseil"], 2**63)] + ["x", "0"]
    sure = client.post(REPORT, data=fields | {"what": "trash", "rubrique": ticked})
    assert "Un" in text_of(sure)
    assert "Conseil" not in text_of(sure)
    with saved(school.app) as session:
        assert session.scalars(trashed).all() == []
    done = form_on(sure, REPORT)
    client.post(REPORT, data=done | {"rubrique": [str(id_) for id_ in empty]})
    with saved(school.app) as session:
        assert set(session.scalars(trashed)) == set(empty)
    other = school.come("head")
    fields = form_on(other.get(REPORT), REPORT)
    other.post(REPORT, data=fields | {"what": "archive",
                                      "rubrique": str(school.rubriques["conseil"])})  # fmt: skip
    assert stored(school, "conseil").archived_at is not None


def test_the_demo_has_its_abandoned_rubriques(demo: FlaskClient) -> None:
    session = db.session()
    tree = nodes(session)
    held = held_keys(session, {key for node in tree for key in node.grants})
    found = {one.id: one for one in neglected(tree, changes(session), held, NOW)}
    names = {one.id: one.name for one in session.scalars(select(Rubrique))}
    empty = {names[id_] for id_, one in found.items() if Fault.EMPTY in one.faults}
    assert {"Club radio", "Échange avec Saragosse"} <= empty
    assert "Actualités" not in {names[id_] for id_ in found}
    assert {names[id_] for id_, one in found.items() if Fault.GONE in one.faults} == set()
