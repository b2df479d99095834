"""Rubriques and articles of a tile are chosen with buttons: searched, ordered, pinned."""

import pytest
from flask import Flask
from lxml import html
from sqlalchemy import select

from app.models import Article, DraftTile, Rubrique
from tests.factories import make_rubrique
from tests.visits import saved
from tests.web.site_pages import text_of
from tests.web.site_school import School
from tests.web.tile_kit import added, fields_on, ids, post, school_with_articles, stored

pytestmark = pytest.mark.usefixtures("demo_day")


@pytest.fixture
def school(app: Flask) -> School:
    return school_with_articles(app)


def test_rubriques_are_chosen_in_an_order(school: School) -> None:
    client, address = added(school, "rubrique_list")
    first, second = ids(school, Rubrique, "Voyages", "Blog")
    page = text_of(client.get(address))
    assert "Rome privée : invisible aux visiteurs" in page
    assert "Les rubriques privées sont invisibles aux visiteurs." in page
    assert (
        post(client, address, **{"r-rubriques": [first, second], "do": "stay"}).status_code == 303
    )
    assert stored(school, address)["rubriques"] == [first, second]
    answer = post(client, address, do=f"r-rubriques:up:{second}")
    assert answer.status_code == 200
    assert stored(school, address)["rubriques"] == [first, second], "nothing is saved yet"
    fields = fields_on(answer, address)
    assert client.post(address, data={**fields, "do": "save"}).status_code == 303
    assert stored(school, address)["rubriques"] == [second, first]
    answer = post(client, address, **{"r-rubriques-words": "barc", "do": "r-rubriques:find"})
    document = html.document_fromstring(answer.text)
    shown = [one.text_content() for one in document.cssselect(".pick-tree__row:not([hidden])")]
    assert ["Barcelone" in one for one in shown] == [True]
    kept = fields_on(answer, address)
    assert sorted(kept["r-rubriques"]) == sorted([str(first), str(second)]), "others stay chosen"


def test_articles_are_found_chosen_moved_and_taken_out(school: School) -> None:
    client, address = added(school, "article_pick")
    _sagrada, *found = ids(school, Article)
    typed = {"title": "À lire", "r-articles-words": "kangourou", "do": "enter"}
    answer = post(client, address, **typed)
    assert "Kangourou 2" in text_of(answer)
    for number in found:
        fields = fields_on(answer, address)
        answer = client.post(address, data={**fields, "do": f"r-articles:add:{number}"})
    assert fields_on(answer, address)["title"] == ["À lire"], "what was typed stays"
    answer = client.post(
        address, data={**fields_on(answer, address), "do": f"r-articles:down:{found[0]}"}
    )
    answer = client.post(
        address, data={**fields_on(answer, address), "do": f"r-articles:remove:{found[2]}"}
    )
    assert (
        client.post(address, data={**fields_on(answer, address), "do": "save"}).status_code == 303
    )
    assert stored(school, address)["articles"] == [found[1], found[0]]


def test_the_news_tell_which_rubriques_have_no_blog_or_are_private(school: School) -> None:
    with saved(school.app) as session:
        rome = session.scalars(select(Rubrique).where(Rubrique.name == "Rome")).one()
        make_rubrique(session, "Forum", parent=rome)
        make_rubrique(session, "Cantine", has_blog=False)
    client, address = added(school, "news_feed")
    document = html.document_fromstring(client.get(address).text)
    rows = {one.get("data-tree-name"): one for one in document.cssselect(".pick-tree__row")}
    words = {name: " ".join(one.text_content().split()) for name, one in rows.items()}
    assert words["Cantine"] == "Cantine blog désactivé : ne donne pas d’actualités"
    assert words["Forum"] == "Forum blog activé, privée : invisible aux visiteurs", (
        "by what is above"
    )
    assert words["Blog"] == "Blog blog activé"
    off = [name for name, one in rows.items() if one.cssselect("input[disabled]")]
    assert off == ["Cantine"]


def test_one_without_a_blog_that_was_chosen_can_be_taken_out(school: School) -> None:
    client, address = added(school, "news_feed")
    [blog] = ids(school, Rubrique, "Blog")
    assert post(client, address, **{"r-rubriques": [blog], "do": "save"}).status_code == 303
    with saved(school.app) as session:
        session.get_one(Rubrique, blog).has_blog = False
    fields = fields_on(client.get(address), address)
    assert fields.pop("r-rubriques") == [str(blog)]
    assert client.post(address, data={**fields, "do": "save"}).status_code == 303
    assert stored(school, address)["rubriques"] == []


def test_articles_are_pinned_until_a_day(school: School) -> None:
    client, address = added(school, "news_feed")
    _sagrada, first, second, _third = ids(school, Article)
    answer = post(client, address, **{"r-pins-words": "kangourou", "do": "r-pins:find"})
    for number in (first, second):
        fields = fields_on(answer, address)
        answer = client.post(address, data={**fields, "do": f"r-pins:add:{number}"})
    fields = fields_on(answer, address)
    fields[f"r-pins-until-{first}"] = "2026-04-03"
    answer = client.post(address, data={**fields, "do": f"r-pins:up:{second}"})
    assert stored(school, address).get("pins", []) == [], "nothing is saved yet"
    fields = fields_on(answer, address)
    assert client.post(address, data={**fields, "do": "save"}).status_code == 303
    assert stored(school, address)["pins"] == [
        {"article": second, "until": ""},
        {"article": first, "until": "2026-04-03"},
    ]
    fields = fields_on(client.get(address), address)
    fields[f"r-pins-until-{first}"] = "2026-02-30"
    answer = client.post(address, data={**fields, "do": "save"})
    assert answer.status_code == 422
    assert "Cette date n’existe pas" in text_of(answer)
    assert fields_on(answer, address)[f"r-pins-until-{first}"] == ["2026-02-30"]


def test_a_pin_whose_day_is_past_says_so(school: School) -> None:
    client, address = added(school, "news_feed")
    number = ids(school, Article)[0]
    with saved(school.app) as session:
        tile = session.get_one(DraftTile, int(address.rpartition("/")[2]))
        tile.settings = {"pins": [{"article": number, "until": "2026-03-23"},
                                  {"article": 424_242, "until": ""}]}  # fmt: skip
    page = text_of(client.get(address))
    assert "Son jour est passé : il n’est plus épinglé." in page
    assert "no 424242" in page or "n° 424242" in page
    assert post(client, address, title="Gardé", do="save").status_code == 303
    assert len(stored(school, address)["pins"]) == 2, "what was there stays"
