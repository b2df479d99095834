"""The draft of a page of tiles, and the compositions of a page as values to be compared."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.models import (
    Draft,
    DraftTile,
    Layout,
    MediaUse,
    PageKind,
    Tile,
)
from app.queries.layouts import current_layout
from app.queries.site_rights import holds
from app.rules.audience import Viewer
from app.rules.pages import COMPOSED_BY
from app.rules.tiles import FileUse, TileValues


def find_draft(session: Session, page: PageKind) -> Draft | None:
    """Return the draft of a page, if somebody composes it."""
    return session.get(Draft, page)


def draft_tiles(page: PageKind) -> Select[DraftTile]:
    """Select the tiles of a draft in order, those aside that were removed."""
    return (
        select(DraftTile)
        .where(DraftTile.page == page, DraftTile.removed_at.is_(None))
        .order_by(DraftTile.position, DraftTile.id)
    )


def find_draft_tile(session: Session, page: PageKind, tile_id: int) -> DraftTile | None:
    """Return a tile of the draft of a page, also one that was removed."""
    return session.scalar(select(DraftTile).where(DraftTile.page == page, DraftTile.id == tile_id))


def values_of_draft(session: Session, page: PageKind) -> list[TileValues]:
    """Return the tiles of a draft as values, in two queries."""
    tiles = session.scalars(draft_tiles(page)).all()
    files = _files(session, MediaUse.draft_tile_id, [one.id for one in tiles])
    return [_values(one, frozenset(one.audience), files.get(one.id, frozenset())) for one in tiles]


def values_of_layout(session: Session, layout_id: int | None) -> list[TileValues]:
    """Return the tiles of a layout as values; none where there is no layout."""
    if layout_id is None:
        return []
    tiles = session.scalars(
        select(Tile).where(Tile.layout_id == layout_id).order_by(Tile.position)
    ).all()
    files = _files(session, MediaUse.tile_id, [one.id for one in tiles])
    return [
        _values(one, frozenset(part.key for part in one.audience), files.get(one.id, frozenset()))
        for one in tiles
    ]


def online_layout(session: Session, page: PageKind, now: datetime) -> Layout | None:
    """Return the layout of a page that shows."""
    found = session.scalar(current_layout(page, now))
    return None if found is None else session.get(Layout, found)


def scheduled_layouts(page: PageKind, now: datetime) -> Select[Layout]:
    """Select the layouts of a page whose moment is still to come, the next one first."""
    return (
        select(Layout)
        .where(Layout.page == page, Layout.published_at > now)
        .order_by(Layout.published_at, Layout.id)
    )


def layout_of(session: Session, page: PageKind, layout_id: int) -> Layout | None:
    """Return a layout of a page."""
    return session.scalar(select(Layout).where(Layout.page == page, Layout.id == layout_id))


def files_of_pages(viewer: Viewer) -> Select[int]:
    """Select the files of all compositions, drafts among them, of the pages that one composes."""
    drafted = select(DraftTile.id).where(_is_of_composed(DraftTile.page, viewer))
    laid = (
        select(Tile.id)
        .join(Layout, Layout.id == Tile.layout_id)
        .where(_is_of_composed(Layout.page, viewer))
    )
    return select(MediaUse.media_id).where(
        MediaUse.draft_tile_id.in_(drafted) | MediaUse.tile_id.in_(laid)
    )


def composes_pages(viewer: Viewer) -> ColumnElement[bool]:
    """State that a viewer may compose some page."""
    return holds(viewer, *COMPOSED_BY.values())


def _is_of_composed(page: InstrumentedAttribute[PageKind], viewer: Viewer) -> ColumnElement[bool]:
    """State that this is a page that a viewer may compose."""
    return or_(*(and_(page == one, holds(viewer, right)) for one, right in COMPOSED_BY.items()))


def files_of_draft_tile(session: Session, tile_id: int) -> frozenset[FileUse]:
    """Return the files of a tile of a draft."""
    return _files(session, MediaUse.draft_tile_id, [tile_id]).get(tile_id, frozenset())


def _values(
    tile: Tile | DraftTile, audience: frozenset[str], files: frozenset[FileUse]
) -> TileValues:
    return TileValues(
        mark=tile.mark or f"tile-{tile.id}",
        kind=tile.kind,
        title=tile.title,
        width=tile.width,
        height=tile.height,
        finish=str(tile.finish),
        settings=tile.settings,
        audience=audience,
        shown_from=tile.shown_from,
        shown_until=tile.shown_until,
        files=files,
    )


def _files(
    session: Session, place: InstrumentedAttribute[int | None], ids: Sequence[int]
) -> dict[int, frozenset[FileUse]]:
    """Return the files of some tiles by the id of their tile."""
    rows = session.execute(
        select(
            place,
            MediaUse.media_id,
            MediaUse.slot,
            MediaUse.position,
            MediaUse.alt,
            MediaUse.caption,
        ).where(place.in_(ids))
    )
    found: dict[int | None, set[FileUse]] = {}
    for tile_id, media_id, slot, position, alt, caption in rows:
        found.setdefault(tile_id, set()).add(FileUse(media_id, str(slot), position, alt, caption))
    return {tile_id: frozenset(uses) for tile_id, uses in found.items() if tile_id}
