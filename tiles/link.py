"""A permanent link: one door to a page of the site or to another one."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar

from flask import url_for
from flask_babel import lazy_gettext as _l
from wtforms import Form
from wtforms.validators import Length

from app.forms import IdField, LinkTarget, Readable, TextField, is_web_address
from app.models import PageKind
from app.queries.rubriques import listed_rubrique
from app.rules.audience import Viewer
from app.rules.page_tiles import Sources, Supply
from app.text.slugs import slugify
from app.tile import PlacedTile, TileType, read


class Link(TileType):
    """Its title is the name of the door; none leads to what is archived or not readable."""

    kind = "link"
    label = _l("Link")
    about = _l("One door to a page of this site or of another one.")
    icon = "link"
    pages = frozenset(PageKind)
    columns = 2
    example: ClassVar[Mapping[str, Any]] = {
        "url": "/contact",
        "icon": "phone",
        "note": "Qui appeler, quand venir",
    }

    class Settings(Form):
        """Where the door leads (a rubrique before an address), its icon, and a few words."""

        rubrique = IdField(_l("Rubrique"))
        url = TextField(_l("Address"), default="/", validators=[LinkTarget(), Length(max=2000)])
        icon = TextField(_l("Icon"), default="arrow-right", validators=[Length(max=60), Readable()])
        note = TextField(_l("A few words"), validators=[Length(max=100), Readable()])

    def context(
        self, tile: PlacedTile, settings: Mapping[str, Any], viewer: Viewer, now: datetime
    ) -> dict[str, Any] | None:
        """Give the door; one without a name cannot be entered."""
        url = settings["url"]
        if settings["rubrique"] is not None:
            url = _address_of(settings["rubrique"], viewer)
        if not tile.title or url is None:
            return None
        return {
            "url": url,
            "icon_name": settings["icon"],
            "note": settings["note"],
            "external": is_web_address(url),
        }

    def sources(self, settings: Mapping[str, Any]) -> Sources:
        """Name the rubrique to which it leads; all its words are its own."""
        chosen = settings["rubrique"]
        return Sources(Supply.LINK, () if chosen is None else (chosen,))


def _address_of(rubrique_id: int, viewer: Viewer) -> str | None:
    rubrique = read().scalar(listed_rubrique(viewer, rubrique_id))
    if rubrique is None:
        return None
    return url_for("public.rubrique", rubrique_id=rubrique.id, slug=slugify(rubrique.name))
