"""Why an article is in a tile: the answer is what the page shows, whoever looks at which layout."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.extensions import db
from app.models import Article, Layout, PageKind, Tile, TileAudience
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
from tests.visits import saved
from tests.world_building import build
from tests.world_drawing import KEYS, worlds
from tests.worlds import VIEWERS, World
from tiles import TYPES

LINKED = re.compile(r'href="/articles/(\d+)-')
UNKNOWN = 77
quickly = partial(
    settings,
    deadline=None,
    database=None,
    report_multiple_bugs=False,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@dataclass(frozen=True)
class DrawnTile:
    """A tile with its settings and its audience."""

    kind: str
    settings: Mapping[str, Any]
    audience: list[str]


def drawn_tiles() -> st.SearchStrategy[DrawnTile]:
    """Draw a tile, some of which name what is not there or have settings that nobody can read."""
    ids = st.integers(1, 6) | st.just(UNKNOWN)
    some = st.lists(ids, max_size=4, unique=True)
    drawn: st.SearchStrategy[tuple[str, Mapping[str, Any]]] = st.one_of(
        st.builds(
            lambda rubriques, maximum, pins: (
                "news_feed",
                {"rubriques": rubriques, "maximum": maximum, "pins": pins},
            ),
            some,
            st.integers(1, 3),
            st.just([]) | drawn_pins(),
        ),
        st.builds(lambda articles: ("article_pick", {"articles": articles}), some),
        st.builds(
            lambda on, article: ("hero", {"enabled": on, "article": article}),
            st.booleans(),
            st.none() | ids,
        ),
        st.sampled_from(
            [
                ("rubrique_list", {"rubriques": [1]}),
                ("news_feed", {"maximum": 99}),
                ("hourglass", {}),
            ]
        ),
    )
    keys = st.lists(st.sampled_from(["public", "members", *KEYS]), min_size=1, max_size=2)
    return st.builds(lambda one, audience: DrawnTile(*one, sorted(set(audience))), drawn, keys)


def drawn_pins() -> st.SearchStrategy[list[dict[str, Any]]]:
    """Draw what is pinned, some of it no more."""
    until = st.sampled_from(["", "2026-03-24", "2026-03-23"])
    drawn = st.builds(
        lambda article, day: {"article": article, "until": day},
        st.integers(1, 6) | st.just(UNKNOWN),
        until,
    )
    return st.lists(drawn, max_size=3, unique_by=lambda one: one["article"])


@pytest.fixture
def site(worker_app: Flask) -> Iterator[Flask]:
    """The application; each example writes its own site."""
    yield worker_app
    with saved(worker_app) as session:
        empty(session)


@quickly(max_examples=25, phases=[Phase.generate])
@given(
    world=worlds(),
    layout=st.lists(drawn_tiles(), max_size=5),
    page=st.sampled_from(PageKind),
)
def test_the_answer_is_what_the_page_shows(
    site: Flask, world: World, layout: list[DrawnTile], page: PageKind
) -> None:
    compare(site, world, layout, page)


@pytest.mark.long
@quickly(max_examples=500)
@given(
    world=worlds(),
    layout=st.lists(drawn_tiles(), max_size=5),
    page=st.sampled_from(PageKind),
)
def test_the_answer_is_what_many_pages_show(
    site: Flask, world: World, layout: list[DrawnTile], page: PageKind
) -> None:
    compare(site, world, layout, page)


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


def lay(session: Session, page: PageKind, layout: list[DrawnTile]) -> None:
    """Publish a layout over whatever is there."""
    tiles = [
        Tile(
            position=position,
            kind=one.kind,
            settings=dict(one.settings),
            audience=[TileAudience(key=key) for key in one.audience],
        )
        for position, one in enumerate(layout)
    ]
    day = NOW - timedelta(days=1)
    session.add(Layout(page=page, created_at=day, published_at=day, tiles=tiles))


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
