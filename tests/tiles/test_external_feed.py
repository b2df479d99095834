"""The tile of another site's feed: the last good copy, links out of the site, and its age."""

from datetime import timedelta

import pytest
from flask import Flask
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from app.external.faults import Fault
from app.feed_words import FAULT_WORDS
from app.models import ExternalFeed, FeedCheck
from tests.factories import NOW
from tests.feed_kit import make_feed
from tests.layouts import HEAD, counted_queries, lay_tile, links, shown
from tiles import TYPES

URL = "https://rectorat.example/rss.xml"


def test_it_shows_the_newest_items_as_links_to_the_other_site(app: Flask, session: Session) -> None:
    make_feed(session, URL, "Un appel", "Un concours", "Une date")
    lay_tile(session, "external_feed", {"url": URL, "maximum": 2}, title="")
    with counted_queries() as statements:
        [found] = shown(app)
    assert len([one for one in statements if "external_feed" in one]) == 1
    assert found.find(".//h2").text_content() == "Le Rectorat"
    assert links(found) == [
        (f"Un appel ({_('other site')})", "https://rectorat.example/0"),
        (f"Un concours ({_('other site')})", "https://rectorat.example/1"),
    ]
    assert {a.get("rel") for a in found.iter("a")} == {"external noreferrer"}
    assert "mardi 24 mars 2026" in found.text_content()
    assert "Ce que dit" in found.text_content()


def test_dates_and_summaries_can_be_left_out(app: Flask, session: Session) -> None:
    make_feed(session, URL, "Un appel")
    settings = {"url": URL, "show_dates": False, "show_summary": False}
    lay_tile(session, "external_feed", settings, title="Ailleurs")
    [found] = shown(app)
    assert found.find(".//h2").text_content() == "Ailleurs"
    assert found.findall(".//time") == []
    assert "Ce que dit" not in found.text_content()


def test_a_copy_of_a_dead_site_says_its_age(app: Flask, session: Session) -> None:
    feed = make_feed(session, URL, "Un appel")
    lay_tile(session, "external_feed", {"url": URL})
    assert "Copie" not in shown(app)[0].text_content()
    feed.failing_since = feed.copied_at = NOW - timedelta(days=3)
    text = shown(app)[0].text_content()
    assert "Copie du samedi 21 mars 2026 (le site ne répond plus)" in text
    assert "Un appel" in text


def test_what_was_never_read_is_told_to_who_manages_only(app: Flask, session: Session) -> None:
    feed = ExternalFeed(url=URL)
    session.add(feed)
    session.flush()
    session.add(FeedCheck(feed_id=feed.id, fault=Fault.NO_FEED))
    lay_tile(session, "external_feed", {"url": URL})
    lay_tile(session, "external_feed", {"url": "https://inconnu.example/"}, title="")
    assert shown(app) == []
    never, unknown = shown(app, HEAD)
    assert str(FAULT_WORDS[Fault.NO_FEED]) in never.text_content()
    assert unknown.find(".//h2").text_content() == "inconnu.example"


def test_each_fault_has_words() -> None:
    assert set(FAULT_WORDS) == set(Fault)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (" https://rectorat.example/rss.xml\n", URL),
        ("", ""),
        ("http://[2606:4700::1111]/rss", "http://[2606:4700::1111]/rss"),
        ("rectorat.example/rss.xml", None),
        ("ftp://rectorat.example/", None),
        ("javascript:alert(1)", None),
        ("https://moi:secret@rectorat.example/", None),
        ("https://rectorat.example:8080/", None),
        ("http://2130706433/", None),
        ("http://127.0.0.1/rss", None),
        ("http://[::1]/rss", None),
        ("http://192.168.1.4/rss", None),
        ("http://169.254.169.254/latest", None),
        ("http://[::ffff:10.0.0.1]/", None),
        ("https://localhost/rss", None),
        ("https://intranet/rss", None),
        ("https://nas.local/rss", None),
        ("https://rectorat.example/\u200b\x00", None),
    ],
)
def test_an_address_is_judged_when_it_is_typed(app: Flask, typed: str, kept: str | None) -> None:
    with app.test_request_context("/"):
        form = TYPES["external_feed"].Settings(MultiDict({"url": typed, "maximum": "3"}))
        assert form.validate() is (kept is not None)
    if kept is not None:
        assert form.data["url"] == kept


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("ftp://rectorat.example/", "qui commencent par https:// ou http://"),
        ("javascript:alert(1)", "qui commencent par https:// ou http://"),
        ("http://10.0.0.3/rss", "réseau privé"),
        ("https://moi:secret@rectorat.example/", "Indiquez l’adresse d’un flux"),
    ],
)
def test_what_may_not_be_asked_is_said(app: Flask, typed: str, words: str) -> None:
    with app.test_request_context("/"):
        form = TYPES["external_feed"].Settings(MultiDict({"url": typed, "maximum": "3"}))
        assert not form.validate()
        assert words in str(form.errors["url"][0])


def test_its_source_is_the_other_site() -> None:
    kind = TYPES["external_feed"]
    assert kind.sources({"url": URL, "maximum": 4}).hosts == ("rectorat.example",)
    assert kind.sources({"url": "", "maximum": 4}).hosts == ()
