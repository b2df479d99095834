"""Formatted text, with content of other sites that is shown after a click (guide p. 8)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar

from flask_babel import lazy_gettext as _l
from wtforms import Form
from wtforms.validators import Length

from app.forms import HtmlField
from app.models import PageKind, Slot
from app.queries.consent import bodies_for_readers
from app.rules.audience import Viewer
from app.rules.page_tiles import Sources
from app.text.embeds import Embed, split
from app.tile import PlacedTile, TileType, read


class RichText(TileType):
    """A text that ends with an embed shows it beside itself, before its PICTURE if it has one."""

    kind = "rich_text"
    label = _l("Formatted text")
    about = _l("A text of your own, with a film or a tool of another site.")
    icon = "file-text"
    pages = frozenset(PageKind)
    columns = 12
    example: ClassVar[Mapping[str, Any]] = {
        "html": "<p>Le préau neuf, le CDI, les laboratoires et le self.</p>"
        '<iframe src="https://framatube.org/videos/embed/visite" title="La visite"></iframe>'
    }

    class Settings(Form):
        """The text, cleaned when it is saved."""

        html = HtmlField(_l("Text"), validators=[Length(max=50_000)])

    def context(
        self, tile: PlacedTile, settings: Mapping[str, Any], viewer: Viewer, now: datetime
    ) -> dict[str, Any] | None:
        """Give the text in pieces, the embed that ends it apart."""
        [html] = bodies_for_readers(read(), [settings["html"]], now)
        pieces = [one for one in split(html) if isinstance(one, Embed) or one.strip()]
        if not pieces:
            return None
        embeds = [piece for piece in pieces if isinstance(piece, Embed)]
        ends_with_embed = len(embeds) == 1 and pieces[-1] is embeds[0]
        return {
            "pieces": pieces[:-1] if ends_with_embed else pieces,
            "shown": embeds[0] if ends_with_embed else None,
            "picture": tile.pictures.get(Slot.PICTURE),
        }

    def sources(self, settings: Mapping[str, Any]) -> Sources:
        """Name the sites of which something is embedded (guide p. 8)."""
        pieces = split(settings["html"])
        hosts = (piece.host for piece in pieces if isinstance(piece, Embed))
        return Sources(hosts=tuple(dict.fromkeys(hosts)))
