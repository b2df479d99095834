"""Feeds and calendars over HTTP: what they hold, for whom, and how often it is sent."""

from datetime import UTC, datetime, timedelta
from urllib.parse import quote

import feedparser
import pytest
from flask import Flask
from flask.testing import FlaskClient
from icalendar import Calendar
from lxml import html
from sqlalchemy.orm import Session

from app.rules.audience import Function
from app.rules.roles import Role
from app.rules.visibility import Visibility
from app.rules.workflow import Status
from tests.factories import NOW, make_article, make_person, make_rubrique
from tests.visits import signed_in
from tests.web.feed_reading import FEEDS, make_illustration, titles

pytestmark = pytest.mark.usefixtures("demo_day")


@pytest.mark.parametrize("name", FEEDS)
def test_the_site_feed_holds_what_is_public_and_current_of_blogs(
    client: FlaskClient, session: Session, name: str
) -> None:
    blog = make_rubrique(session)
    pages = make_rubrique(session, "Le collège", has_blog=False)
    closed = make_rubrique(session, "Personnels", visibility=Visibility.PRIVATE)
    make_article(session, blog, "Ancien", starts_at=NOW - timedelta(days=9))
    make_article(session, blog, "Récent")
    make_article(session, blog, "Demain", starts_at=NOW + timedelta(minutes=1))
    make_article(session, blog, "Expiré", ends_at=NOW)
    make_article(session, blog, "Brouillon", status=Status.DRAFT)
    make_article(session, blog, "En attente", status=Status.PENDING)
    make_article(session, blog, "Corbeille", status=Status.TRASHED)
    make_article(session, pages, "Une page")
    make_article(session, closed, "Secret")
    make_article(session, make_rubrique(session, "Sous", parent=closed), "Secret aussi")
    session.commit()
    assert titles(client, f"/{name}") == ["Récent", "Ancien"]


@pytest.mark.parametrize("name", FEEDS)
def test_whoever_asks_a_feed_is_for_everybody(app: Flask, session: Session, name: str) -> None:
    teacher = make_person(session, Function.ENS)
    closed = make_rubrique(
        session,
        "Personnels",
        visibility=Visibility.PRIVATE,
        grants={f"user:{teacher.id}": Role.MANAGER},
    )
    make_article(session, closed, "Secret")
    teacher_id = teacher.id
    session.commit()
    client = signed_in(app, teacher_id)
    assert titles(client, f"/{name}") == []
    answer = client.get(f"/rubriques/{closed.id}-personnels/{name}")
    assert answer.status_code == 404


def test_a_feed_holds_the_twenty_newest_by_their_place_in_the_flow(
    client: FlaskClient, session: Session
) -> None:
    blog = make_rubrique(session)
    made = [
        make_article(session, blog, f"n{number}", starts_at=NOW - timedelta(days=number))
        for number in range(1, 24)
    ]
    made[22].bumped_at = NOW - timedelta(hours=1)
    session.commit()
    assert titles(client, "/rss.xml") == ["n23", *(f"n{number}" for number in range(1, 20))]


@pytest.mark.parametrize("name", FEEDS)
def test_a_rubrique_has_its_own_feed(client: FlaskClient, session: Session, name: str) -> None:
    blog = make_rubrique(session, "Vie scolaire")
    child = make_rubrique(session, "Devoirs faits", parent=blog)
    make_article(session, blog, "Ici")
    make_article(session, child, "Dessous")
    make_article(session, make_rubrique(session), "Ailleurs")
    session.commit()
    assert titles(client, f"/rubriques/{blog.id}-vie-scolaire/{name}") == ["Ici"]
    answer = client.get(f"/rubriques/{blog.id}-ancien-nom/{name}")
    assert answer.status_code == 301
    assert answer.location.endswith(f"/rubriques/{blog.id}-vie-scolaire/{name}")


def faceless(client: FlaskClient, path: str) -> str:
    """Return the page of what is not there, without its own address."""
    answer = client.get(path)
    assert (answer.status_code, "Location" in answer.headers) == (404, False)
    return answer.text.replace(path, "").replace(quote(path, safe=""), "")


