"""The newest items of another site, by its RSS, Atom or JSON feed (guide p. 8)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar
from urllib.parse import urlsplit

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from wtforms import Field as AnyField
from wtforms import Form, ValidationError
from wtforms.validators import NumberRange

from app.external.address import PORTS, is_inner, place_of
from app.external.faults import FeedFault
from app.feed_words import FAULT_WORDS
from app.forms import NumberField, SwitchField, TextField
from app.models import PageKind
from app.queries.external_feeds import TILE_KIND, feed_with_items
from app.rules.audience import Viewer
from app.rules.page_tiles import Sources
from app.tile import PlacedTile, TileType, read

MOST_ITEMS = 10


class FeedAddress:
    """Validator: nothing, or an address of the public web that may be asked for a feed."""

    def __call__(self, form: Form, field: AnyField) -> None:
        """Raise ValidationError for any other; whether a feed is there shows when it is asked."""
        if not field.data:
            return
        try:
            place = place_of(field.data)
        except FeedFault as refusal:
            raise ValidationError(_words(field.data)) from refusal
        if is_inner(place):
            raise ValidationError(
                _l(
                    "This address leads to a private network or to this server itself. "
                    "Only sites of the public web can be shown."
                )
            )


def _words(text: str) -> LazyString:
    """Say what is wrong with what is no address that may be asked."""
    scheme, colon, _rest = text.partition(":")
    if colon and scheme.isalpha() and scheme.lower() not in PORTS:
        return _l("Only addresses that begin with https:// or http:// can be read.")
    return _l("Enter the address of a feed, as https://www.example.fr/rss.xml.")


class ExternalFeed(TileType):
    """It shows the copy that a job took; what it cannot show yet is said to who manages all."""

    kind = TILE_KIND
    label = _l("Feed of another site")
    about = _l("The newest titles of another site, by its RSS, Atom or JSON feed.")
    icon = "rss"
    pages = frozenset(PageKind)
    columns = 4
    example: ClassVar[Mapping[str, Any]] = {
        "url": "https://rectorat.example/rss.xml",
        "maximum": 5,
        "show_summary": False,
    }

    class Settings(Form):
        """Where the feed is, how many of its items, and what of them shows."""

        url = TextField(
            _l("Address of the feed (RSS, Atom or JSON)"),
            description=_l(
                "The site takes a copy every hour. Whoever publishes on the other site "
                "publishes on this page too."
            ),
            filters=[lambda text: text.strip() if isinstance(text, str) else text],
            validators=[FeedAddress()],
        )
        maximum = NumberField(
            _l("How many items at most"),
            default=5,
            validators=[NumberRange(min=1, max=MOST_ITEMS)],
        )
        show_dates = SwitchField(_l("Dates"), default=True)
        show_summary = SwitchField(_l("Summary"), default=True)

    def context(
        self, tile: PlacedTile, settings: Mapping[str, Any], viewer: Viewer, now: datetime
    ) -> dict[str, Any] | None:
        """Give the items of the last good copy, in one query."""
        rows = read().execute(feed_with_items(settings["url"], settings["maximum"])).all()
        feed = rows[0].ExternalFeed if rows else None
        items = [row.ExternalItem for row in rows if row.ExternalItem is not None]
        if not items and not viewer.manages_everywhere:
            return None
        return {
            "name": (feed.title if feed else "") or urlsplit(settings["url"]).hostname or "",
            "items": items,
            "copied_at": feed.copied_at if feed and feed.failing_since else None,
            "fault": FAULT_WORDS.get(rows[0].fault, "") if rows else "",
            "dates": settings["show_dates"],
            "summary": settings["show_summary"],
        }

    def sources(self, settings: Mapping[str, Any]) -> Sources:
        """Name the other site: who publishes there publishes on the page (guide p. 8)."""
        host = urlsplit(settings["url"]).hostname
        return Sources(maximum=settings["maximum"], hosts=(host,) if host else ())
