"""Tiles and what became of them, in words."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from flask_babel import LazyString, pgettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.composed import DraftedTile
from app.models import Finish
from app.queries.key_names import KeyNames
from app.rules.audience import PUBLIC
from app.rules.tiles import TileChange, TileValues
from app.target_choices import target_in_words
from app.templating import clock_time, long_date
from app.text.excerpts import plain_text
from tiles import TYPES

FIELDS: Mapping[str, LazyString] = {
    "kind": _l("type"),
    "title": _l("title"),
    "width": _l("width"),
    "height": _l("height"),
    "finish": _l("background"),
    "settings": _l("settings"),
    "audience": _l("who sees it"),
    "shown_from": _l("shown from"),
    "shown_until": _l("shown until"),
    "files": _l("pictures"),
}
FINISHES: Mapping[Finish, LazyString] = {
    Finish.STONE: _l("Light"),
    Finish.TINTED: _l("Tinted"),
    Finish.DEEP: _l("Dark"),
}
LOOKS = {
    (True, False): ("sparkles", "ok"),
    (False, True): ("trash-2", "warn"),
    (False, False): ("pencil", "info"),
}
"""Icon and colour of a change, by whether the tile is missing before, and after."""
LONGEST = 60


def kind_words(kind: str) -> str:
    """Return what editors call a type; one that is unknown is shown as it is stored."""
    known = TYPES.get(kind)
    return str(known.label) if known else _("unknown type “%(kind)s”", kind=kind)


def name_of(kind: str, title: str, settings: Mapping[str, object] | None = None) -> str:
    """Return how a tile is called: by its title, else by the beginning of its text, or its type."""
    text = ""
    if not title and isinstance(settings, Mapping):
        html = settings.get("html")
        text = plain_text(html) if isinstance(html, str) else ""
    shown = text[: LONGEST - 1] + "…" if len(text) > LONGEST else text
    return title or shown or kind_words(kind)


def tile_name(values: TileValues) -> str:
    """Return how a tile of a composition is called."""
    return name_of(values.kind, values.title, values.settings)


@dataclass(frozen=True)
class ChangeLine:
    """What became of a tile, as a list tells it."""

    name: str
    kind: str
    word: str
    icon: str
    look: str
    changed: str


def change_lines(changes: Iterable[TileChange]) -> list[ChangeLine]:
    """Return the lines of what differs, without the tiles that stayed as they were."""
    return [_line(one) for one in changes if one.is_change]


def _line(change: TileChange) -> ChangeLine:
    tile = change.after or change.before
    assert tile is not None  # noqa: S101 - a tile stands on one of both sides
    icon, look = LOOKS[(change.before is None, change.after is None)]
    return ChangeLine(
        tile_name(tile),
        kind_words(tile.kind),
        change_words(change),
        icon,
        look,
        "" if change.before is None or change.after is None else field_words(change),
    )


def change_words(change: TileChange) -> str:
    """Say what became of a tile since the other composition; nothing where nothing did."""
    if change.before is None:
        return str(pgettext("tile", "New"))
    if change.after is None:
        return str(pgettext("tile", "Removed"))
    if change.fields:
        return str(pgettext("tile", "Changed"))
    return str(pgettext("tile", "Moved")) if change.has_moved else ""


def field_words(change: TileChange) -> str:
    """Say which parts of a tile differ."""
    parts = [str(FIELDS[name]) for name in change.fields]
    return ", ".join([*parts, *([str(_("place"))] if change.has_moved else [])])


def audience_words(keys: Collection[str], names: KeyNames) -> str:
    """Say who sees a tile."""
    if PUBLIC in keys:
        return str(_("Everybody, visitors too"))
    return ", ".join(target_in_words(key, names) for key in sorted(keys)) or str(_("Nobody"))


def moment_words(moment: datetime) -> str:
    """Return "vendredi 20 mars 2026 à 17 h 45", once translated."""
    return str(_("%(day)s at %(time)s", day=long_date(moment), time=clock_time(moment)))


def hidden_words(tile: DraftedTile, now: datetime) -> Iterator[str]:
    """Say why a tile shows to nobody now, as far as its own columns hide it."""
    if tile.shown_from is not None and tile.is_early(now):
        yield _("Hidden until %(moment)s", moment=moment_words(tile.shown_from))
    if tile.shown_until is not None and tile.is_over(now):
        yield _("Hidden since %(moment)s", moment=moment_words(tile.shown_until))
    if not tile.audience:
        yield _("Seen by nobody: choose who sees it")


def kind_icon(kind: str) -> str:
    """Return the icon of a type."""
    known = TYPES.get(kind)
    return known.icon if known else "puzzle"
