"""Where to follow the school: its feed, and its pages on social networks as plain links."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar

from flask_babel import lazy_gettext as _l
from wtforms import Form
from wtforms.validators import Length

from app.forms import Readable, SwitchField, TextField, is_web_address
from app.models import PageKind
from app.queries.school import read_school
from app.rules.audience import Viewer
from app.rules.page_tiles import Sources
from app.tile import PlacedTile, TileType, read


class SocialLink(TileType):
    """The networks are those of the school's settings; nothing is loaded from them."""

    kind = "social_link"
    label = _l("Follow the school")
    about = _l("Where the school can be followed: plain links, without tracker.")
    icon = "rss"
    pages = frozenset(PageKind)
    columns = 4
    example: ClassVar[Mapping[str, Any]] = {
        "text": "Toutes les actualités, sans compte et sans publicité."
    }

    class Settings(Form):
        """A sentence before the links, and whether the school's own feed is among them."""

        text = TextField(_l("Text"), validators=[Length(max=300), Readable()])
        show_feed = SwitchField(_l("Link to the RSS feed"), default=True)

    def context(
        self, tile: PlacedTile, settings: Mapping[str, Any], viewer: Viewer, now: datetime
    ) -> dict[str, Any] | None:
        """Give the networks whose address may be a link."""
        networks = [
            (network["name"], network["url"])
            for network in read_school(read()).social_links
            if is_web_address(network.get("url")) and network.get("name")
        ]
        if not networks and not settings["show_feed"]:
            return None
        return {**settings, "networks": networks}

    def sources(self, settings: Mapping[str, Any]) -> Sources:
        """Say that the settings of the site show."""
        return Sources(school=True)
