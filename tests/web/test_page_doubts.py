"""What a home page's editors are told of its tiles: private, empty, other sites, pictures."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from app.models import Article, Rubrique, SiteRight, Slot
from app.rules.audience import user_key
from app.rules.site_rights import Right
from tests.factories import NOW, make_article, make_rubrique
from tests.layouts import add_picture, lay_tile
from tests.visits import saved
from tests.web.publishers_kit import PUBLIC, composed_school, lay_news
from tests.web.site_pages import text_of
from tests.web.site_school import School

pytestmark = pytest.mark.usefixtures("demo_day")


@pytest.fixture
def school(app: Flask) -> School:
    return composed_school(app)


def test_what_is_doubtful_is_said(school: School) -> None:
    with saved(school.app) as session:
        closed = make_rubrique(session, "Sans blog", has_blog=False)
        old = make_rubrique(session, "Autrefois")
        gone = make_rubrique(session, "Jadis")
        old.archived_at = gone.trashed_at = NOW - timedelta(days=2)
        make_article(session, closed)
        school.rubriques.update(closed=closed.id, old=old.id, gone=gone.id, never=99_999)
    lay_news(school, "barcelone", "rome", "closed", "old", "gone", "never")
    words = text_of(school.come("head").get(PUBLIC))
    assert "« Rome » est privée : les visiteurs n’en voient rien" in words
    assert "« Rome » n’a rien à montrer en ce moment" in words
    assert "Le blog de « Sans blog » n’est pas activé" in words
    assert "« Autrefois » est archivée" in words
    assert words.count("Une de ses rubriques a été supprimée") == 2
    assert "Jadis" not in words
    assert "1 article montré est sans illustration : « Sagrada Familia »" in words
    assert "« Barcelone » n’a rien" not in words


def test_a_picture_that_is_too_small_is_told(school: School) -> None:
    with saved(school.app) as session:
        article = session.scalars(select(Article)).one()
        add_picture(session, Slot.ILLUSTRATION, revision_id=article.online_revision_id,
                    size=(400, 300))  # fmt: skip
    lay_news(school, "barcelone")
    words = text_of(school.come("head").get(PUBLIC))
    assert "1 article montré a une illustration de moins de 680 × 383 pixels" in words
    assert "sans illustration" not in words


def test_other_sites_settings_links_and_broken_tiles(school: School) -> None:
    html = '<p>Voir.</p><iframe src="https://digipad.app/p/1/2" title="Mur"></iframe>'
    with saved(school.app) as session:
        lay_tile(session, "rich_text", {"html": html})
        lay_tile(session, "contact")
        lay_tile(session, "link", {"rubrique": school.rubriques["rome"]}, title="Rome")
        lay_tile(session, "rubrique_list", {"rubriques": [school.rubriques["voyages"]]})
        lay_tile(session, "news_feed", {"maximum": "six"}, title="")
        lay_tile(session, "hourglass", title="")
        session.add(SiteRight(right=Right.SETTINGS, key=user_key(school.people["writer"])))
    words = text_of(school.come("head").get(PUBLIC))
    assert ("Les personnes qui publient sur digipad.app publient alors aussi sur cette page,"
            " sans aucune validation.") in words  # fmt: skip
    assert "Quiconque publie sur digipad.app" in words
    assert "Camille Dupré Droit de changer les réglages du site Change ce qu’elle montre" in words
    assert "« Rome » est privée" in words
    assert "Lucía Ferrer Gestionnaire dans « Voyages » Change le nom" in words
    assert words.count("Son type ou ses réglages sont illisibles") == 2
    assert "6. Tuile inconnue" in words


def test_what_is_pinned_names_its_people_and_what_has_ended(school: School) -> None:
    with saved(school.app) as session:
        sagrada = session.scalars(select(Article.id)).one()
        rome = session.get_one(Rubrique, school.rubriques["rome"])
        forum, old = (make_article(session, rome, title).id for title in ("Forum", "Avant"))
        pins = [
            {"article": one, "until": day}
            for one, day in ((sagrada, ""), (forum, ""), (old, "2026-03-23"), (99_999, ""))
        ]
        settings = {"rubriques": [school.rubriques["conseil"]], "pins": pins}
        lay_tile(session, "news_feed", settings, title="Une")
    words = text_of(school.come("head").get(PUBLIC))
    assert "« Forum » est choisi, mais ne se voit pas" in words, "its rubrique is private"
    assert "« Avant » n’est plus épinglé : son jour est passé." in words
    assert "1 article choisi ne s’affiche pas : il a été supprimé" in words
    assert "« Sagrada Familia » est choisi" not in words
    assert "Lucía Ferrer Gestionnaire" in words
