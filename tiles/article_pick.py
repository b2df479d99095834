"""Articles that an editor chose, in the chosen order."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar

from flask_babel import lazy_gettext as _l
from sqlalchemy import Select
from wtforms import Form

from app.forms import AtMost, IdsField, SwitchField
from app.models import Article, PageKind
from app.queries.articles import current_articles
from app.queries.cards import cards
from app.rules.audience import Viewer
from app.rules.page_tiles import Sources
from app.tile import PlacedTile, TileType, read

MOST = 12


class ArticlePick(TileType):
    """One that is no longer current, or that the viewer may not read, is left out."""

    kind = "article_pick"
    label = _l("Chosen articles")
    about = _l("The articles that you choose, in your order.")
    icon = "pin"
    pages = frozenset(PageKind)
    columns = 12
    example: ClassVar[Mapping[str, Any]] = {"articles": [3, 1, 2]}

    class Settings(Form):
        """The articles, and what a card shows."""

        articles = IdsField(_l("Articles"), validators=[AtMost(MOST)])
        show_illustration = SwitchField(_l("Illustration"), default=True)
        show_summary = SwitchField(_l("Summary"), default=True)
        show_dates = SwitchField(_l("Dates"), default=True)

    def context(
        self, tile: PlacedTile, settings: Mapping[str, Any], viewer: Viewer, now: datetime
    ) -> dict[str, Any] | None:
        """Give the cards, in one query."""
        ids: list[int] = settings["articles"]
        found = cards(read(), self.articles(settings, viewer, now), now)
        articles = sorted(found, key=lambda card: ids.index(card.id))
        if not articles:
            return None
        return {
            "articles": articles,
            "pictures": settings["show_illustration"],
            "summary": settings["show_summary"],
            "dates": settings["show_dates"],
        }

    def articles(
        self, settings: Mapping[str, Any], viewer: Viewer, now: datetime
    ) -> Select[Article]:
        """Select those that are current."""
        return current_articles(viewer, now).where(Article.id.in_(settings["articles"]))

    def sources(self, settings: Mapping[str, Any]) -> Sources:
        """Name the articles."""
        return Sources(
            articles=tuple(settings["articles"]), has_pictures=settings["show_illustration"]
        )
