"""The layout that shows now, and its tiles."""

from datetime import datetime

from sqlalchemy import ColumnElement, Select, String, and_, cast, func, or_, select

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


def layout_with_tiles(
    page: PageKind, viewer: Viewer, now: datetime
) -> Select[tuple[int, Tile | None]]:
    """Select the current layout with each tile that reaches the viewer now, in order.

    Without such a tile there is one row, and no row where nobody has composed the page.
    """
    layout = current_layout(page, now).subquery()
    here = and_(Tile.layout_id == layout.c.id, Tile.id.in_(_reached(viewer)), _is_in_time(now))
    return (
        select(layout.c.id, Tile).select_from(layout).outerjoin(Tile, here).order_by(Tile.position)
    )


def visible_tiles(page: PageKind, viewer: Viewer, now: datetime) -> Select[Tile]:
    """Select the tiles of the current layout whose audience reaches the viewer now.

    One that is disabled by its settings is left out: its picture is kept, and is not for readers.
    """
    layout = current_layout(page, now).scalar_subquery()
    return (
        select(Tile)
        .where(
            Tile.layout_id == layout, Tile.id.in_(_reached(viewer)), _is_in_time(now), _is_enabled()
        )
        .order_by(Tile.position)
    )


def _is_enabled() -> ColumnElement[bool]:
    """State that no box of its settings disables a tile; as text, which any value has."""
    enabled = cast(Tile.settings["enabled"].as_string(), String)
    return func.coalesce(enabled, "true").not_in(["false", "0"])


def _is_in_time(now: datetime) -> ColumnElement[bool]:
    """State that a tile is not hidden by its dates: they count for all viewers."""
    return and_(
        or_(Tile.shown_from.is_(None), Tile.shown_from <= now),
        or_(Tile.shown_until.is_(None), Tile.shown_until > now),
    )


def _reached(viewer: Viewer) -> Select[int]:
    return select(TileAudience.tile_id).where(TileAudience.key.in_(sorted(viewer.keys)))
