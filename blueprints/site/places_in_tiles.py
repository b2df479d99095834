"""Where an article stands in some tiles: the checks of the rules, the place by the page's query."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.extensions import db
from app.queries.in_tile import Asked, count_before, shown_in
from app.rules.audience import Viewer
from app.rules.in_tile import About, Check, Obstacle, checks_of_article, checks_of_tile
from app.rules.page_tiles import Sources, Supply
from app.rules.visibility import Node
from blueprints.site.laid import Laid


@dataclass(frozen=True)
class Place:
    """A tile with the answers about one article in it; `position` counts from 1."""

    laid: Laid
    checks: Sequence[Check]
    is_shown: bool
    position: int | None = None
    shown: int = 0
    """How many articles the tile shows."""


@dataclass(frozen=True)
class Places:
    """The answers about an article: of itself, and in each tile."""

    checks: Sequence[Check]
    tiles: Sequence[Place]


def places_of(
    asked: Asked, tiles: Sequence[Laid], tree: Sequence[Node], eyes: Viewer, now: datetime
) -> Places:
    """Return where an article stands for a viewer, in two queries however many tiles there are.

    Whether it shows is read from the selections of the page itself; the checks say why not.
    """
    checks = checks_of_article(asked.article, tree, eyes, now)
    selections = {
        one.tile.id: found for one in tiles if (found := one.articles(eyes, now)) is not None
    }
    sources = {one.tile.id: one.sources or Sources() for one in tiles}
    first = {tile_id: one.chosen(now) for tile_id, one in sources.items()}
    shown = shown_in(db.session(), selections, first)
    of_tiles = {
        one.tile.id: checks_of_tile(
            asked.article,
            one.tile,
            one.sources,
            eyes,
            now,
            takes_articles=one.tile.id in selections,
        )
        for one in tiles
    }
    late = {
        id_: sources[id_]
        for id_, found in of_tiles.items()
        if _is_clear([*checks, *found])
        and sources[id_].supply is Supply.NEWS
        and asked.article.id not in shown[id_]
    }
    before = count_before(db.session(), asked, late, eyes, now)
    return Places(
        checks,
        [_place(one, asked, of_tiles[one.tile.id], shown, before) for one in tiles],
    )


def _place(
    laid: Laid,
    asked: Asked,
    checks: list[Check],
    shown: dict[int, list[int]],
    before: dict[int, int],
) -> Place:
    ids = shown.get(laid.tile.id, [])
    is_there = asked.article.id in ids
    if is_there and _is_clear(checks):
        position = ids.index(asked.article.id) + 1
        return Place(laid, [*checks, Check(About.PLACE)], True, position, len(ids))
    elif laid.tile.id in before:
        beyond = Check(About.PLACE, Obstacle.BEYOND)
        return Place(laid, [*checks, beyond], False, before[laid.tile.id] + 1, len(ids))
    return Place(laid, checks, False, None, len(ids))


def _is_clear(checks: Sequence[Check]) -> bool:
    return all(check.obstacle is None for check in checks)
