"""Which articles the tiles of a page show now, and which chosen ones they do not."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from app.access import now, viewer, worker
from app.extensions import db
from app.models import Article, PageKind
from app.queries.cards import ArticleCard, cards
from app.queries.in_tile import asked_articles, shown_in
from app.rules.audience import ANONYMOUS
from app.rules.page_tiles import Sources
from blueprints.site.laid import Laid


@dataclass(frozen=True)
class Shown:
    """What a tile shows, and by id the titles of what was chosen for it and does not show."""

    cards: Sequence[ArticleCard]
    missing: Mapping[int, str]
    ended: Mapping[int, str]
    """Those whose pin has ended."""
    lost: int
    """How many were chosen and do not show, of which the viewer may know nothing."""


def shown_articles(page: PageKind, laid: Sequence[Laid]) -> Mapping[int, Shown]:
    """Return the articles of each tile, in three queries for the page.

    The public page is looked at as a visitor, the personal one with one's own eyes.
    """
    eyes = ANONYMOUS if page is PageKind.PUBLIC_HOME else viewer()
    sources = {one.tile.id: one.sources or Sources() for one in laid}
    selections = {
        one.tile.id: found for one in laid if (found := one.articles(eyes, now())) is not None
    }
    first = {tile_id: one.chosen(now()) for tile_id, one in sources.items()}
    ids = shown_in(db.session(), selections, first)
    everything = sorted({id_ for some in ids.values() for id_ in some})
    by_id = {
        card.id: card
        for card in cards(db.session(), select(Article).where(Article.id.in_(everything)), now())
    }
    absent = {
        tile_id: () if one.is_off else [id_ for id_ in first[tile_id] if id_ not in ids[tile_id]]
        for tile_id, one in sources.items()
    }
    ended = {
        tile_id: [pin.article_id for pin in one.pins if not pin.holds(now())]
        for tile_id, one in sources.items()
    }
    named = {id_ for of_tiles in (absent, ended) for some in of_tiles.values() for id_ in some}
    titles = {
        id_: one.title for id_, one in asked_articles(db.session(), worker(), now(), named).items()
    }
    return {
        tile_id: Shown(
            [by_id[id_] for id_ in ids.get(tile_id, ())],
            {id_: titles[id_] for id_ in absent[tile_id] if id_ in titles},
            {id_: titles[id_] for id_ in ended[tile_id] if id_ in titles},
            sum(id_ not in titles for id_ in absent[tile_id]),
        )
        for tile_id in sources
    }
