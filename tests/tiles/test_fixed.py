"""Tiles that hold what is set: links, texts, the networks and the contact of the school."""

import pytest
from flask import Flask
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from app.forms import is_link_target
from app.models import Setting, Slot
from app.queries.school import MAP
from app.rules.visibility import Visibility
from tests.factories import make_rubrique
from tests.layouts import HEAD, add_picture, lay_tile, links, shown
from tiles import TYPES

FRAME = '<iframe src="https://framatube.org/videos/embed/abc" title="La visite"></iframe>'


def test_a_link_is_a_door_and_one_to_another_site_says_so(app: Flask, session: Session) -> None:
    lay_tile(session, "link", {"url": "/contact", "note": "Qui appeler"}, title="Contacts")
    lay_tile(session, "link", {"url": "https://pronote.example/"}, title="Pronote")
    own, other = shown(app)
    assert links(own) == [("ContactsQui appeler", "/contact")]
    assert own.find(".//*[@role='img']") is None
    assert links(other) == [("Pronote", "https://pronote.example/")]
    assert other.find(".//*[@role='img']").get("aria-label") == _("other site")


def test_a_link_to_a_rubrique_follows_its_name_and_its_rights(app: Flask, session: Session) -> None:
    rubrique = make_rubrique(session, "Menus")
    private = make_rubrique(session, "Privé", visibility=Visibility.PRIVATE)
    lay_tile(session, "link", {"rubrique": rubrique.id}, title="À table")
    lay_tile(session, "link", {"rubrique": private.id}, title="Caché")
    lay_tile(session, "link", {"rubrique": 999_999}, title="Inconnu")
    assert [links(found) for found in shown(app)] == [
        [("À table", f"/rubriques/{rubrique.id}-menus")]
    ]
    assert len(shown(app, HEAD)) == 2


@pytest.mark.parametrize(
    ("target", "allowed"),
    [
        ("/contact", True),
        ("/recherche?q=brevet#fin", True),
        ("https://pronote.example/eleve?x=1", True),
        ("http://exemple.example:8080", True),
        ("//evil.example/", False),
        ("/\\evil.example", False),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("mailto:a@example.org", False),
        ("https://", False),
        ("https://a b", False),
        ("contact", False),
        ("", False),
        (None, False),
        (["/"], False),
    ],
)
def test_where_a_link_may_lead(target: object, allowed: bool) -> None:
    assert is_link_target(target) is allowed


def test_a_text_that_ends_with_an_embed_shows_it_beside(app: Flask, session: Session) -> None:
    tile = lay_tile(session, "rich_text", {"html": f"\n<p>Suivez-nous.</p>\n{FRAME}\n"})
    add_picture(session, Slot.PICTURE, tile=tile, alt="")
    [found] = shown(app)
    assert found.find(".//iframe") is None
    facade = found.find(".//a[@data-embed]")
    assert facade.get("href") == "https://framatube.org/videos/watch/abc"
    assert "framatube.org" in facade.text_content()
    assert facade.find(".//img").get("alt") == ""
    assert found.find_class("tour")


def test_a_text_with_an_embed_within_stays_in_its_order(app: Flask, session: Session) -> None:
    lay_tile(session, "rich_text", {"html": f"<p>Avant.</p>{FRAME}<p>Après.</p>"})
    [found] = shown(app)
    assert found.find_class("tour") == []
    text = found.text_content()
    assert text.index("Avant") < text.index("La visite") < text.index("Après")


def test_a_text_is_cleaned_when_it_is_typed() -> None:
    typed = MultiDict({"html": "<p onclick='x'>Bonjour<script>alert(1)</script></p>"})
    form = TYPES["rich_text"].Settings(typed)
    assert "onclick" not in form.data["html"]
    assert "<script" not in form.data["html"]


def test_networks_are_plain_links_and_only_to_the_web(app: Flask, session: Session) -> None:
    session.add(
        Setting(
            name="social_links",
            value=[
                {"name": "Mastodon", "url": "https://mastodon.example/@college"},
                {"name": "Piège", "url": "javascript:alert(1)"},
                {"url": "https://sans-nom.example"},
            ],
        )
    )
    lay_tile(session, "social_link", {"text": "Sans compte."})
    lay_tile(session, "social_link", {"show_feed": False})
    first, second = shown(app)
    assert links(first) == [
        (_("RSS feed"), "/rss.xml"),
        (f"Mastodon ({_('other site')})", "https://mastodon.example/@college"),
    ]
    assert links(second) == links(first)[1:]


def test_the_contact_is_that_of_the_school(app: Flask, session: Session) -> None:
    session.add_all(
        Setting(name=name, value=value)
        for name, value in {
            "street": "12 rue du Confluent",
            "postcode": "31990",
            "city": "Rivemont",
            "phone": "05 36 49 00 00",
            "opening_hours": [{"days": "Lundi", "hours": "de 8 h à 17 h"}],
            "access": "Bus 12, arrêt Confluent.",
            "email": "ce.0319999a@ac-exemple.example",
            "social_links": [
                {"name": "Mastodon", "url": "https://mastodon.example/@college"},
                {"name": "Piège", "url": "javascript:alert(1)"},
                {"name": "", "url": "https://sans-nom.example/"},
            ],
        }.items()
    )
    lay_tile(session, "contact", title="Nous joindre")
    parts = ("address", "map", "access", "phone", "email", "hours", "networks")
    lay_tile(session, "contact", {f"show_{one}": True for one in parts})
    lay_tile(session, "contact", {f"show_{one}": False for one in parts})
    usual, whole, bare = shown(app)
    assert ("05 36 49 00 00", "tel:+33536490000") in links(usual)
    for words in ("12 rue du Confluent", "de 8\u00a0h à 17\u00a0h", "Bus 12"):
        assert words in usual.text_content()
        assert words in whole.text_content()
        assert words not in bare.text_content()
    addresses = [address for _words, address in links(whole)]
    assert addresses == [
        "/contact",
        "tel:+33536490000",
        "mailto:ce.0319999a@ac-exemple.example",
        f"{MAP}?query=Parvis%2012%20rue%20du%20Confluent%2C%2031990%20Rivemont",
        "https://mastodon.example/@college",
    ]
    assert [address for _words, address in links(bare)] == ["/contact"]
