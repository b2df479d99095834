"""Every word that people can write is markup, and still no page, feed or form runs any of it."""

import json
from collections.abc import Iterator
from xml.etree import ElementTree

import pytest
from flask import Flask
from lxml import html
from sqlalchemy import String, literal, select, update
from sqlalchemy.orm import InstrumentedAttribute
from werkzeug.test import TestResponse

from app.models import (
    Announcement,
    BatchItem,
    Event,
    Group,
    Job,
    Media,
    MediaUse,
    Notice,
    Person,
    Revision,
    Rubrique,
    ServiceLink,
    Setting,
    Tile,
)
from tests.demo_pages import PAGES, RUBRIQUES, search
from tests.desk_pages import SIGHTS
from tests.desk_school import prepare
from tests.visits import browser, saved, signed_in

MARKUP = "\"'><img src=x onerror=hit()>"
HOSTILE = f" {MARKUP}</title></script><script>hit()</script><!--{{{{7*7}}}}${{7*7}}]]>\u202e"
WORDS: tuple[InstrumentedAttribute[str] | InstrumentedAttribute[str | None], ...] = (
    Announcement.title,
    Announcement.refusal,
    BatchItem.title,
    Event.title,
    Event.place,
    Event.description,
    Group.name,
    Job.last_error,
    Media.title,
    Media.alt,
    Media.credit,
    Media.consent,
    Media.keywords,
    Media.transcript,
    MediaUse.alt,
    MediaUse.caption,
    Notice.text,
    Person.first_name,
    Person.last_name,
    Person.title,
    Revision.title,
    Revision.summary,
    Revision.reason,
    Rubrique.name,
    Rubrique.menu_name,
    Rubrique.note,
    ServiceLink.description,
    ServiceLink.group,
    ServiceLink.title,
    Tile.title,
)
NOT_WORDS = {"html", "url", "address", "rubriques", "kind", "icon", "network"}
"""Settings of tiles that are no plain words."""
MACHINES = ("/sitemap.xml", "/agenda.ics", "/manifest.webmanifest", "/robots.txt")
FEEDS = ("/rss.xml", "/atom.xml", "/feed.json")
FEWEST_PAGES = 90
"""Pages on which somebody's words stand."""


@pytest.fixture
def site(own_app: Flask, monkeypatch: pytest.MonkeyPatch) -> Flask:
    """The demo school, in which every word is hostile."""
    monkeypatch.setitem(own_app.extensions, "hostile", prepare(own_app))
    with saved(own_app) as session:
        for column in WORDS:
            value = column + literal(HOSTILE, String)
            session.execute(update(column.class_).values({column: value}))
        session.execute(update(Media).values(source_url="javascript:hit()//"))
        session.execute(
            update(Media)
            .where(Media.stored_name.is_not(None))
            .values(filename=literal(MARKUP) + Media.filename)
        )
        for setting in session.scalars(select(Setting)):
            if isinstance(setting.value, str) and setting.name not in ("email", "colour"):
                setting.value += HOSTILE
        for tile in session.scalars(select(Tile)):
            tile.settings = {
                key: value + MARKUP if isinstance(value, str) and key not in NOT_WORDS else value
                for key, value in tile.settings.items()
            }
    return own_app


@pytest.mark.long
def test_no_page_runs_what_people_write(site: Flask) -> None:
    known = site.extensions["hostile"]
    with saved(site) as session:
        ids = {person.login: person.id for person in session.scalars(select(Person))}
    visitor, clients = browser(site), {}
    shown = 0
    rubriques = [f"/rubriques/{id_}" for id_ in RUBRIQUES.values()]
    for address in (*PAGES.values(), *rubriques, search(MARKUP), search("hit")):
        shown += check(visitor.get(address, follow_redirects=True), address)
    for sight in SIGHTS.values():
        client = clients.get(sight.login) or (
            signed_in(site, ids[sight.login]) if sight.login else visitor
        )
        clients[sight.login] = client
        address = sight.path(site, known)
        answer = client.get(address, follow_redirects=True)
        shown += check(answer, f"{address} ({sight.login})")
    assert shown >= FEWEST_PAGES


@pytest.mark.long
def test_nothing_for_machines_carries_it_as_markup(site: Flask) -> None:
    visitor = browser(site)
    for address in MACHINES:
        answer = visitor.get(address)
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.mimetype != "text/html"
    for address in FEEDS:
        found = list(markup_in(visitor.get(address)))
        assert len(found) >= 20, address
        for text in found:
            assert_inert(text, address)
            assert "hit()" not in text or "&lt;" in text


def markup_in(answer: TestResponse) -> Iterator[str]:
    """Yield what readers of a feed take for HTML."""
    if answer.mimetype == "application/feed+json":
        for item in json.loads(answer.data)["items"]:
            yield item["content_html"]
    else:
        feed = ElementTree.fromstring(answer.data)
        for element in feed.iterfind(".//item/*"):
            if element.text and element.tag.rpartition("}")[2] in ("description", "encoded"):
                yield element.text
        yield from (element.text or "" for element in feed.iterfind(".//*[@type='html']"))


def check(answer: TestResponse, address: str) -> bool:
    """Look at a page; tell whether hostile words stand on it."""
    assert answer.status_code < 500, address
    if answer.mimetype == "text/html":
        assert_inert(answer.text, address)
    return "onerror=hit()" in answer.text


def assert_inert(text: str, address: str) -> None:
    """Nothing that was written is an element, an attribute or a script of its own."""
    assert "<img src=x" not in text, address
    assert "<script>hit" not in text, address
    assert "49$" not in text, address
    for element in html.document_fromstring(text or "<p>").iter("*"):
        assert not [name for name in element.attrib if name.startswith("on")], address
        for name in ("href", "src", "action", "formaction", "poster", "data"):
            assert not element.get(name, "").strip().lower().startswith("javascript:"), address
        if element.tag == "script" and element.text and "hit()" in element.text:
            assert element.get("type") == "application/ld+json", address
            assert "<" not in element.text, address
            json.loads(element.text)
