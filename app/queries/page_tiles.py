"""All tiles of a page that shows now, with their audiences."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import PageKind, Tile, TileAudience
from app.queries.layouts import current_layout
from app.rules.page_tiles import LaidTile


def laid_tiles(session: Session, page: PageKind, now: datetime) -> Sequence[LaidTile] | None:
    """Return the tiles of the current layout in their order, whoever sees them, in one query.

    None says that nobody has composed the page.
    """
    layout = current_layout(page, now).subquery()
    rows = session.execute(
        select(Tile, TileAudience.key)
        .select_from(layout)
        .outerjoin(Tile, Tile.layout_id == layout.c.id)
        .outerjoin(TileAudience, TileAudience.tile_id == Tile.id)
        .order_by(Tile.position, TileAudience.key)
    ).all()
    tiles: dict[int, Tile] = {row.Tile.id: row.Tile for row in rows if row.Tile is not None}
    keys: dict[int, set[str]] = {id_: set() for id_ in tiles}
    for tile, key in rows:
        if key is not None:
            keys[tile.id].add(key)
    laid = [
        LaidTile(
            tile.id,
            tile.kind,
            tile.title,
            tile.settings,
            frozenset(keys[tile.id]),
            shown_from=tile.shown_from,
            shown_until=tile.shown_until,
        )
        for tile in tiles.values()
    ]
    return laid if rows else None
