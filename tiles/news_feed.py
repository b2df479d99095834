"""The news: the newest articles of chosen blogs, an updated one back at the top (guide p. 9)."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, ClassVar

from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from wtforms import Form
from wtforms.validators import NumberRange

from app.forms import AtMost, IdsField, NumberField, SwitchField
from app.models import PageKind, Rubrique
from app.queries.articles import newest_in
from app.queries.cards import cards
from app.queries.rubriques import listed_rubriques
from app.rules.audience import Viewer
from app.text.slugs import slugify
from app.tile import PlacedTile, TileType, read

MOST_RUBRIQUES = 40
MOST_ARTICLES = 30


class NewsFeed(TileType):
    """Only rubriques whose blog is on give news; children of a chosen one are chosen apart."""

    kind = "news_feed"
    label = _l("News")
    icon = "newspaper"
    pages = frozenset(PageKind)
    example: ClassVar[Mapping[str, Any]] = {
        "rubriques": [1, 2],
        "maximum": 6,
        "show_summary": False,
    }

    class Settings(Form):
        """Where the news come from, how many, and what a card shows."""

        rubriques = IdsField(_l("Rubriques"), validators=[AtMost(MOST_RUBRIQUES)])
        maximum = NumberField(
            _l("How many articles at most"),
            default=6,
            validators=[NumberRange(min=1, max=MOST_ARTICLES)],
        )
        show_illustration = SwitchField(_l("Illustration"), default=True)
        show_summary = SwitchField(_l("Summary"), default=True)
        show_dates = SwitchField(_l("Dates"), default=True)

    def context(
        self, tile: PlacedTile, settings: Mapping[str, Any], viewer: Viewer, now: datetime
    ) -> dict[str, Any]:
        """Give the cards, and the rubrique where all its articles are: the first one chosen."""
        blogs = self._blogs(settings["rubriques"], viewer)
        newest = newest_in(viewer, now, [blog.id for blog in blogs], settings["maximum"])
        return {
            "articles": cards(read(), newest, now),
            "source": (blogs[0].id, slugify(blogs[0].name)) if blogs else None,
            "pictures": settings["show_illustration"],
            "summary": settings["show_summary"],
            "dates": settings["show_dates"],
        }

    def _blogs(self, ids: Sequence[int], viewer: Viewer) -> list[Rubrique]:
        found = read().scalars(
            select(Rubrique).where(
                Rubrique.id.in_(ids),
                Rubrique.has_blog,
                Rubrique.id.in_(listed_rubriques(viewer)),
            )
        )
        return sorted(found, key=lambda rubrique: ids.index(rubrique.id))