@pytest.mark.parametrize("name", [*FEEDS, "agenda.ics"])
def test_what_is_private_or_unknown_or_without_service_answers_the_same(
    client: FlaskClient, session: Session, name: str
) -> None:
    closed = make_rubrique(session, "Personnels", visibility=Visibility.PRIVATE)
    closed.has_agenda = True
    below = make_rubrique(session, "Sous", parent=closed)
    pages = make_rubrique(session, "Le collège", has_blog=False)
    session.commit()
    missing = faceless(client, f"/rubriques/999999-x/{name}")
    for rubrique_id, slug in (
        (closed.id, "personnels"),
        (closed.id, "autre"),
        (below.id, "sous"),
        (pages.id, "le-college"),
    ):
        assert faceless(client, f"/rubriques/{rubrique_id}-{slug}/{name}") == missing


def test_an_entry_is_whole_and_leads_back_here(client: FlaskClient, session: Session) -> None:
    blog = make_rubrique(session)
    author = make_person(session, Function.ENS, first_name="Hélène", last_name="Castagné")
    body = (
        '<p><a href="/contact">Contact</a> <a href="#section-a">A</a></p>'
        '<p><img src="/medias/3/full-800.jpg" alt=""></p>'
        '<p><iframe src="https://player.vimeo.com/video/12" title="Le film"></iframe></p>'
    )
    article = make_article(session, blog, "L’été", summary="Résumé", body=body, author=author)
    article.updated_at = NOW - timedelta(hours=2)
    media = make_illustration(session, article)
    session.commit()
    answer = client.get("/rss.xml", headers={"Host": "127.0.0.1"})
    assert answer.content_type == "application/rss+xml; charset=utf-8"
    entry = feedparser.parse(answer.data).entries[0]
    assert entry.id == f"http://localhost/articles/{article.id}"
    assert entry.link == f"http://localhost/articles/{article.id}-l-ete"
    assert entry.author == "Hélène Castagné"
    assert entry.summary == "Résumé"
    content = html.fromstring(entry.content[0].value)
    addresses = [str(link) for link in content.xpath("//@href | //@src")]
    assert addresses == [
        "http://localhost/contact",
        f"{entry.link}#section-a",
        "http://localhost/medias/3/full-800.jpg",
        "https://vimeo.com/12",
    ]
    picture = entry.enclosures[0]
    assert picture.href == f"http://localhost/medias/{media.id}/card-1360.jpg"
    assert (picture.length, picture.type) == ("9000", "image/jpeg")
    atom = feedparser.parse(client.get("/atom.xml").data).entries[0]
    assert datetime(*atom.updated_parsed[:6], tzinfo=UTC) == article.updated_at
    assert datetime(*atom.published_parsed[:6], tzinfo=UTC) == article.starts_at


def test_a_pupil_is_not_named_in_full(client: FlaskClient, session: Session) -> None:
    pupil = make_person(session, Function.ELV, first_name="Lou", last_name="Inconnue")
    parent = make_person(session, Function.TUT, last_name="Introuvable")
    blog = make_rubrique(session)
    make_article(session, blog, "Un", author=pupil)
    make_article(session, blog, "Deux", author=parent)
    make_article(session, blog, "Trois")
    session.commit()
    for name in FEEDS:
        text = client.get(f"/{name}").get_data(as_text=True)
        assert "Lou" in text
        assert "Inconnue" not in text
        assert "Introuvable" not in text
    entries = feedparser.parse(client.get("/rss.xml").data).entries
    assert all(entry.author for entry in entries)


@pytest.mark.parametrize("name", FEEDS)
def test_a_title_may_hold_anything(client: FlaskClient, session: Session, name: str) -> None:
    blog = make_rubrique(session)
    make_article(session, blog, "a\x01\x0b\x0c\x1f\x85\ufffe\uffffb\nc]]>", body="<p>x\x0cy</p>")
    make_article(session, blog, "{{7*7}} <script>alert(1)</script> 🎉 & \u202etfel")
    session.commit()
    answer = client.get(f"/{name}")
    assert answer.status_code == 200
    text = answer.get_data(as_text=True)
    assert not any(character in text for character in "\x01\x0b\x0c\x1f\ufffe\uffff")
    if name.endswith(".xml"):
        assert feedparser.parse(answer.data).bozo == 0
        assert "<script" not in text


def test_an_empty_site_has_feeds(client: FlaskClient) -> None:
    assert [titles(client, f"/{name}") for name in FEEDS] == [[], [], []]
    assert Calendar.from_ical(client.get("/agenda.ics").data).walk("VEVENT") == []
