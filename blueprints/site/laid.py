"""The tiles of a page with what their types say of them, for the pages that explain it."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import Select

from app.desk import Entry, entry
from app.models import Article, PageKind
from app.rules.audience import ANONYMOUS, Viewer
from app.rules.page_tiles import LaidTile, Sources
from app.tile import TileType, checked_settings
from tiles import TYPES

log = logging.getLogger(__name__)

OF_PAGE = {PageKind.PUBLIC_HOME: "home", PageKind.PERSONAL_HOME: "personal"}
"""How the endpoints of each page begin."""


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

    def takes_articles(self, now: datetime) -> bool:
        """Whether articles may stand in it, be there some or none."""
        return self.articles(ANONYMOUS, now) is not None

    def articles(self, viewer: Viewer, now: datetime) -> Select[Article] | None:
        """Select the articles that it shows, as the page itself does; none where it fails."""
        try:
            return None if self.type is None else self.type.articles(self.settings, viewer, now)
        except Exception:
            log.exception(
                "tile %s of kind %r cannot say its articles", self.tile.id, self.tile.kind
            )
            return None


def read_laid(tiles: Sequence[LaidTile]) -> list[Laid]:
    """Return tiles with their types, in their order."""
    return [_read(tile, number) for number, tile in enumerate(tiles, 1)]


def page_views(before: str = "", after: str = "") -> list[Entry]:
    """Return the two pages as tabs; their names stand between the parts of an endpoint's name."""
    found = (
        entry(page_name(page), f"site.{before}{name}{after}") for page, name in OF_PAGE.items()
    )
    return [replace(one, count=None) for one in found]


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
