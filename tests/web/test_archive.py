"""An archived rubrique leaves menus, lists and flows; one in the trash exists for nobody."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.models import Article, Event, PersonDuty, Rubrique
from app.rules.audience import Duty, Function
from app.rules.visibility import Visibility
from tests.factories import NOW, make_article, make_person, make_rubrique
from tests.layouts import lay_tile
from tests.visits import signed_in

pytestmark = pytest.mark.usefixtures("demo_day")

MARKS = ("archived_at", "trashed_at")


@pytest.fixture
def below(session: Session) -> tuple[Rubrique, Rubrique, Article]:
    """A rubrique, one below it, and an article there, on every list of the site."""
    root = make_rubrique(session, "Voyages")
    child = make_rubrique(session, "Barcelone", parent=root)
    child.has_agenda = True
    article = make_article(session, child, "Sagrada Familia")
    session.add(
        Event(
            rubrique_id=child.id,
            title="Retour de Barcelone",
            starts_at=NOW + timedelta(hours=5),
            ends_at=NOW + timedelta(hours=6),
            changed_at=NOW,
        )
    )
    lay_tile(session, "news_feed", {"rubriques": [child.id]})
    lay_tile(session, "article_pick", {"articles": [article.id]})
    lay_tile(session, "rubrique_list", {"rubriques": [child.id]})
    lay_tile(session, "link", {"rubrique": child.id}, title="Sagrada")
    lay_tile(session, "events", {"rubriques": []})
    session.commit()
    return root, child, article


LISTS = ("/", "/plan-du-site", "/sitemap.xml", "/rss.xml", "/atom.xml", "/feed.json", "/agenda")


@pytest.mark.parametrize("mark", MARKS)
@pytest.mark.parametrize("asks", ["visitor", "head"])
def test_it_leaves_every_list_at_once(
    app: Flask, session: Session, below: tuple[Rubrique, Rubrique, Article], mark: str, asks: str
) -> None:
    root, child, _article = below
    child_id = child.id
    head = make_person(session, Function.DIR)
    head.duties.append(PersonDuty(duty=Duty.HEAD))
    head_id = head.id
    session.commit()
    client = app.test_client() if asks == "visitor" else signed_in(app, head_id)
    shown = {address: client.get(address).get_data(as_text=True) for address in LISTS}
    assert all("arcelone" in text or "Sagrada" in text for text in shown.values())
    setattr(root, mark, NOW)
    session.commit()
    for address in (*LISTS, "/agenda.ics"):
        text = client.get(address).get_data(as_text=True)
        assert "arcelone" not in text, address
        assert "Sagrada" not in text, address
        assert "Voyages" not in text, address
    for name in ("rss.xml", "atom.xml", "feed.json", "agenda.ics"):
        assert client.get(f"/rubriques/{child_id}-barcelone/{name}").status_code == 404


def test_what_is_archived_is_read_at_its_address_and_says_so(
    client: FlaskClient, session: Session, below: tuple[Rubrique, Rubrique, Article]
) -> None:
    root, child, article = below
    before = client.get(f"/rubriques/{child.id}-barcelone").get_data(as_text=True)
    assert "Rubrique archivée" not in before
    root.archived_at = NOW
    session.commit()
    above = client.get(f"/rubriques/{root.id}-voyages").get_data(as_text=True)
    assert f"/rubriques/{child.id}-barcelone" in above
    for address in (
        f"/rubriques/{root.id}-voyages",
        f"/rubriques/{child.id}-barcelone",
        f"/articles/{article.id}-sagrada-familia",
    ):
        page = client.get(address).get_data(as_text=True)
        assert "Rubrique archivée" in page
        assert '<meta name="robots" content="noindex' in page
        assert "rss.xml" not in page.replace('href="/rss.xml"', "")
    rubrique = client.get(f"/rubriques/{child.id}-barcelone").get_data(as_text=True)
    assert "Sagrada Familia" in rubrique
    found = client.get("/recherche?q=sagrada").get_data(as_text=True)
    assert f"/articles/{article.id}-sagrada-familia" in found


def test_what_is_in_the_trash_is_read_by_nobody(
    app: Flask, session: Session, below: tuple[Rubrique, Rubrique, Article]
) -> None:
    root, child, article = below
    root.trashed_at = NOW
    manager = make_person(session, Function.DIR)
    manager.duties.append(PersonDuty(duty=Duty.ADMIN))
    addresses = (
        f"/rubriques/{root.id}",
        f"/rubriques/{child.id}-barcelone",
        f"/articles/{article.id}-sagrada-familia",
    )
    manager_id = manager.id
    session.commit()
    for client in (app.test_client(), signed_in(app, manager_id)):
        for address in addresses:
            assert client.get(address).status_code == 404, address
        assert "articles/" not in client.get("/recherche?q=sagrada").get_data(as_text=True)


def test_a_child_archived_by_itself_leaves_the_page_above(
    client: FlaskClient, session: Session, below: tuple[Rubrique, Rubrique, Article]
) -> None:
    root, child, _article = below
    child.archived_at = NOW
    session.commit()
    page = client.get(f"/rubriques/{root.id}-voyages").get_data(as_text=True)
    assert "Barcelone" not in page
    assert "Rubrique archivée" not in page


def test_an_archive_gives_no_new_reader(
    client: FlaskClient, session: Session, below: tuple[Rubrique, Rubrique, Article]
) -> None:
    root, child, article = below
    child.visibility = Visibility.PRIVATE
    root.archived_at = NOW
    session.commit()
    assert client.get(f"/rubriques/{child.id}-barcelone").status_code == 404
    assert client.get(f"/articles/{article.id}-sagrada-familia").status_code == 404
