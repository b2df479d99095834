"""Feeds of other sites: what a tile shows of one, which are due, which are still named."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app.models import DraftTile, ExternalFeed, ExternalItem, FeedCheck, Layout, PageKind, Tile
from app.queries.layouts import current_layout

TILE_KIND = "external_feed"
"""The tiles that name a feed, by the address in their settings."""


def feed_with_items(url: str, most: int) -> Select[*tuple[Any, ...]]:
    """Select a feed, why it could not be read, and its newest items: one row at least."""
    return (
        select(ExternalFeed, FeedCheck.fault, ExternalItem)
        .outerjoin(FeedCheck, FeedCheck.feed_id == ExternalFeed.id)
        .outerjoin(
            ExternalItem,
            (ExternalItem.feed_id == ExternalFeed.id) & (ExternalItem.position < most),
        )
        .where(ExternalFeed.url == url)
        .order_by(ExternalItem.position)
    )


@dataclass(frozen=True)
class FeedState:
    """How it stands with a feed: when its copy was taken, and why the last try failed."""

    copied_at: datetime | None
    failing_since: datetime | None
    fault: str


def feed_states(session: Session, urls: Collection[str]) -> dict[str, FeedState]:
    """Return how it stands with feeds by their addresses, in one query; none where none is."""
    if not urls:
        return {}
    rows = session.execute(
        select(
            ExternalFeed.url, ExternalFeed.copied_at, ExternalFeed.failing_since, FeedCheck.fault
        )
        .outerjoin(FeedCheck, FeedCheck.feed_id == ExternalFeed.id)
        .where(ExternalFeed.url.in_(sorted(urls)))
    )
    return {url: FeedState(copied, failing, fault or "") for url, copied, failing, fault in rows}


def due_feeds(real: datetime) -> Select[int]:
    """Select the feeds that are to be asked for (real time), the longest due first."""
    return select(FeedCheck.feed_id).where(FeedCheck.next_at <= real).order_by(FeedCheck.next_at)


def named_addresses(session: Session, now: datetime) -> set[str]:
    """Return the feeds of tiles that show, that are to show, or that are being composed.

    A tile that was removed from a draft may come back, and counts.
    """
    showing = [current_layout(page, now).scalar_subquery() for page in PageKind]
    coming = select(Layout.id).where(Layout.published_at > now)
    of_layouts = select(Tile.settings).where(
        Tile.kind == TILE_KIND, Tile.layout_id.in_(showing) | Tile.layout_id.in_(coming)
    )
    of_drafts = select(DraftTile.settings).where(DraftTile.kind == TILE_KIND)
    return {
        settings["url"]
        for tiles in (of_layouts, of_drafts)
        for settings in session.scalars(tiles)
        if isinstance(settings, dict) and isinstance(settings.get("url"), str)
    }
