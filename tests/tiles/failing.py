"""Tile types that fail, and tiles that no type of this version can show."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from wtforms import Form

from app.forms import NumberField, TextField
from app.models import PageKind
from app.rules.page_tiles import Sources
from app.tile import TileType, read

PLACE = "contact"
"""The kind in whose place a failing type comes."""


class Raising(TileType):
    """Its code fails after it broke the transaction."""

    kind = PLACE
    label = "Type en panne"
    icon = "phone"
    pages = frozenset(PageKind)

    def context(self, *arguments: Any) -> dict[str, Any]:
        """Fail."""
        read().connection().exec_driver_sql("SELECT * FROM no_such_table")
        return {}

    def sources(self, settings: Mapping[str, Any]) -> Sources:
        """Fail."""
        raise LookupError

    def articles(self, *arguments: Any) -> Any:
        """Fail."""
        raise LookupError


class Silent(Raising):
    """Only its code that says which articles it shows fails, and the one that shows them."""

    def sources(self, settings: Mapping[str, Any]) -> Sources:
        """Say nothing."""
        return Sources()


class Unready(TileType):
    """Its template fails: it lacks what it needs."""

    kind = "rubrique_list"
    label = "Gabarit en panne"
    icon = "list"
    pages = frozenset(PageKind)

    def context(self, *arguments: Any) -> dict[str, Any]:
        """Give a template something that it cannot show."""
        return {"doors": 3}


class Newer(TileType):
    """Its settings have changed since: a number was a word, a text is now needed."""

    kind = PLACE
    label = "Type plus récent"
    icon = "phone"
    pages = frozenset(PageKind)

    class Settings(Form):
        """A number that was a word before, and a text of which nothing was known."""

        size = NumberField("Taille", default=1)
        words = TextField("Mots", default="neuf")

    def context(self, *arguments: Any) -> dict[str, Any]:
        """Show nothing of it."""
        return {"school": None}


@dataclass(frozen=True)
class Fault:
    """A tile that cannot be shown, and the types among which it stands."""

    kind: str
    settings: Any = field(default_factory=dict)
    types: Mapping[str, TileType] = field(default_factory=dict)


FAULTS = {
    "unknown kind": Fault("no_such_kind", {"html": "<p>D’avant</p>"}),
    "wrong settings": Fault("news_feed", {"maximum": "many"}),
    "settings that are no settings": Fault("news_feed", "many"),
    "settings of an older version": Fault(PLACE, {"size": "large"}, {PLACE: Newer()}),
    "code that raises": Fault(PLACE, types={PLACE: Raising()}),
    "articles that raise": Fault(PLACE, types={PLACE: Silent()}),
    "template that raises": Fault("rubrique_list", types={"rubrique_list": Unready()}),
}
