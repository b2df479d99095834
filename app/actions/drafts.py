"""Begin the draft of a page of tiles, and give it up; what is done to its tiles stands beside.

Nothing here shows: a draft is no page of the site. Whoever calls has called `hold_page` before
reading.
"""

import secrets
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from app.actions.exceptions import Outdated
from app.actions.external_feeds import ensure_feeds
from app.models import Draft, DraftTile, Finish, Layout, MediaUse, PageKind, SiteVersion
from app.queries.drafts import (
    find_draft,
    online_layout,
    values_of_layout,
)
from app.rules.tiles import FileUse, TileValues


def hold_page(session: Session) -> None:
    """Let nobody else compose until the end of this transaction."""
    session.execute(select(SiteVersion.value).with_for_update())


def new_mark() -> str:
    """Return the mark of a new tile."""
    return secrets.token_hex(8)


def begin_draft(
    session: Session,
    now: datetime,
    actor_id: int,
    page: PageKind,
    default: Sequence[TileValues] = (),
) -> Draft:
    """Begin the draft of a page from what is online, or return the one that there is.

    Where nobody has composed the page yet, it begins with `default`.
    """
    draft = find_draft(session, page)
    if draft is None:
        online = online_layout(session, page, now)
        tiles = values_of_layout(session, online.id) if online else default
        draft = fill_draft(session, now, actor_id, page, tiles, online)
    return draft


def fill_draft(
    session: Session,
    now: datetime,
    actor_id: int,
    page: PageKind,
    tiles: Iterable[TileValues],
    base: Layout | None,
) -> Draft:
    """Make a draft of some tiles, in the place of the one that there is.

    Its version goes on counting, or begins anywhere, so that no window that is still open takes it
    for an earlier one.
    """
    before = find_draft(session, page)
    version = before.version + 1 if before else 1 + 1000 * secrets.randbelow(1_000_000)
    created = before.created_at if before else now
    if before is not None:
        session.delete(before)
        session.flush()
    draft = Draft(
        page=page,
        base_id=base.id if base else None,
        version=version,
        created_at=created,
        changed_at=now,
        changed_by_id=actor_id,
    )
    session.add(draft)
    session.flush()
    for position, values in enumerate(tiles, 1):
        store_tile(session, page, position, values)
    return draft


def discard_draft(session: Session, draft: Draft, seen: int) -> None:
    """Give a draft up; raises Outdated."""
    check_seen(draft, seen)
    session.delete(draft)
    session.flush()


def check_seen(draft: Draft, seen: int) -> None:
    """Raise Outdated when a draft is not what somebody saw."""
    if draft.version != seen:
        raise Outdated


def store_tile(session: Session, page: PageKind, position: int, values: TileValues) -> DraftTile:
    """Add a tile to a draft at a position, with its files; the feed that it names is asked for."""
    tile = DraftTile(page=page, position=position, mark=values.mark or new_mark())
    set_tile(tile, values)
    session.add(tile)
    session.flush()
    store_files(session, values.files, draft_tile_id=tile.id)
    ensure_feeds(session, [values])
    return tile


def store_files(session: Session, files: Iterable[FileUse], **place: int) -> None:
    """Say which files a tile uses; `place` is `draft_tile_id` or `tile_id`."""
    rows = [
        {
            "media_id": one.media_id,
            "slot": one.slot,
            "position": one.position,
            "alt": one.alt,
            "caption": one.caption,
            **place,
        }
        for one in sorted(files, key=lambda one: (one.slot, one.position, one.media_id))
    ]
    if rows:
        session.execute(insert(MediaUse), rows)


def set_tile(tile: DraftTile, values: TileValues) -> None:
    """Give a tile its columns, its settings as they are; its files are stored apart."""
    settings: Any = values.settings  # of a broken tile they may be anything
    tile.kind, tile.title = values.kind, values.title
    tile.width, tile.height, tile.finish = values.width, values.height, Finish(values.finish)
    tile.settings, tile.audience = settings, sorted(values.audience)
    tile.shown_from, tile.shown_until = values.shown_from, values.shown_until
