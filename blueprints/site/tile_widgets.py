"""The settings of any type of tile as fields that a page shows, and as a form sends them back.

What stands for articles and rubriques is chosen with buttons that need no script: they send the
whole form, and nothing is saved (`is_choosing`). A field is known by its class and its name.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import request
from flask_babel import get_locale
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict
from wtforms import Field, Form

from app.access import now
from app.addresses import id_in
from app.forms import HtmlField, IdField, IdsField
from app.part_field import PartField
from app.pins_field import PinsField, pin_value
from app.queries.cards import ArticleCard
from app.rules.consent import day_in_paris
from app.text.typed import html_of, typed_of
from app.tile import TileType
from blueprints.site.icons import SERVICE_ICONS
from blueprints.site.tile_choices import (
    Named,
    RubriqueRow,
    found_articles,
    hidden_name,
    known_articles,
    known_rubriques,
    named_articles,
    rubrique_rows,
)

PREFIX = "r"
LONGEST_WORDS = 100
ARTICLES = ("article", "articles")
RUBRIQUES = ("rubrique", "rubriques")


@dataclass(frozen=True)
class Widget:
    """A field with what it offers: `look` is plain, html, icon, select, tree, articles or pins."""

    field: Field
    look: str
    icons: Sequence[tuple[str, str]] = ()
    rows: Sequence[RubriqueRow] = ()
    chosen: Sequence[Named] = ()
    """Ids with their names and notes, in the chosen order."""
    days: Sequence[str] = ()
    """The last days of what is pinned, in the same order."""
    words: str = ""
    html: str = ""
    """The text of the editor, which the field holds as it is typed without script."""
    found: Sequence[ArticleCard] | None = None


def stored_settings(kind: TileType, stored: Any) -> Form:
    """Return the form of a type with the settings of a tile; what is broken in them is left out."""
    known = dict(stored) if isinstance(stored, Mapping) else {}
    broken = {one.short_name for one in _form(kind, None, data=known) if one.process_errors}
    return _form(kind, None, data={name: known[name] for name in known.keys() - broken})


def typed_settings(kind: TileType, stored: Any) -> tuple[Form, frozenset[str]]:
    """Return the form of a type as it was sent, and the names of fields that hold lost ids.

    What a button of a field asks for is done. Ids that the viewer may not choose, and that were not
    stored, are taken out.
    """
    typed = MultiDict(request.form)
    lost = set()
    before = stored if isinstance(stored, Mapping) else {}
    for one in _form(kind, None):
        if isinstance(one, IdField | IdsField | PinsField):
            ids, is_lost = _sent(one, typed.getlist(one.name), _ids_in(before.get(one.short_name)))
            if is_lost:
                lost.add(one.name)
            values = [str(id_) for id_ in (ids[-1:] if isinstance(one, IdField) else ids)]
            if isinstance(one, PinsField):
                days = {id_: typed.get(f"{one.name}-until-{id_}", "").strip() for id_ in ids}
                values = [pin_value(id_, days[id_]) for id_ in ids]
            typed.setlist(one.name, values)
        elif isinstance(one, HtmlField):
            typed[one.name] = html_of(typed.get(one.name, ""))
    return _form(kind, typed), frozenset(lost)


def is_choosing() -> bool:
    """Tell whether a button of a field sent the form, or the key that sends what is looked for."""
    do = request.form.get("do", "")
    return ":" in do or (do == "enter" and any(_words(name) for name in request.form))


def check_settings(form: Form, lost: frozenset[str]) -> bool:
    """Look at the settings that were typed; what is wrong is said beside it."""
    sound = bool(form.validate())
    for one in form:
        if one.name in lost:
            problem = _("One of those chosen no longer exists, or is not for you to see: left out.")
            one.errors = [*one.errors, problem]
            sound = False
    return sound


def widgets(form: Form) -> list[Widget]:
    """Return the fields of a form of settings, each with what it offers; crops stand elsewhere."""
    return [_widget(one) for one in form if not isinstance(one, PartField)]


def _form(kind: TileType, typed: Any, **more: Any) -> Form:
    locale = get_locale()
    locales = [str(locale)] if locale else []
    return kind.Settings(typed, prefix=PREFIX, meta={"locales": locales}, **more)


def _widget(one: Field) -> Widget:
    words = _words(f"{one.name}-words")
    if isinstance(one, IdsField) and one.short_name in RUBRIQUES:
        ids = one.data or ()
        rows = rubrique_rows(ids, words, getattr(one, "supply", None))
        names = {row.id: row.name for row in rows}
        chosen = [(id_, names.get(id_, hidden_name(id_)), "") for id_ in ids]
        return Widget(one, "tree", rows=rows, chosen=chosen, words=words)
    if isinstance(one, IdField) and one.short_name in RUBRIQUES:
        chosen_one = (one.data,) if one.data else ()
        rows = rubrique_rows(chosen_one)
        known = {row.id for row in rows}
        beside = [(id_, hidden_name(id_), "") for id_ in chosen_one if id_ not in known]
        return Widget(one, "select", rows=rows, chosen=beside)
    if isinstance(one, PinsField):
        days = {pin["article"]: pin["until"] for pin in one.data or ()}
        pinned = [(id_, name, _of_pin(note, days[id_])) for id_, name, note in
                  named_articles(list(days))]  # fmt: skip
        found = found_articles(words, list(days))
        return Widget(
            one, "pins", chosen=pinned, days=list(days.values()), words=words, found=found
        )
    if isinstance(one, IdField | IdsField) and one.short_name in ARTICLES:
        ids = _ids_in(one.data)
        found = found_articles(words, ids)
        return Widget(one, "articles", chosen=named_articles(ids), words=words, found=found)
    if isinstance(one, HtmlField):
        html = one.data or ""
        one.data = typed_of(html)
        return Widget(one, "html", html=html)
    if one.short_name == "icon":
        known_icons = {"arrow-right": _("Arrow"), **SERVICE_ICONS}
        current = one.data or ""
        icons = {current: current} | known_icons if current else known_icons
        return Widget(one, "icon", icons=[(name, str(said)) for name, said in icons.items()])
    return Widget(one, "plain")


def _of_pin(note: str, day: str) -> str:
    """Return the note of a pin; one whose day is past says so."""
    is_past = len(day) == len("2026-03-24") and day < day_in_paris(now()).isoformat()
    return _("%(note)s. Its day is past: it is pinned no more.", note=note) if is_past else note


def _sent(one: Field, sent: Sequence[str], before: Sequence[int]) -> tuple[list[int], bool]:
    """Return the ids that a field was sent and that may stand there, and whether any is lost."""
    ids = _asked(one.name, [id_ for text in sent if (id_ := id_in(text)) is not None])
    asked = [id_ for id_ in ids if id_ not in before]
    known = set(before) | (_known(one.short_name, asked) if asked else set())
    is_lost = any(text and id_in(text) is None for text in sent)
    return [id_ for id_ in ids if id_ in known], is_lost or any(id_ not in known for id_ in ids)


def _ids_in(data: Any) -> list[int]:
    """Return the ids that a field of any kind holds."""
    values = data if isinstance(data, list | tuple) else [data]
    ids = [one.get("article") if isinstance(one, Mapping) else one for one in values]
    return [one for one in ids if isinstance(one, int) and one]


def _known(name: str, ids: Sequence[int]) -> set[int]:
    return known_rubriques(ids) if name in RUBRIQUES else known_articles(ids)


def _asked(name: str, ids: list[int]) -> list[int]:
    """Return the chosen ids in their order, after what the button that was pressed asks for."""
    order = [id_in(text) for text in request.form.getlist(f"{name}-order")]
    places = {one: place for place, one in enumerate(order)}
    found = sorted(dict.fromkeys(ids), key=lambda one: places.get(one, len(places)))
    field, verb, text = (*request.form.get("do", "").split(":"), "", "")[:3]
    one = id_in(text)
    if field != name or one is None:
        return found
    if verb == "add" and one not in found:
        found.append(one)
    elif verb == "remove":
        found = [other for other in found if other != one]
    elif verb in ("up", "down") and one in found:
        place = found.index(one)
        found.insert(max(0, place - 1) if verb == "up" else place + 1, found.pop(place))
    return found


def _words(name: str) -> str:
    """Return the words that are looked for in a field of this name."""
    if not (name.startswith(f"{PREFIX}-") and name.endswith("-words")):
        return ""
    return " ".join(request.form.get(name, "").split())[:LONGEST_WORDS]
