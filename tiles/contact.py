"""How to reach the school: its address, telephone and opening hours."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _l

from app.models import PageKind
from app.queries.school import read_school
from app.rules.audience import Viewer
from app.rules.page_tiles import Sources
from app.tile import PlacedTile, TileType, read


class Contact(TileType):
    """All of it comes from the school's settings."""

    kind = "contact"
    label = _l("Contact")
    about = _l("Address, telephone and opening hours, from the settings of the site.")
    icon = "phone"
    pages = frozenset(PageKind)
    columns = 4

    def context(
        self, tile: PlacedTile, settings: Mapping[str, Any], viewer: Viewer, now: datetime
    ) -> dict[str, Any]:
        """Give the school, in one query."""
        return {"school": read_school(read())}

    def sources(self, settings: Mapping[str, Any]) -> Sources:
        """Say that the settings of the site show."""
        return Sources(school=True)
