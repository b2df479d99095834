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

from app.access import now, viewer
from app.addresses import id_in
from app.extensions import db
from app.forms import HtmlField, IdField, IdsField
from app.models import Article, Rubrique
from app.part_field import PartField
from app.queries.articles import readable_articles
from app.queries.cards import ArticleCard, cards
from app.queries.rubriques import listed_tree
from app.queries.search import search
from app.rules.visibility import Visibility
from app.text.stems import fold
from app.text.typed import html_of, typed_of
from app.tile import TileType
from app.tree import Branch, branches
from blueprints.site.icons import SERVICE_ICONS

PREFIX = "r"
MOST_FOUND = 8
LONGEST_WORDS = 100
ARTICLES = ("article", "articles")
RUBRIQUES = ("rubrique", "rubriques")


@dataclass(frozen=True)
class Widget:
    """A field with what it offers: `look` is plain, html, icon, select, tree or articles."""

    field: Field
    look: str
    icons: Sequence[tuple[str, str]] = ()
    rows: "Sequence[RubriqueRow]" = ()
    chosen: Sequence[tuple[int, str, str]] = ()
    """Ids with their names and notes, in the chosen order."""
    words: str = ""
    html: str = ""
    """The text of the editor, which the field holds as it is typed without script."""
    found: Sequence[ArticleCard] | None = None


@dataclass(frozen=True)
class RubriqueRow:
    """A rubrique of the tree to choose from; one that does not bear the words is not shown."""

    id: int
    name: str
    depth: int
    notes: Sequence[str]
    is_chosen: bool
    is_shown: bool


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
    for field in _form(kind, None):
        if isinstance(field, IdField | IdsField):
            sent = typed.getlist(field.name)
            ids = _asked(field.name, [one for text in sent if (one := id_in(text)) is not None])
            old = before.get(field.short_name)
            kept = {one for one in (old if isinstance(old, list) else [old]) if one is not None}
            known = _known(field.short_name, ids) | {one for one in ids if one in kept}
            if any(one not in known for one in ids) or any(
                text and id_in(text) is None for text in sent
            ):
                lost.add(field.name)
            ids = [one for one in ids if one in known]
            if isinstance(field, IdField):
                ids = ids[-1:]
            typed.setlist(field.name, [str(one) for one in ids])
        elif isinstance(field, HtmlField):
            typed[field.name] = html_of(typed.get(field.name, ""))
    return _form(kind, typed), frozenset(lost)


def is_choosing() -> bool:
    """Tell whether a button of a field sent the form, or the key that sends what is looked for."""
    do = request.form.get("do", "")
    return ":" in do or (do == "enter" and any(_words(name) for name in request.form))


def check_settings(form: Form, lost: frozenset[str]) -> bool:
    """Look at the settings that were typed; what is wrong is said beside it."""
    sound = bool(form.validate())
    for field in form:
        if field.name in lost:
            problem = _("One of those chosen no longer exists, or is not for you to see: left out.")
            field.errors = [*field.errors, problem]
            sound = False
    return sound


def widgets(form: Form) -> list[Widget]:
    """Return the fields of a form of settings, each with what it offers; crops stand elsewhere."""
    return [_widget(field) for field in form if not isinstance(field, PartField)]


def _form(kind: TileType, typed: Any, **more: Any) -> Form:
    locale = get_locale()
    locales = [str(locale)] if locale else []
    return kind.Settings(typed, prefix=PREFIX, meta={"locales": locales}, **more)


def _widget(field: Field) -> Widget:
    words = _words(f"{field.name}-words")
    if isinstance(field, IdsField) and field.short_name in RUBRIQUES:
        rows = _rows(field.data or (), words)
        names = {row.id: row.name for row in rows}
        chosen = [(id_, names.get(id_, _hidden(id_)), "") for id_ in field.data or ()]
        return Widget(field, "tree", rows=rows, chosen=chosen, words=words)
    if isinstance(field, IdField) and field.short_name in RUBRIQUES:
        chosen_one = (field.data,) if field.data else ()
        rows = _rows(chosen_one, "")
        known = {row.id for row in rows}
        beside = [(one, _hidden(one), "") for one in chosen_one if one not in known]
        return Widget(field, "select", rows=rows, chosen=beside)
    if isinstance(field, IdField | IdsField) and field.short_name in ARTICLES:
        data = field.data if isinstance(field, IdsField) else [field.data]
        ids = [one for one in data or () if one]
        return Widget(
            field, "articles", chosen=_articles(ids), words=words, found=_found(words, ids)
        )
    if isinstance(field, HtmlField):
        html = field.data or ""
        field.data = typed_of(html)
        return Widget(field, "html", html=html)
    if field.short_name == "icon":
        known_icons = {"arrow-right": _("Arrow"), **SERVICE_ICONS}
        current = field.data or ""
        icons = {current: current} | known_icons if current else known_icons
        return Widget(field, "icon", icons=[(name, str(said)) for name, said in icons.items()])
    return Widget(field, "plain")


def _rows(chosen: Sequence[int], words: str) -> list[RubriqueRow]:
    tree = branches(db.session.scalars(listed_tree(viewer())).all())
    wanted = fold(words).split()
    return [
        RubriqueRow(
            branch.rubrique.id,
            branch.rubrique.name,
            branch.depth,
            _notes(branch),
            branch.rubrique.id in chosen,
            all(word in fold(branch.rubrique.name) for word in wanted),
        )
        for branch in tree
    ]


def _notes(branch: Branch) -> list[str]:
    rubrique: Rubrique = branch.rubrique
    blog = _("blog on") if rubrique.has_blog else _("blog off: gives no news")
    is_private = rubrique.visibility is Visibility.PRIVATE
    return [blog, *([_("private: invisible to visitors")] if is_private else [])]


def _articles(ids: Sequence[int]) -> list[tuple[int, str, str]]:
    if not ids:
        return []
    readable = readable_articles(viewer(), now()).where(Article.id.in_(ids))
    found = {card.id: card for card in cards(db.session(), readable, now())}
    return [
        (id_, found[id_].title, found[id_].rubrique_name)
        if id_ in found
        else (id_, _hidden(id_), _("not online, or not for you to see"))
        for id_ in ids
    ]


def _found(words: str, ids: Sequence[int]) -> list[ArticleCard] | None:
    if not words:
        return None
    hits = search(db.session(), viewer(), now(), words, limit=MOST_FOUND, offset=0).hits
    return [hit.card for hit in hits if hit.card.id not in ids]


def _hidden(id_: int) -> str:
    return str(_("no. %(id)d", id=id_))


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


def _known(name: str, ids: Sequence[int]) -> set[int]:
    """Return those of some ids that the viewer may choose."""
    if not ids:
        return set()
    if name in RUBRIQUES:
        return {one.id for one in db.session.scalars(listed_tree(viewer()))} & set(ids)
    readable = readable_articles(viewer(), now()).where(Article.id.in_(ids))
    return set(db.session.scalars(readable.with_only_columns(Article.id)))


def _words(name: str) -> str:
    """Return the words that are looked for in a field of this name."""
    if not (name.startswith(f"{PREFIX}-") and name.endswith("-words")):
        return ""
    return " ".join(request.form.get(name, "").split())[:LONGEST_WORDS]
