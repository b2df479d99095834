"""The tiles of a page as the rules see them: for whom, when, and from where they take."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from app.rules.audience import Viewer, reaches
from app.rules.consent import day_in_paris


class Supply(StrEnum):
    """What a tile takes from rubriques."""

    NEWS = "news"
    EVENTS = "events"
    DOORS = "doors"
    """Their names and the few words under them."""
    LINK = "link"
    """A way to them, nothing that anybody there writes."""


@dataclass(frozen=True)
class Pin:
    """An article at the head of the news, to the end of a day in Paris, or without an end."""

    article_id: int
    until: date | None = None

    def holds(self, now: datetime) -> bool:
        """Tell whether it still stands at the head."""
        return self.until is None or day_in_paris(now) <= self.until


@dataclass(frozen=True)
class Sources:
    """Where what a tile shows comes from, beside what is composed: who publishes there is on it."""

    supply: Supply | None = None
    rubriques: tuple[int, ...] = ()
    everywhere: bool = False
    """Whether none is chosen, so that all give."""
    articles: tuple[int, ...] = ()
    """Chosen one by one, in their order."""
    pins: tuple[Pin, ...] = ()
    """Put before what the rubriques give, in their order; those that have ended too."""
    maximum: int | None = None
    """How many articles or events are shown."""
    has_pictures: bool = False
    """Whether the illustrations of these articles show."""
    hosts: tuple[str, ...] = ()
    """Other sites of which something is shown."""
    school: bool = False
    """Whether the settings of the site are shown."""
    is_off: bool = False
    """Whether it shows nothing, as its settings say."""

    def chosen(self, now: datetime) -> tuple[int, ...]:
        """Return the articles that stand first in their order: those pinned now, those chosen."""
        return (*pinned(self.pins, now), *self.articles)


@dataclass(frozen=True)
class LaidTile:
    """A tile of a layout or of a draft, in plain values, with its audience."""

    id: int
    kind: str
    title: str
    settings: Mapping[str, Any]
    audience: frozenset[str]
    shown_from: datetime | None = field(default=None, kw_only=True)
    shown_until: datetime | None = field(default=None, kw_only=True)


def pinned(pins: Iterable[Pin], now: datetime) -> tuple[int, ...]:
    """Return the articles whose pins hold."""
    return tuple(one.article_id for one in pins if one.holds(now))


def is_for(tile: LaidTile, viewer: Viewer) -> bool:
    """Tell whether a tile reaches a viewer, whenever it is shown."""
    return reaches(tile.audience, viewer)


def is_due(tile: LaidTile, now: datetime) -> bool:
    """Tell whether a tile is shown at a moment, to those whom it reaches."""
    has_begun = tile.shown_from is None or tile.shown_from <= now
    return has_begun and (tile.shown_until is None or now < tile.shown_until)
