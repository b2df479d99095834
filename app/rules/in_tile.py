"""Why an article stands in a tile of a page, or does not: one check after the other.

`queries/articles.py` says the same in SQL, for the page itself; a test compares both on random
sites. Each check is answered whatever the others say, so that all that stands in the way is told.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.rules.audience import Viewer
from app.rules.page_tiles import LaidTile, Sources, Supply, is_due, is_for, pinned
from app.rules.visibility import (
    Node,
    Publication,
    archived_in,
    is_expired,
    roles_in,
    trashed_in,
)
from app.rules.workflow import Status


class About(StrEnum):
    """What a check asks, of the article, then of the tile."""

    STATE = "state"
    DATES = "dates"
    RUBRIQUE = "rubrique"
    ARCHIVE = "archive"
    TILE = "tile"
    AUDIENCE = "audience"
    TIME = "time"
    PIN = "pin"
    CHOICE = "choice"
    BLOG = "blog"
    PLACE = "place"


class Obstacle(StrEnum):
    """Why not."""

    TRASHED = "trashed"
    DRAFT = "draft"
    PENDING = "pending"
    SCHEDULED = "scheduled"
    EXPIRED = "expired"
    RUBRIQUE_TRASHED = "rubrique_trashed"
    PRIVATE = "private"
    ARCHIVED = "archived"
    BROKEN = "broken"
    NO_ARTICLES = "no_articles"
    OFF = "off"
    NOT_FOR_VIEWER = "not_for_viewer"
    NOT_YET = "not_yet"
    NO_LONGER = "no_longer"
    RUBRIQUE_NOT_CHOSEN = "rubrique_not_chosen"
    PIN_ENDED = "pin_ended"
    NOT_CHOSEN = "not_chosen"
    NO_BLOG = "no_blog"
    BEYOND = "beyond"


@dataclass(frozen=True)
class Check:
    """One answer: no obstacle is a yes."""

    about: About
    obstacle: Obstacle | None = None


@dataclass(frozen=True)
class AskedArticle:
    """An article as the checks see it."""

    id: int
    rubrique_id: int
    has_blog: bool
    publication: Publication


def checks_of_article(
    article: AskedArticle, tree: Sequence[Node], viewer: Viewer, now: datetime
) -> list[Check]:
    """Return what holds for an article whatever the tile: `visibility.is_current`, step by step."""
    return [
        Check(About.STATE, _state(article.publication.status)),
        Check(About.DATES, _dates(article.publication, now)),
        Check(About.RUBRIQUE, _rubrique(article.rubrique_id, tree, viewer)),
        Check(
            About.ARCHIVE,
            Obstacle.ARCHIVED if article.rubrique_id in archived_in(tree) else None,
        ),
    ]


def checks_of_tile(
    article: AskedArticle,
    tile: LaidTile,
    sources: Sources | None,
    viewer: Viewer,
    now: datetime,
    *,
    takes_articles: bool,
) -> list[Check]:
    """Return what holds for a tile; without sources its settings cannot be read.

    Whether there is still a place for the article is a question to the page's own query.
    """
    if sources is None:
        return [Check(About.TILE, Obstacle.BROKEN)]
    elif not takes_articles:
        return [Check(About.TILE, Obstacle.NO_ARTICLES)]
    return [
        *([Check(About.TILE, Obstacle.OFF)] if sources.is_off else []),
        Check(About.AUDIENCE, None if is_for(tile, viewer) else Obstacle.NOT_FOR_VIEWER),
        *_time(tile, now),
        *_origin(article, sources, now),
    ]


def _state(status: Status) -> Obstacle | None:
    return {
        Status.ONLINE: None,
        Status.DRAFT: Obstacle.DRAFT,
        Status.PENDING: Obstacle.PENDING,
        Status.TRASHED: Obstacle.TRASHED,
    }[status]


def _dates(publication: Publication, now: datetime) -> Obstacle | None:
    """What is not online has dates too, which say when it would show."""
    if publication.status is not Status.ONLINE:
        return None
    elif publication.starts_at is None or publication.starts_at > now:
        return Obstacle.SCHEDULED
    return Obstacle.EXPIRED if is_expired(publication, now) else None


def _rubrique(rubrique_id: int, tree: Sequence[Node], viewer: Viewer) -> Obstacle | None:
    if rubrique_id in trashed_in(tree):
        return Obstacle.RUBRIQUE_TRASHED
    return None if rubrique_id in roles_in(tree, viewer) else Obstacle.PRIVATE


def _time(tile: LaidTile, now: datetime) -> list[Check]:
    if tile.shown_from is None and tile.shown_until is None:
        return []
    elif is_due(tile, now):
        return [Check(About.TIME)]
    waits = tile.shown_from is not None and now < tile.shown_from
    return [Check(About.TIME, Obstacle.NOT_YET if waits else Obstacle.NO_LONGER)]


def _origin(article: AskedArticle, sources: Sources, now: datetime) -> list[Check]:
    """Why it comes into the tile: what is pinned needs neither a chosen rubrique nor a blog."""
    if article.id in pinned(sources.pins, now):
        return [Check(About.PIN)]
    is_news = sources.supply is Supply.NEWS
    blog = Check(About.BLOG, None if article.has_blog else Obstacle.NO_BLOG)
    return [Check(About.CHOICE, _choice(article, sources)), *([blog] if is_news else [])]


def _choice(article: AskedArticle, sources: Sources) -> Obstacle | None:
    if sources.supply is Supply.NEWS:
        is_chosen = sources.everywhere or article.rubrique_id in sources.rubriques
        was_pinned = any(one.article_id == article.id for one in sources.pins)
        other = Obstacle.PIN_ENDED if was_pinned else Obstacle.RUBRIQUE_NOT_CHOSEN
        return None if is_chosen else other
    return None if article.id in sources.articles else Obstacle.NOT_CHOSEN
