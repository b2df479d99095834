"""A picture with its words, which can be a link to an article or to an address."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar

from flask import url_for
from flask_babel import lazy_gettext as _l
from sqlalchemy import Select
from wtforms import Form, ValidationError
from wtforms.validators import Length

from app.forms import IdField, TextField, is_link_target, is_web_address
from app.forms import LinkTarget as Target
from app.models import Article, PageKind, Slot
from app.queries.articles import current_articles
from app.queries.cards import cards
from app.rules.audience import Viewer
from app.rules.page_tiles import Sources
from app.tile import PictureSlot, PlacedTile, TileType, read


class Picture(TileType):
    """The picture stands in the slot PICTURE, whole; an article that may not be read is no link."""

    kind = "picture"
    label = _l("Picture")
    about = _l("A picture with its caption, which can lead to an article or another page.")
    icon = "image"
    pages = frozenset(PageKind)
    columns = 4
    slots: ClassVar[Mapping[Slot, PictureSlot]] = {
        Slot.PICTURE: PictureSlot(_l("Picture"), has_caption=True)
    }

    class Settings(Form):
        """Where a click leads: to an article before an address, or nowhere."""

        article = IdField(_l("Article"))
        url = TextField(
            _l("Or an address"),
            description=_l("A page of this site, as /contact, or an address with https://."),
            validators=[Length(max=2000)],
        )

        def validate_url(self, field: TextField) -> None:
            """Refuse what cannot be the target of a link."""
            if field.data and not is_link_target(field.data):
                raise ValidationError(Target.message)

    def context(
        self, tile: PlacedTile, settings: Mapping[str, Any], viewer: Viewer, now: datetime
    ) -> dict[str, Any] | None:
        """Give the picture and where it leads this viewer."""
        picture = tile.pictures.get(Slot.PICTURE)
        if picture is None:
            return None
        url = settings["url"]
        if settings["article"] is not None:
            url = self._address(settings, viewer, now)
        return {"picture": picture, "url": url, "external": is_web_address(url)}

    def leads_somewhere(self, settings: Mapping[str, Any]) -> bool:
        """Tell whether it is a link for anybody."""
        return settings["article"] is not None or bool(settings["url"])

    def articles(
        self, settings: Mapping[str, Any], viewer: Viewer, now: datetime
    ) -> Select[Article]:
        """Select the article to which it leads, if it is current."""
        return current_articles(viewer, now).where(Article.id.in_(self.sources(settings).articles))

    def sources(self, settings: Mapping[str, Any]) -> Sources:
        """Name the article."""
        chosen = settings["article"]
        return Sources(articles=() if chosen is None else (chosen,))

    def _address(self, settings: Mapping[str, Any], viewer: Viewer, now: datetime) -> str:
        found = cards(read(), self.articles(settings, viewer, now), now)
        return next(
            (url_for("public.article", article_id=one.id, slug=one.slug) for one in found), ""
        )
