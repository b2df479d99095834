"""How to reach the school and how to come: address, map, telephone, opening hours, networks."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar

from flask_babel import lazy_gettext as _l
from wtforms import Form

from app.forms import SwitchField, is_web_address
from app.models import PageKind
from app.queries.school import read_school
from app.rules.audience import Viewer
from app.rules.page_tiles import Sources
from app.tile import PlacedTile, TileType, read


class Contact(TileType):
    """All of it comes from the school's settings; the tile says which parts show."""

    kind = "contact"
    label = _l("Contact and access")
    about = _l("Address, how to come, telephone and opening hours, from the settings of the site.")
    icon = "phone"
    pages = frozenset(PageKind)
    columns = 4
    example: ClassVar[Mapping[str, Any]] = {"show_networks": True}

    class Settings(Form):
        """Which parts show, of those that the settings of the site hold."""

        show_address = SwitchField(_l("Postal address"), default=True)
        show_map = SwitchField(_l("Link to a map"), default=True)
        show_access = SwitchField(_l("How to come"), default=True)
        show_phone = SwitchField(_l("Telephone"), default=True)
        show_email = SwitchField(_l("Mail address"), default=False)
        show_hours = SwitchField(_l("Opening hours"), default=True)
        show_networks = SwitchField(_l("Networks"), default=False)

    def context(
        self, tile: PlacedTile, settings: Mapping[str, Any], viewer: Viewer, now: datetime
    ) -> dict[str, Any]:
        """Give the parts of the school that show, in one query; what is not told is empty."""
        school = read_school(read())
        parts = {
            "street": (school.street, "show_address"),
            "town": (f"{school.postcode} {school.city}".strip(), "show_address"),
            "map_url": (school.map_url, "show_map"),
            "access": (school.access, "show_access"),
            "phone": (school.phone, "show_phone"),
            "email": (school.email, "show_email"),
            "opening_hours": (school.opening_hours, "show_hours"),
            "networks": (
                [
                    one
                    for one in school.social_links
                    if one.get("name") and is_web_address(one.get("url"))
                ],
                "show_networks",
            ),
        }
        return {name: part if settings[switch] else "" for name, (part, switch) in parts.items()}

    def sources(self, settings: Mapping[str, Any]) -> Sources:
        """Say that the settings of the site show."""
        return Sources(school=True)
