"""The layout that shows now, and its tiles."""

from datetime import datetime

from sqlalchemy import Select, select

from app.models import Layout, PageKind, Tile, TileAudience
from app.rules.audience import Viewer


def current_layout(page: PageKind, now: datetime) -> Select[int]:
    """Select the id of the newest layout of a page that is published."""
    return (
        select(Layout.id)
        .where(Layout.page == page, Layout.published_at <= now)
        .order_by(Layout.published_at.desc(), Layout.id.desc())
        .limit(1)
    )


def visible_tiles(page: PageKind, viewer: Viewer, now: datetime) -> Select[Tile]:
    """Select the tiles of the current layout whose audience reaches the viewer, in order."""
    reached = select(TileAudience.tile_id).where(TileAudience.key.in_(sorted(viewer.keys)))
    return (
        select(Tile)
        .where(Tile.layout_id == current_layout(page, now).scalar_subquery(), Tile.id.in_(reached))
        .order_by(Tile.position)
    )
