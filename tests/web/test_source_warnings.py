"""A page in edit mode: what is to know of each tile, and the questions about its draft."""

import pytest
from flask import Flask
from lxml import html
from sqlalchemy import select

from app.external.faults import Fault
from app.models import Article, DraftTile, ExternalFeed, FeedCheck, Slot
from tests.drafts_kit import ADDRESS, add, begin
from tests.factories import NOW, make_rubrique
from tests.feed_kit import make_feed
from tests.layouts import add_picture, counted_queries, lay_tile
from tests.visits import saved
from tests.web.publishers_kit import composed_school, lay_news
from tests.web.site_pages import text_of
from tests.web.site_school import School

pytestmark = pytest.mark.usefixtures("demo_day")

PUBLISHERS, WHY = f"{ADDRESS}/qui-publie", f"{ADDRESS}/pourquoi"
URL = "https://rectorat.example/rss.xml"


@pytest.fixture
def school(app: Flask) -> School:
    return composed_school(app)


def compose(school: School, name: str = "head") -> str:
    """Begin the draft; return the page in edit mode."""
    client = school.come(name)
    with saved(school.app) as session:
        begin(session, school.people[name])
    return client.get(ADDRESS).get_data(as_text=True)


def known(page: str) -> list[str]:
    """Return the lists of what is to know, one for each tile that has one."""
    document = html.document_fromstring(page)
    return [" ".join(one.text_content().split()) for one in document.cssselect(".plot__know")]


def facts(page: str) -> list[str]:
    """Return what the bars of the tiles say, one for each."""
    document = html.document_fromstring(page)
    return [" ".join(one.text_content().split()) for one in document.cssselect(".plot__facts")]


def test_where_all_is_well_there_is_nothing_to_know(school: School) -> None:
    """Who publishes there is reached from the bar, whether there is something to know or not."""
    with saved(school.app) as session:
        article = session.scalars(select(Article)).first()
        assert article is not None
        add_picture(session, Slot.ILLUSTRATION, revision_id=article.online_revision_id)
        lay_tile(session, "rich_text", {"html": "<p>À nous.</p>"}, title="Bonjour")
    lay_news(school, "barcelone")
    page = compose(school)
    assert known(page) == []
    document = html.document_fromstring(page)
    links = document.cssselect(f'.plot__tools a[href^="{PUBLISHERS}?de=brouillon#"]')
    names = [" ".join(one.text_content().split()) for one in links]
    assert names == ["Qui peut publier ici : Bonjour", "Qui peut publier ici : À la une"]
    told = text_of(school.come("head").get(PUBLISHERS, query_string={"de": "brouillon"}))
    assert "qui ne composent pas cette page" in told


def test_what_is_private_empty_or_without_blog_is_said(school: School) -> None:
    with saved(school.app) as session:
        school.rubriques["closed"] = make_rubrique(session, "Sans blog", has_blog=False).id
        lay_tile(session, "rich_text", {"html": "<p>À nous.</p>"}, title="Bonjour")
        lay_tile(session, "news_feed", {"maximum": "many"}, title="Illisible")
    lay_news(school, "barcelone", "rome", "closed")
    [words] = known(compose(school))
    assert words.startswith("À savoir : À la une")
    assert "qui ne composent pas cette page" not in words, "that is for another page"
    assert "« Rome » est privée : les visiteurs n’en voient rien" in words
    assert "« Rome » n’a rien à montrer en ce moment" in words
    assert "Le blog de « Sans blog » n’est pas activé" in words
    assert "1 article montré est sans illustration : « Sagrada Familia »" in words


@pytest.mark.parametrize("name", ["head", "teacher"])
def test_a_feed_tells_its_age_or_what_fails(school: School, name: str) -> None:
    with saved(school.app) as session:
        make_feed(session, URL, "Un appel")
        for address in (URL, "https://inconnu.example/rss", "https://muet.example/rss"):
            lay_tile(session, "external_feed", {"url": address}, title="Flux")
        mute = ExternalFeed(url="https://muet.example/rss")
        session.add(mute)
        session.flush()
        session.add(FeedCheck(feed_id=mute.id, fault=Fault.NO_FEED))
    page = compose(school, name)
    first, wrong = known(page)
    assert "Copie du flux : mardi 24 mars 2026 à 9 h" in facts(page)[0]
    assert "Le flux est en cours de première lecture" in first
    assert "n’a pas encore pu être lu" in wrong
    with saved(school.app) as session:
        feed = session.scalars(select(ExternalFeed).where(ExternalFeed.url == URL)).one()
        feed_id = feed.id
        session.get_one(FeedCheck, feed_id).fault = Fault.TOO_SLOW
    assert "La dernière lecture du flux a échoué" in known(compose(school, name))[0]
    with saved(school.app) as session:
        session.get_one(ExternalFeed, feed_id).failing_since = NOW
    assert "Le flux est en panne depuis" in known(compose(school, name))[0]


def test_the_page_asks_as_much_for_many_tiles(school: School) -> None:
    lay_news(school, "barcelone", "rome")
    compose(school)
    client = school.come("head")
    client.get(ADDRESS)
    with counted_queries() as few:
        client.get(ADDRESS)
    with saved(school.app) as session:
        person = school.people["head"]
        draft = begin(session, person)
        for number in range(6):
            add(session, person, draft, f"Texte {number}")
    with counted_queries() as many:
        client.get(ADDRESS)
    of_tiles = 2
    assert len(many) <= len(few) + 6 * of_tiles


def test_both_questions_are_asked_of_the_draft(school: School) -> None:
    lay_news(school, "barcelone")
    client = school.come("head")
    assert client.get(PUBLISHERS, query_string={"de": "brouillon"}).status_code == 404
    assert "Le brouillon" not in text_of(client.get(PUBLISHERS))
    compose(school)
    with saved(school.app) as session:
        person = school.people["head"]
        add(session, person, begin(session, person), "Seulement au brouillon")
        tile = session.scalars(select(DraftTile).where(DraftTile.kind == "news_feed")).one()
        tile.settings = {"rubriques": [school.rubriques["rome"]]}
        tile_id = tile.id
    online = text_of(client.get(PUBLISHERS))
    assert "Seulement au brouillon" not in online
    drafted = text_of(client.get(PUBLISHERS, query_string={"de": "brouillon"}))
    assert "Seulement au brouillon" in drafted
    assert "« Rome » est privée" in drafted
    article = {"q": "Sagrada"}
    assert "Oui : cet article" in text_of(client.get(WHY, query_string=article))
    of_draft = {**article, "de": "brouillon", "tuile": tile_id}
    answer = client.get(WHY, query_string=of_draft)
    assert "Non : cet article" in text_of(answer)
    assert 'name="de" value="brouillon"' in answer.text, "the next question is of the draft too"
    assert client.get(WHY, query_string={"de": "brouillon", "tuile": 99_999}).status_code == 404


def test_the_composing_page_leads_to_both(school: School) -> None:
    client = school.come("teacher")
    before = client.get(ADDRESS).text
    assert f'href="{PUBLISHERS}"' in before
    assert f'href="{WHY}"' in before
    page = compose(school, "teacher")
    assert f'href="{PUBLISHERS}?de=brouillon"' in page
    assert f'href="{WHY}?de=brouillon"' in page
