"""Pages of tiles for tests: lay tiles, show them to somebody, count the statements."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from flask import Flask
from lxml import html
from sqlalchemy import event
from sqlalchemy.orm import Session

from app.extensions import db
from app.models import (
    DraftTile,
    Finish,
    Layout,
    Media,
    MediaKind,
    MediaUse,
    PageKind,
    Slot,
    Tile,
    TileAudience,
)
from app.rules.audience import ANONYMOUS, Viewer
from app.tile_rendering import render_page
from tests.factories import NOW
from tiles import TYPES

MEMBER = Viewer(7, frozenset({"public", "members", "profile:teacher", "user:7"}))
HEAD = Viewer(8, frozenset({"public", "members", "profile:staff", "duty:head", "user:8"}))


def lay_tile(
    session: Session,
    kind: str,
    settings: Any = None,
    *,
    title: str = "Une tuile",
    width: int = 12,
    height: int = 1,
    finish: Finish = Finish.STONE,
    audience: tuple[str, ...] = ("public",),
) -> Tile:
    """Add a tile at the end of the public home page, which is made with its first tile."""
    layout = session.query(Layout).first()
    if layout is None:
        layout = Layout(
            page=PageKind.PUBLIC_HOME, created_at=NOW, published_at=NOW - timedelta(days=1)
        )
        session.add(layout)
    tile = Tile(
        position=len(layout.tiles),
        kind=kind,
        title=title,
        width=width,
        height=height,
        finish=finish,
        settings={} if settings is None else settings,
        mark=f"mark-{len(layout.tiles)}",
        audience=[TileAudience(key=key) for key in audience],
    )
    layout.tiles.append(tile)
    session.flush()
    return tile


def add_picture(
    session: Session,
    slot: Slot,
    *,
    tile: Tile | None = None,
    draft_tile: DraftTile | None = None,
    revision_id: int | None = None,
    alt: str = "Une rivière",
    size: tuple[int, int] = (2100, 1200),
) -> Media:
    """Use a picture somewhere; its files are not written."""
    media = Media(
        kind=MediaKind.PICTURE,
        title="Rivière",
        filename="riviere.jpg",
        mime_type="image/jpeg",
        size=9000,
        width=size[0],
        height=size[1],
        created_at=NOW,
    )
    session.add(media)
    session.flush()
    session.add(
        MediaUse(
            media_id=media.id,
            slot=slot,
            alt=alt,
            tile_id=tile.id if tile else None,
            draft_tile_id=draft_tile.id if draft_tile else None,
            revision_id=revision_id,
        )
    )
    session.flush()
    return media


def shown(
    app: Flask, viewer: Viewer = ANONYMOUS, now: datetime = NOW, types: Any = TYPES
) -> list[html.HtmlElement]:
    """Return what the tiles of the public home page show to a viewer, one element for each."""
    db.session.commit()
    with app.test_request_context("/"):
        rendered = render_page(types, PageKind.PUBLIC_HOME, viewer, now)
    return [html.fragment_fromstring(str(one.html)) for one in rendered if one.html is not None]


def links(element: html.HtmlElement) -> list[tuple[str, str]]:
    """Return (words, address) of the links of an element, in order."""
    return [(" ".join(a.text_content().split()), a.get("href")) for a in element.iter("a")]


def headings(element: html.HtmlElement) -> list[str]:
    """Return the words of the headings under the first two ranks, in order."""
    return [" ".join(found.text_content().split()) for found in element.iter("h3")]


@contextmanager
def counted_queries() -> Iterator[list[str]]:
    """Collect the statements that run meanwhile."""
    statements: list[str] = []

    def note(*arguments: object) -> None:
        statements.append(str(arguments[2]))

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(db.engine, "before_cursor_execute", note)


def with_type(kind: str, tile_type: Any) -> Mapping[str, Any]:
    """Return the tile types with one more, or another in the place of one."""
    return {**TYPES, kind: tile_type}
