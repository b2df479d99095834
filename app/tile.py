"""What a tile type is, and a tile as it stands on a page."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import Select
from sqlalchemy.orm import Session
from wtforms import Form as WTForm

from app.extensions import db
from app.images.forms import Form
from app.models import Article, Finish, PageKind, Slot
from app.queries.cards import Picture
from app.rules.audience import Viewer
from app.rules.page_tiles import Sources


@dataclass(frozen=True)
class PictureSlot:
    """A picture of a type of tile, as who composes chooses it.

    With a `form` it is cropped in place: the type's settings hold the part, a `PartField` named
    after the slot, `picture_part`.
    """

    label: Any
    form: Form | None = None
    has_caption: bool = False
    is_twin: bool = False
    """Whether it is another look of the first picture, and says nothing by itself."""


class TileType(ABC):
    """A kind of tile: one subclass in one file of `tiles/`, one template, one line in its list.

    `context` returns what the template `templates/tiles/<kind>.html` needs. It gets the tile as it
    is placed, the validated settings, who looks and when; it reads through `read()` and the
    queries, which already filter by the viewer, at most two of them. It never writes and never uses
    the network. The template gets that, `tile`, `place` (the classes of its slab) and `since` (when
    its reader was last here, if that is known), and knows nothing of the request.
    """

    kind: ClassVar[str]
    label: ClassVar[Any]
    """What editors call it, a lazy translation."""
    icon: ClassVar[str]
    pages: ClassVar[frozenset[PageKind]]
    example: ClassVar[Mapping[str, Any]] = {}
    """Settings with which the type can be shown in a picker and in tests."""
    is_wide: ClassVar[bool] = False
    """Whether it spans the window, outside of the paving."""
    about: ClassVar[Any] = ""
    """What it shows, in one sentence for who chooses among the types."""
    columns: ClassVar[int] = 6
    """How many of the twelve a new one takes."""

    slots: ClassVar[Mapping[Slot, PictureSlot]] = {}
    """Its pictures; they are no settings, but uses of files."""

    class Settings(WTForm):
        """The settings beyond the columns that all tiles have."""

    @abstractmethod
    def context(
        self, tile: "PlacedTile", settings: Mapping[str, Any], viewer: Viewer, now: datetime
    ) -> dict[str, Any] | None:
        """Return the template's variables, or none when there is nothing to show."""

    def leads_somewhere(self, settings: Mapping[str, Any]) -> bool:
        """Tell whether its picture is a link, which needs words."""
        return False

    def sources(self, settings: Mapping[str, Any]) -> Sources:
        """Say where what it shows comes from, beside its settings; the type's own text is none."""
        return Sources()

    def articles(
        self, settings: Mapping[str, Any], viewer: Viewer, now: datetime
    ) -> Select[Article] | None:
        """Select the articles that it shows; a type that shows none gives none.

        `context` reads its cards from the same selection, so that "why is this article here"
        answers what the page does.
        """
        return None


@dataclass(frozen=True)
class PlacedTile:
    """A tile as it stands in a layout, in plain values."""

    id: int
    kind: str
    title: str
    width: int
    height: int
    finish: Finish
    settings: Mapping[str, Any]
    pictures: Mapping[Slot, Picture]


def read() -> Session:
    """Return the session in which tiles read."""
    return db.session()


def checked_settings(
    types: Mapping[str, TileType], kind: str, stored: Mapping[str, Any]
) -> tuple[TileType, Mapping[str, Any]]:
    """Return the type of a tile and its settings as the type's form leaves them.

    Raises whatever an unknown kind and broken settings raise.
    """
    tile_type = types[kind]
    form = tile_type.Settings(data=dict(stored))
    if not form.validate():
        raise ValueError(form.errors)
    return tile_type, form.data
