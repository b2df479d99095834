"""The news: which articles, in which order, how much of them."""

from datetime import timedelta

from flask import Flask
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app.models import Slot
from app.rules.roles import Role
from app.rules.visibility import Visibility
from tests.factories import NOW, make_article, make_rubrique
from tests.layouts import MEMBER, add_picture, headings, lay_tile, links, shown


def test_the_newest_of_the_chosen_blogs_an_updated_one_first(app: Flask, session: Session) -> None:
    news, sport = make_rubrique(session, "Actualités"), make_rubrique(session, "Sport")
    other = make_rubrique(session, "Autre")
    make_article(session, news, "Ancien", starts_at=NOW - timedelta(days=9))
    updated = make_article(session, sport, "Mis à jour", starts_at=NOW - timedelta(days=300))
    updated.bumped_at = updated.updated_at = NOW - timedelta(hours=1)
    make_article(session, news, "Récent", starts_at=NOW - timedelta(days=2))
    make_article(session, other, "Pas choisi")
    make_article(session, make_rubrique(session, "Enfant", parent=news), "D’un enfant")
    lay_tile(session, "news_feed", {"rubriques": [sport.id, news.id]})
    [found] = shown(app)
    assert headings(found) == ["Mis à jour", "Récent", "Ancien"]
    assert links(found)[0] == (_("All the news"), f"/rubriques/{sport.id}-sport")


def test_only_blogs_that_the_viewer_may_read_count(app: Flask, session: Session) -> None:
    pages = make_rubrique(session, "Pages", has_blog=False)
    private = make_rubrique(
        session, "Privé", visibility=Visibility.PRIVATE, grants={"members": Role.VISITOR}
    )
    make_article(session, pages, "Une page")
    make_article(session, private, "Pour les membres")
    lay_tile(session, "news_feed", {"rubriques": [pages.id, private.id, 999_999]})
    [visitor] = shown(app)
    assert headings(visitor) == [_("Nothing new yet")]
    assert links(visitor) == []
    [member] = shown(app, MEMBER)
    assert headings(member) == ["Pour les membres"]


def test_the_switches_and_the_maximum(app: Flask, session: Session) -> None:
    rubrique = make_rubrique(session)
    for number in range(4):
        article = make_article(session, rubrique, f"Article {number}", summary="Le résumé.")
        add_picture(session, Slot.ILLUSTRATION, revision_id=article.online_revision_id)
    settings = {"rubriques": [rubrique.id], "maximum": 2}
    lay_tile(session, "news_feed", settings)
    off = {"show_illustration": False, "show_summary": False, "show_dates": False}
    lay_tile(session, "news_feed", settings | off)
    whole, bare = shown(app)
    assert len(headings(whole)) == len(headings(bare)) == 2
    assert len(whole.findall(".//img")) == len(whole.findall(".//time")) == 2
    assert "Le résumé." in whole.text_content()
    assert bare.findall(".//img") == bare.findall(".//time") == []
    assert "Le résumé." not in bare.text_content()
