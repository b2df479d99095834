"""Doors to rubriques that an editor chose, in the chosen order."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar

from flask import url_for
from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from wtforms import Form

from app.forms import AtMost, RubriquesField
from app.models import PageKind, Rubrique
from app.queries.rubriques import listed_rubriques
from app.rules.audience import Viewer
from app.rules.page_tiles import Sources, Supply
from app.text.slugs import slugify
from app.tile import PlacedTile, TileType, read

MOST = 24


class RubriqueList(TileType):
    """Those that the viewer may not read are left out."""

    kind = "rubrique_list"
    label = _l("List of rubriques")
    about = _l("Doors to the rubriques that you choose.")
    icon = "list"
    pages = frozenset(PageKind)
    columns = 4
    example: ClassVar[Mapping[str, Any]] = {"rubriques": [2, 1]}

    class Settings(Form):
        """The rubriques."""

        rubriques = RubriquesField(_l("Rubriques"), supply=Supply.DOORS, validators=[AtMost(MOST)])

    def context(
        self, tile: PlacedTile, settings: Mapping[str, Any], viewer: Viewer, now: datetime
    ) -> dict[str, Any] | None:
        """Give the doors, in one query."""
        ids: list[int] = settings["rubriques"]
        readable = select(Rubrique).where(
            Rubrique.id.in_(ids), Rubrique.id.in_(listed_rubriques(viewer))
        )
        found = sorted(read().scalars(readable), key=lambda rubrique: ids.index(rubrique.id))
        return {"doors": [_door(rubrique) for rubrique in found]} if found else None

    def sources(self, settings: Mapping[str, Any]) -> Sources:
        """Name the rubriques: their names and notes are theirs."""
        return Sources(Supply.DOORS, tuple(settings["rubriques"]))


def _door(rubrique: Rubrique) -> dict[str, str]:
    return {
        "name": rubrique.name,
        "url": url_for("public.rubrique", rubrique_id=rubrique.id, slug=slugify(rubrique.name)),
        "note": rubrique.note or "",
        "icon": rubrique.icon or "",
    }
