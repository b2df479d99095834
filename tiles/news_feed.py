"""The news: the newest articles of chosen blogs, an updated one back at the top (guide p. 9)."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, ClassVar

from flask_babel import lazy_gettext as _l
from sqlalchemy import Select
from wtforms import Form
from wtforms.validators import NumberRange

from app.forms import AtMost, NumberField, RubriquesField, SwitchField
from app.models import Article, PageKind
from app.pins_field import PinsField, pins_in
from app.queries.articles import current_articles, in_flow, newest_in, pinned_first
from app.queries.cards import ArticleCard, cards
from app.rules.audience import Viewer
from app.rules.page_tiles import Sources, Supply, pinned
from app.tile import PlacedTile, TileType, read

MOST_RUBRIQUES = 40
MOST_ARTICLES = 30
MOST_PINS = 12


class NewsFeed(TileType):
    """Only rubriques whose blog is on give news; children of a chosen one are chosen apart.

    Where none is chosen, all blogs that the viewer may read give theirs. Pinned articles of any
    rubrique stand first until their day; they count in the maximum.
    """

    kind = "news_feed"
    label = _l("News")
    about = _l("The newest articles of the rubriques that you choose; it keeps itself up to date.")
    icon = "newspaper"
    pages = frozenset(PageKind)
    columns = 8
    example: ClassVar[Mapping[str, Any]] = {
        "rubriques": [1, 2],
        "maximum": 6,
        "show_summary": False,
    }

    class Settings(Form):
        """Where the news come from, how many, and what a card shows."""

        rubriques = RubriquesField(
            _l("Rubriques"),
            supply=Supply.NEWS,
            description=_l("Where none is chosen, all blogs give their news."),
            validators=[AtMost(MOST_RUBRIQUES)],
        )
        pins = PinsField(
            _l("Pinned at the head"),
            description=_l(
                "These stay first until the end of their day, whatever comes after; "
                "they count in the number of articles."
            ),
            validators=[AtMost(MOST_PINS)],
        )
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
        """Give the cards, and where there are more of them, in one query."""
        articles = cards(read(), self.articles(settings, viewer, now), now)
        return {
            "articles": articles,
            "source": _source(settings["rubriques"], articles),
            "pictures": settings["show_illustration"],
            "summary": settings["show_summary"],
            "dates": settings["show_dates"],
        }

    def articles(
        self, settings: Mapping[str, Any], viewer: Viewer, now: datetime
    ) -> Select[Article]:
        """Select what is pinned, then the newest of the chosen blogs, or of all of them."""
        chosen, most = settings["rubriques"], settings["maximum"]
        flow = (
            newest_in(viewer, now, chosen, most)
            if chosen
            else in_flow(current_articles(viewer, now)).limit(most)
        )
        return pinned_first(viewer, now, pinned(pins_in(settings["pins"]), now), flow, most)

    def sources(self, settings: Mapping[str, Any]) -> Sources:
        """Name the blogs, and what is pinned before their news."""
        chosen = tuple(settings["rubriques"])
        return Sources(
            Supply.NEWS,
            chosen,
            everywhere=not chosen,
            pins=pins_in(settings["pins"]),
            maximum=settings["maximum"],
            has_pictures=settings["show_illustration"],
        )


def _source(chosen: Sequence[int], articles: Sequence[ArticleCard]) -> tuple[int, str] | None:
    """Return the first chosen rubrique of which an article is shown: all its others are there."""
    blogs = {card.rubrique_id: card.rubrique_slug for card in articles}
    return next(((id_, blogs[id_]) for id_ in chosen if id_ in blogs), None)
