"""How a page of tiles is rendered, so that no broken tile can break it."""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import current_app
from markupsafe import Markup
from sqlalchemy.orm import Session

from app.models import DraftTile, Media, MediaUse, PageKind, Slot, Tile
from app.paving import Size, places
from app.queries.cards import Picture
from app.queries.consent import shown_media
from app.queries.layouts import layout_with_tiles
from app.queries.tile_pictures import tile_picture_columns, tile_picture_of
from app.rules.audience import Viewer
from app.rules.consent import day_in_paris
from app.tile import PlacedTile, TileType, checked_settings, read

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class RenderedTile:
    """A tile ready for its page: its slab with its place, or no HTML when it is broken.

    On a page that is being composed, one that has nothing to show has no HTML either.
    """

    tile: PlacedTile
    is_wide: bool
    place: str
    html: Markup | None
    is_broken: bool = False


@dataclass(frozen=True)
class _Filled:
    """A tile whose context is known; none when it is broken, or has nothing to show."""

    tile: PlacedTile
    is_wide: bool
    context: Mapping[str, Any] | None
    is_broken: bool = False


def render_page(
    types: Mapping[str, TileType],
    page: PageKind,
    viewer: Viewer,
    now: datetime,
    *,
    since: datetime | None = None,
    default: Sequence[PlacedTile] = (),
    composes: Callable[[], bool] | None = None,
) -> list[RenderedTile]:
    """Render the tiles of the current layout that reach the viewer, in order.

    Templates may mark what is newer than `since`. A page that nobody has composed yet shows the
    `default` tiles.

    One that has nothing to show is left out. One of unknown kind, with broken settings or whose
    code fails is logged; it is left out too, except for those who manage everywhere and those who
    compose the page (`composes` is asked only then): they get it without HTML, for a notice. The
    others close the gap.
    """
    tiles = placed_tiles(read(), page, viewer, now)
    tiles = default if tiles is None else tiles
    return render_tiles(types, tiles, viewer, now, since=since, composes=composes)


def render_tiles(
    types: Mapping[str, TileType],
    tiles: Sequence[PlacedTile],
    viewer: Viewer,
    now: datetime,
    *,
    since: datetime | None = None,
    keeps_all: bool = False,
    composes: Callable[[], bool] | None = None,
) -> list[RenderedTile]:
    """Render some tiles as one page, as `render_page` does.

    With `keeps_all`, none is left out: whoever composes sees those too that show nothing.
    """

    def keeps_broken() -> bool:
        return keeps_all or viewer.manages_everywhere or (composes is not None and composes())

    filled = [_fill(types, tile, viewer, now) for tile in tiles]
    if not keeps_all:
        filled = [one for one in filled if one.context is not None or one.is_broken]
    return _lay(filled, since, keeps_broken)


def placed_tiles(
    session: Session, page: PageKind, viewer: Viewer, now: datetime
) -> Sequence[PlacedTile] | None:
    """Return the tiles that reach a viewer with their pictures, in one query.

    None says that nobody has composed the page.
    """
    tiles: dict[int, Tile] = {}
    pictures: dict[int, dict[Slot, Picture]] = {}
    with_pictures = (
        layout_with_tiles(page, viewer, now)
        .outerjoin(MediaUse, MediaUse.tile_id == Tile.id)
        .outerjoin(Media, (Media.id == MediaUse.media_id) & shown_media(day_in_paris(now)))
        .add_columns(MediaUse.slot, *tile_picture_columns())
    )
    rows = session.execute(with_pictures).all()
    for row in (one for one in rows if one.Tile is not None):
        tiles[row.Tile.id] = row.Tile
        picture = tile_picture_of(row)
        if picture is not None:
            pictures.setdefault(row.Tile.id, {})[row.slot] = picture
    placed = [place_tile(tile, pictures.get(tile.id, {})) for tile in tiles.values()]
    return placed if rows else None


def place_tile(tile: Tile | DraftTile, pictures: Mapping[Slot, Picture]) -> PlacedTile:
    """Return a tile of a layout or of a draft with its pictures, in plain values."""
    return PlacedTile(
        tile.id,
        tile.kind,
        tile.title,
        tile.width,
        tile.height,
        tile.finish,
        tile.settings,
        pictures,
    )


def _fill(
    types: Mapping[str, TileType], tile: PlacedTile, viewer: Viewer, now: datetime
) -> _Filled:
    try:
        kind, settings = checked_settings(types, tile.kind, tile.settings)
        context = kind.context(tile, settings, viewer, now)
    except Exception:
        _report(tile)
        return _Filled(tile, False, None, is_broken=True)
    return _Filled(tile, kind.is_wide, context)


def _lay(
    tiles: Sequence[_Filled], since: datetime | None, keeps_broken: Callable[[], bool]
) -> list[RenderedTile]:
    """Give each tile its place and render it; when a template fails, lay again without it."""
    if any(one.is_broken for one in tiles) and not keeps_broken():
        tiles = [one for one in tiles if not one.is_broken]
    paved = [one.tile for one in tiles if not one.is_wide]
    place_of = dict(
        zip(
            (tile.id for tile in paved),
            places([Size(tile.width, tile.height) for tile in paved]),
            strict=True,
        )
    )
    rendered = [_render(one, place_of.get(one.tile.id, ""), since) for one in tiles]
    failed = {one.tile.id for one in rendered if one.is_broken}
    if failed <= {one.tile.id for one in tiles if one.is_broken}:
        return rendered
    return _lay(
        [
            _Filled(one.tile, False, None, is_broken=True) if one.tile.id in failed else one
            for one in tiles
        ],
        since,
        keeps_broken,
    )


def _render(filled: _Filled, place: str, since: datetime | None) -> RenderedTile:
    tile, html, is_broken = filled.tile, None, filled.is_broken
    if filled.context is not None:
        try:
            template = current_app.jinja_env.get_template(f"tiles/{tile.kind}.html")
            html = Markup(template.render(tile=tile, place=place, since=since, **filled.context))
        except Exception:
            _report(tile)
            is_broken = True
    return RenderedTile(tile, filled.is_wide, place, html, is_broken)


def _report(tile: PlacedTile) -> None:
    log.exception("tile %s of kind %r cannot be shown", tile.id, tile.kind)
    read().rollback()
