"""Let compositions of a page show: publish, at once or at a time, call off, restore, give up.

A published layout never changes. Each verb writes one row of the journal; whoever calls has called
`hold_page` before reading.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from app.actions.drafts import check_seen, discard_draft, fill_draft, new_mark, store_files
from app.actions.exceptions import ActionRefused, Outdated, StartMissing
from app.actions.external_feeds import ensure_feeds
from app.actions.log import record
from app.models import Draft, Finish, Layout, PageKind, Tile, TileAudience
from app.queries.drafts import find_draft, online_layout, values_of_draft, values_of_layout
from app.rules.tiles import TileValues


class NothingToPublish(ActionRefused):
    """A page without a tile is not published."""


def publish_draft(
    session: Session,
    now: datetime,
    actor_id: int,
    draft: Draft,
    seen: int,
    *,
    at: datetime | None = None,
    note: str = "",
) -> Layout:
    """Let a draft show, at once or `at` a moment to come; the draft ends.

    Raises Outdated, NothingToPublish, or StartMissing when the moment is past.
    """
    check_seen(draft, seen)
    tiles = values_of_draft(session, draft.page)
    if not tiles:
        raise NothingToPublish
    if at is not None and at <= now:
        raise StartMissing
    draft_page = draft.page
    layout = _make(session, now, actor_id, draft_page, tiles, at=at, note=note)
    session.delete(draft)
    session.flush()
    moment = {"at": at.isoformat(timespec="minutes")} if at else {}
    record(session, now, actor_id, "publish" if at is None else "schedule", "layout",
           layout.id, page=draft_page, **moment)  # fmt: skip
    return layout


def call_off(session: Session, now: datetime, actor_id: int, layout: Layout) -> None:
    """Let a layout whose moment is still to come never show; it stays in the history.

    Called off again it stays so. Raises Outdated when it shows already.
    """
    if layout.published_at is None:
        return
    called = session.execute(
        update(Layout)
        .where(Layout.id == layout.id, Layout.published_at > now)
        .values(published_at=None)
    )
    if called.rowcount != 1:  # type: ignore[attr-defined]
        raise Outdated
    session.expire(layout)
    record(session, now, actor_id, "call_off", "layout", layout.id, page=layout.page)


def restore_layout(session: Session, now: datetime, actor_id: int, earlier: Layout) -> Layout:
    """Let an earlier layout show again at once; the draft of the page stays as it is.

    Where the one that shows is that one, or brings it back already, nothing is done.
    """
    online = online_layout(session, earlier.page, now)
    if online is not None and earlier.id in (online.id, online.restored_id):
        return online
    tiles = values_of_layout(session, earlier.id)
    if not tiles:
        raise NothingToPublish
    layout = _make(session, now, actor_id, earlier.page, tiles, restored_id=earlier.id)
    record(session, now, actor_id, "restore", "layout", layout.id,
           page=earlier.page, restored_layout=earlier.id)  # fmt: skip
    return layout


def take_up_layout(
    session: Session, now: datetime, actor_id: int, earlier: Layout, seen: int
) -> Draft:
    """Make the draft of a page of an earlier layout, in the place of the draft that there is.

    `seen` is the version of that draft, 0 where there was none. Raises Outdated.
    """
    draft = find_draft(session, earlier.page)
    if (draft.version if draft else 0) != seen:
        raise Outdated
    tiles = values_of_layout(session, earlier.id)
    made = fill_draft(
        session, now, actor_id, earlier.page, tiles, online_layout(session, earlier.page, now)
    )
    record(session, now, actor_id, "take_up", "layout", earlier.id, page=earlier.page)
    return made


def give_up(session: Session, now: datetime, actor_id: int, draft: Draft, seen: int) -> None:
    """Give a draft up: the page stays as it is. Raises Outdated."""
    page = draft.page
    discard_draft(session, draft, seen)
    record(session, now, actor_id, "discard", "layout", None, page=page)


def _make(
    session: Session,
    now: datetime,
    actor_id: int,
    page: PageKind,
    tiles: Sequence[TileValues],
    *,
    at: datetime | None = None,
    note: str = "",
    restored_id: int | None = None,
) -> Layout:
    layout = Layout(
        page=page,
        created_at=now,
        created_by_id=actor_id,
        published_at=at or now,
        restored_id=restored_id,
        note=note,
    )
    session.add(layout)
    session.flush()
    for position, values in enumerate(tiles, 1):
        tile = Tile(
            layout_id=layout.id,
            position=position,
            mark=values.mark or new_mark(),
            kind=values.kind,
            title=values.title,
            width=values.width,
            height=values.height,
            finish=Finish(values.finish),
            settings=values.settings,
            shown_from=values.shown_from,
            shown_until=values.shown_until,
            audience=[TileAudience(key=key) for key in sorted(values.audience)],
        )
        session.add(tile)
        session.flush()
        store_files(session, values.files, tile_id=tile.id)
    ensure_feeds(session, tiles)
    return layout
