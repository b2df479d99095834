"""What is done to the tiles of a draft: add, change, move, resize, duplicate, remove, put back.

Whoever calls has called `hold_page` before reading. Each verb raises Outdated when the draft is not
what the page of its caller showed (its `version`), so that a second click and another window undo
nothing.
"""

from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session, object_session

from app.actions.drafts import check_seen, new_mark, set_tile, store_files, store_tile
from app.actions.exceptions import ActionRefused, Outdated
from app.actions.external_feeds import ensure_feeds
from app.actions.rubriques import fingerprint
from app.models import Draft, DraftTile, MediaUse
from app.queries.drafts import draft_tiles, files_of_draft_tile, values_of_draft
from app.rules.tiles import MOST_TILES, WIDTHS, FileUse, TileValues


class TooManyTiles(ActionRefused):
    """A page has as many tiles as it may have."""


def add_tile(
    session: Session, now: datetime, actor_id: int, draft: Draft, values: TileValues, seen: int
) -> DraftTile:
    """Add a tile at the end; raises Outdated, or TooManyTiles."""
    check_seen(draft, seen)
    _check_room(draft)
    last = max((one.position for one in draft.tiles), default=0)
    tile = store_tile(session, draft.page, last + 1, values)
    _touch(session, now, actor_id, draft)
    return tile


def duplicate_tile(
    session: Session, now: datetime, actor_id: int, draft: Draft, tile: DraftTile, seen: int
) -> DraftTile:
    """Put the same tile after a tile, with its files; raises Outdated, or TooManyTiles."""
    check_seen(draft, seen)
    _check_room(draft)
    values = next(one for one in values_of_draft(session, draft.page) if one.mark == tile.mark)
    for one in draft.tiles:
        one.position += one.position > tile.position
    made = store_tile(session, draft.page, tile.position + 1, values.marked(new_mark()))
    _touch(session, now, actor_id, draft)
    return made


def change_tile(
    session: Session,
    now: datetime,
    actor_id: int,
    draft: Draft,
    tile: DraftTile,
    values: TileValues,
    seen: str,
) -> bool:
    """Change what a tile says and who sees it; tell whether anything differs.

    `seen` is its state (`state_of`) as the form showed it: other tiles may have changed meanwhile.
    Raises Outdated when it is another one now and not what is asked.
    """
    current = _values_in(tile)
    if not values.differing(current):
        return False
    if seen != state_of(tile):
        raise Outdated
    set_tile(tile, values)
    ensure_feeds(session, [values])
    if values.files != current.files:
        session.execute(delete(MediaUse).where(MediaUse.draft_tile_id == tile.id))
        store_files(session, values.files, draft_tile_id=tile.id)
    _touch(session, now, actor_id, draft)
    return True


def resize_tile(
    session: Session,
    now: datetime,
    actor_id: int,
    draft: Draft,
    tile: DraftTile,
    seen: int,
    *,
    wider: bool,
) -> bool:
    """Give a tile the next width; tell whether there is one. Raises Outdated."""
    check_seen(draft, seen)
    place = WIDTHS.index(tile.width) + (1 if wider else -1)
    if not 0 <= place < len(WIDTHS):
        return False
    tile.width = WIDTHS[place]
    _touch(session, now, actor_id, draft)
    return True


def move_tile(
    session: Session,
    now: datetime,
    actor_id: int,
    draft: Draft,
    tile: DraftTile,
    seen: int,
    place: int,
) -> int:
    """Put a tile at a place from 1 among those that show, and return where it now is.

    A place beyond the last is the last. Raises Outdated.
    """
    check_seen(draft, seen)
    others = [one for one in draft.tiles if one is not tile]
    shown = [one for one in others if one.removed_at is None]
    place = max(1, min(place, len(shown) + 1))
    before = shown[place - 1] if place <= len(shown) else None
    others.insert(len(others) if before is None else others.index(before), tile)
    if others != list(draft.tiles):
        for position, one in enumerate(others, 1):
            one.position = position
        _touch(session, now, actor_id, draft)
    return place


def remove_tile(
    session: Session, now: datetime, actor_id: int, draft: Draft, tile: DraftTile, seen: int
) -> None:
    """Take a tile away; it can be put back as long as the draft is there. Raises Outdated."""
    if tile.removed_at is None:
        check_seen(draft, seen)
        tile.removed_at = now
        _touch(session, now, actor_id, draft)


def put_back_tile(
    session: Session, now: datetime, actor_id: int, draft: Draft, tile: DraftTile
) -> None:
    """Put a tile that was removed back where it stood; raises TooManyTiles."""
    if tile.removed_at is not None:
        _check_room(draft)
        tile.removed_at = None
        _touch(session, now, actor_id, draft)


def state_of(tile: DraftTile) -> str:
    """Return the fingerprint of a tile as a form shows it."""
    values = _values_in(tile)
    return fingerprint(
        values.kind, values.title, values.width, values.height, values.finish,
        values.settings, sorted(values.audience), values.shown_from, values.shown_until,
        tile.removed_at is None, sorted(map(repr, values.files)),
    )  # fmt: skip


def place_of(session: Session, tile: DraftTile) -> tuple[int, int]:
    """Return where a tile stands among those of its draft that show, and how many these are."""
    ids = [one.id for one in session.scalars(draft_tiles(tile.page))]
    return (ids.index(tile.id) + 1 if tile.id in ids else 0), len(ids)


def _check_room(draft: Draft) -> None:
    if sum(one.removed_at is None for one in draft.tiles) >= MOST_TILES:
        raise TooManyTiles


def _touch(session: Session, now: datetime, actor_id: int, draft: Draft) -> None:
    draft.version += 1
    draft.changed_at = now
    draft.changed_by_id = actor_id
    session.flush()
    session.expire(draft, ["tiles"])


def _values_in(tile: DraftTile) -> TileValues:
    return TileValues(
        tile.mark, tile.kind, tile.title, tile.width, tile.height, str(tile.finish),
        tile.settings, frozenset(tile.audience), tile.shown_from, tile.shown_until,
        _files_of(tile),
    )  # fmt: skip


def _files_of(tile: DraftTile) -> frozenset[FileUse]:
    session = object_session(tile)
    return files_of_draft_tile(session, tile.id) if session else frozenset()
