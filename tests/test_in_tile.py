"""Why an article is in a tile: the answer is what the page shows, whoever looks at which layout."""

import re

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from app.extensions import db
from app.models import Article, PageKind
from app.queries.in_tile import Asked, read_asked
from app.queries.page_tiles import laid_tiles
from app.queries.rubriques import nodes
from app.rules.audience import Viewer
from app.rules.in_tile import Obstacle
from app.tile_rendering import render_page
from blueprints.site.laid import Laid, read_laid
from blueprints.site.places_in_tiles import Place, places_of
from tests.factories import NOW
from tests.filling import empty
from tests.page_drawing import DrawnTile, article_tiles, drawn_tiles, lay
from tests.visits import saved
from tests.world_building import build
from tests.world_drawing import few, many, worlds
from tests.worlds import VIEWERS, World
from tiles import TYPES

LINKED = re.compile(r'href="/articles/(\d+)-')


@few(max_examples=25)
@given(
    world=worlds(),
    layout=st.lists(drawn_tiles(article_tiles()), max_size=5),
    page=st.sampled_from(PageKind),
)
def test_the_answer_is_what_the_page_shows(
    drawn_site: Flask, world: World, layout: list[DrawnTile], page: PageKind
) -> None:
    compare(drawn_site, world, layout, page)


@pytest.mark.long
@many(max_examples=500)
@given(
    world=worlds(),
    layout=st.lists(drawn_tiles(article_tiles()), max_size=5),
    page=st.sampled_from(PageKind),
)
def test_the_answer_is_what_many_pages_show(
    drawn_site: Flask, world: World, layout: list[DrawnTile], page: PageKind
) -> None:
    compare(drawn_site, world, layout, page)


def compare(site: Flask, world: World, layout: list[DrawnTile], page: PageKind) -> None:
    """Ask of each article in each tile as each viewer, and look at the page itself."""
    with saved(site) as session:
        empty(session)
        build(session, world, "none.pdf")
        lay(session, page, layout)
    with site.test_request_context("/"):
        tiles = read_laid(laid_tiles(db.session(), page, NOW) or ())
        asked = read_asked(db.session(), select(Article).order_by(Article.id))
        for viewer in VIEWERS.values():
            shown = shown_to(page, viewer)
            for article in asked:
                check(article, tiles, viewer, shown)


def shown_to(page: PageKind, viewer: Viewer) -> dict[int, list[int]]:
    """Return the articles to which each tile of the page leads, in order."""
    rendered = render_page(TYPES, page, viewer, NOW)
    return {
        one.tile.id: list(dict.fromkeys(int(id_) for id_ in LINKED.findall(one.html or "")))
        for one in rendered
    }


def check(asked: Asked, tiles: list[Laid], viewer: Viewer, shown: dict[int, list[int]]) -> None:
    """Compare the answers about one article with the page."""
    found = places_of(asked, tiles, nodes(db.session()), viewer, NOW)
    of_article = [check.obstacle for check in found.checks if check.obstacle]
    for place in found.tiles:
        obstacles = of_article + [check.obstacle for check in place.checks if check.obstacle]
        there = shown.get(place.laid.tile.id, [])
        if asked.article.id in there:
            assert (place.is_shown, obstacles) == (True, [])
            assert there.index(asked.article.id) + 1 == place.position
            assert len(there) == place.shown
        else:
            assert not place.is_shown
            assert obstacles
        if obstacles == [Obstacle.BEYOND]:
            assert place.position == rank_in(place, viewer, asked.article.id)


def rank_in(place: Place, viewer: Viewer, article_id: int) -> int:
    """Return the number that an article would have in a tile that shows more."""
    assert place.laid.type is not None
    more = {**place.laid.settings, "maximum": 30}
    articles = place.laid.type.articles(more, viewer, NOW)
    assert articles is not None
    return list(db.session.scalars(articles.with_only_columns(Article.id))).index(article_id) + 1
