"""The high tile: a wide picture, and on its foot an article with its summary (guide p. 8)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar

from flask_babel import lazy_gettext as _l
from sqlalchemy import Select
from wtforms import Form

from app.forms import IdField, SwitchField
from app.images.forms import HERO
from app.images.parts import part_in
from app.models import Article, PageKind, Slot
from app.part_field import PartField
from app.queries.articles import current_articles
from app.queries.cards import ArticleCard, Picture, cards
from app.rules.audience import Viewer
from app.rules.page_tiles import Sources
from app.tile import PictureSlot, PlacedTile, TileType, read


class Hero(TileType):
    """The picture stands in the slot PICTURE, and for the dark appearance in PICTURE_DARK."""

    kind = "hero"
    label = _l("High tile")
    about = _l("A wide picture at the head of the page, with an article if you like.")
    icon = "image"
    pages = frozenset({PageKind.PUBLIC_HOME})
    columns = 12
    example: ClassVar[Mapping[str, Any]] = {"enabled": True, "article": 1}
    is_wide = True
    slots: ClassVar[Mapping[Slot, PictureSlot]] = {
        Slot.PICTURE: PictureSlot(_l("Picture"), HERO),
        Slot.PICTURE_DARK: PictureSlot(_l("Picture for the dark appearance"), HERO, is_twin=True),
    }

    class Settings(Form):
        """Whether the tile shows, the article to which it leads, what shows of its pictures."""

        enabled = SwitchField(
            _l("Show the high tile"),
            description=_l("Empty, the tile is disabled: nobody sees it, its settings are kept."),
            default=True,
        )
        article = IdField(_l("Article"))
        picture_part = PartField()
        picture_dark_part = PartField()

    def context(
        self, tile: PlacedTile, settings: Mapping[str, Any], viewer: Viewer, now: datetime
    ) -> dict[str, Any] | None:
        """Give the pictures, and the article if the viewer may read it and it is current."""
        picture = _cropped(tile, Slot.PICTURE, settings)
        article = self._article(settings, viewer, now) if settings["enabled"] else None
        if not settings["enabled"] or (picture is None and article is None):
            return None
        return {
            "picture": picture,
            "dark_picture": _cropped(tile, Slot.PICTURE_DARK, settings),
            "article": article,
        }

    def articles(
        self, settings: Mapping[str, Any], viewer: Viewer, now: datetime
    ) -> Select[Article]:
        """Select the article to which it leads, if it is current."""
        chosen = self.sources(settings).articles if settings["enabled"] else ()
        return current_articles(viewer, now).where(Article.id.in_(chosen))

    def sources(self, settings: Mapping[str, Any]) -> Sources:
        """Name the article."""
        chosen = settings["article"]
        return Sources(articles=() if chosen is None else (chosen,), is_off=not settings["enabled"])

    def _article(
        self, settings: Mapping[str, Any], viewer: Viewer, now: datetime
    ) -> ArticleCard | None:
        if settings["article"] is None:
            return None
        return next(iter(cards(read(), self.articles(settings, viewer, now), now)), None)


def _cropped(tile: PlacedTile, slot: Slot, settings: Mapping[str, Any]) -> Picture | None:
    picture = tile.pictures.get(slot)
    return picture and picture.showing(part_in(settings[f"{slot}_part"]))
