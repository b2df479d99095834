"""The tiles of a page with what their types say of them, for the pages that explain it."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from flask import abort, request, url_for
from flask_babel import gettext as _
from sqlalchemy import Select

from app.access import now, rights
from app.composed import drafted_tiles
from app.desk import Entry, entry
from app.extensions import db
from app.models import Article, PageKind
from app.queries.drafts import find_draft
from app.queries.page_tiles import laid_tiles
from app.rules.audience import ANONYMOUS, Viewer
from app.rules.page_tiles import LaidTile, Sources
from app.rules.pages import composed_with
from app.tile import TileType, checked_settings
from tiles import TYPES

log = logging.getLogger(__name__)

OF_PAGE = {PageKind.PUBLIC_HOME: "home", PageKind.PERSONAL_HOME: "personal"}
"""How the endpoints of each page begin."""
OF, DRAFT = "de", "brouillon"
"""In an address: the draft is asked about, not the page that shows."""
OF_DRAFT: dict[str, Any] = {OF: DRAFT}


@dataclass(frozen=True)
class Laid:
    """A tile in its place; one whose kind, settings or sources cannot be read has no type."""

    tile: LaidTile
    number: int
    type: TileType | None
    settings: Mapping[str, Any]

    @property
    def name(self) -> str:
        """Its title, or what its kind is called."""
        return self.tile.title or self.kind_name

    @property
    def kind_name(self) -> str:
        """What its kind is called."""
        return _("Unknown tile") if self.type is None else str(self.type.label)

    @property
    def sources(self) -> Sources | None:
        """Where what it shows comes from; none when nobody knows."""
        return None if self.type is None else self.type.sources(self.settings)

    def takes_articles(self, at: datetime) -> bool:
        """Whether articles may stand in it, be there some or none."""
        return self.articles(ANONYMOUS, at) is not None

    def articles(self, viewer: Viewer, at: datetime) -> Select[Article] | None:
        """Select the articles that it shows, as the page itself does; none where it fails."""
        try:
            return None if self.type is None else self.type.articles(self.settings, viewer, at)
        except Exception:
            log.exception(
                "tile %s of kind %r cannot say its articles", self.tile.id, self.tile.kind
            )
            return None


def read_laid(tiles: Sequence[LaidTile]) -> list[Laid]:
    """Return tiles with their types, in their order."""
    return [_read(tile, number) for number, tile in enumerate(tiles, 1)]


def asked_tiles(page: PageKind) -> Sequence[LaidTile] | None:
    """Return the tiles that are asked about: of the page that shows, or of its draft.

    None where nobody has composed the page; 404 for a draft that is not there.
    """
    if not asks_for_draft():
        return laid_tiles(db.session(), page, now())
    if find_draft(db.session(), page) is None:
        abort(404)
    return [one.laid for one in drafted_tiles(db.session(), page, now())]


def asks_for_draft() -> bool:
    """Tell whether the address asks about the draft of a page."""
    return request.args.get(OF) == DRAFT


def same_of_draft() -> dict[str, Any]:
    """Return what the addresses of the other pages say beside, to be of the same tiles."""
    return OF_DRAFT if asks_for_draft() else {}


def draft_views(page: PageKind, endpoint: str) -> list[Entry]:
    """Return the page that shows and its draft as tabs; none where there is no draft."""
    if find_draft(db.session(), page) is None:
        return []
    asks = asks_for_draft()
    return [
        Entry(_("The page online"), url_for(endpoint), not asks),
        Entry(_("The draft"), url_for(endpoint, **OF_DRAFT), asks),
    ]


def page_views(before: str = "", after: str = "") -> list[Entry]:
    """Return the pages that one composes as tabs, where there is more than one.

    Their names stand between the parts of an endpoint's name.
    """
    composed = composed_with(rights())
    found = (entry(page_name(page), f"site.{before}{OF_PAGE[page]}{after}") for page in composed)
    return [replace(one, count=None) for one in found] if len(composed) > 1 else []


def page_name(page: PageKind) -> str:
    """Return what a page of tiles is called."""
    names = {
        PageKind.PUBLIC_HOME: _("Public home page"),
        PageKind.PERSONAL_HOME: _("Personal home page"),
    }
    return str(names[page])


def _read(tile: LaidTile, number: int) -> Laid:
    try:
        found, settings = checked_settings(TYPES, tile.kind, tile.settings)
        found.sources(settings)
    except Exception:  # the same as a page does with it: it stands, without the tile
        return Laid(tile, number, None, {})
    return Laid(tile, number, found, settings)
