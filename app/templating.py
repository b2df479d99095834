"""What every template may use: the school, the menu, dates in French, addresses of static files."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache, lru_cache
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time
from flask import Flask, current_app, g, url_for
from markupsafe import Markup
from werkzeug.local import LocalProxy

from app import access, config
from app.extensions import db
from app.licence_words import LABELS, PAGES
from app.page_urls import url_of
from app.queries.key_names import look_names
from app.rules.visibility import Visibility
from app.shared import shared
from app.text.slugs import slugify
from app.text.typography import no_break
from app.wording import look_in_words, severity_name

PARIS = ZoneInfo("Europe/Paris")
STATIC = config.ROOT / "static"
DAYS_REMEMBERED = 4000
"""Texts that a long list would make again and again."""


@dataclass(frozen=True)
class MenuItem:
    """An entry of the main menu: a rubrique at the root of the tree."""

    id: int
    name: str
    url: str
    private: bool


def init_templating(app: Flask) -> None:
    """Give an application's templates their globals and filters."""
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters.update(
        no_break=no_break,
        slug=slugify,
        long_date=long_date,
        dateformat=dated,
        clock_time=clock_time,
        iso=iso,
        local=local,
        severity_name=severity_name,
    )
    app.jinja_env.globals.update(
        asset_url=asset_url,
        url_for=url_of,
        absolute_url=absolute_url,
        icon_shapes=icon_shapes(),
        licence_labels=LABELS,
        licence_pages=PAGES,
    )
    app.context_processor(_page_context)


@cache
def icon_shapes() -> dict[str, Markup]:
    """Return the inside of each icon's SVG by its name (vendored, `bin/icons`)."""
    shapes = json.loads((STATIC / "icons" / "lucide.json").read_text())
    return {name: Markup(shape) for name, shape in shapes.items()}


@cache
def asset_url(path: str) -> str:
    """Return the address of a static file, with a version that follows its bytes.

    Raises FileNotFoundError for a file that is not there.
    """
    digest = hashlib.sha256((STATIC / path).read_bytes()).hexdigest()[:10]
    return f"/static/{path}?v={digest}"


def absolute_url(path: str) -> str:
    """Return the public address of a path of this site, whatever host the request named."""
    settings: config.Config = current_app.extensions["parvis"]
    return settings.base_url + path


def local(moment: datetime) -> datetime:
    """Return a moment in the school's time zone."""
    return moment.astimezone(PARIS)


def long_date(moment: datetime | date, *, year: bool = True) -> str:
    """Return "vendredi 20 mars 2026", or without its year; moments are seen from Paris."""
    text = dated(moment, "EEEE d MMMM y" if year else "EEEE d MMMM")
    return text.replace(" 1 ", " 1er ", 1)


def dated(moment: datetime | date, pattern: str) -> str:
    """Return a day, that of a moment in Paris, as a pattern of the CLDR writes it in French."""
    return _dated(local(moment).date() if isinstance(moment, datetime) else moment, pattern)


@lru_cache(maxsize=DAYS_REMEMBERED)
def _dated(day: date, pattern: str) -> str:
    return format_date(day, pattern, locale="fr")


def iso(moment: datetime) -> str:
    """Return a moment as a `time` element takes it: without microseconds (HTML)."""
    return moment.isoformat(timespec="seconds")


def clock_time(moment: datetime) -> str:
    """Return "17 h 45" or "8 h", with no-break spaces (Lexique de l'Imprimerie nationale)."""
    here = local(moment)
    return _clock_time(here.hour, here.minute)


@cache
def _clock_time(hour: int, minute: int) -> str:
    text = format_time(time(hour, minute), "H 'h' mm", locale="fr").removesuffix(" 00")
    return text.replace(" ", "\u00a0")


def _page_context() -> dict[str, object]:
    viewer, own = access.viewer(), access.own_viewer()
    return {
        "school": access.school(),
        "viewer": viewer,
        "person": None if own.is_anonymous else access.own_account(),
        "seen_as": _seen_as(),
        "now": access.now(),
        "menu": MENU,
    }


def _seen_as() -> dict[str, str] | None:
    look = access.look()
    if look is None:
        return None
    names = look_names(db.session(), look)
    return {"name": look_in_words(look, names), "leave_url": url_for("site.stop_looking")}


def _menu() -> list[MenuItem]:
    """Return the main menu, for the pages that show it."""
    if "menu" not in g:
        g.menu = shared(("menu", access.peer()), lambda: list(_menu_items()))
    return g.menu  # type: ignore[no-any-return]


MENU = LocalProxy(_menu)
"""Found where a page shows it."""


def _menu_items() -> Iterator[MenuItem]:
    held, gone = access.roles(), access.archived()
    for node in access.tree():
        if node.parent_id is None and node.id in held and node.id not in gone:
            url = url_of("public.rubrique", rubrique_id=node.id, slug=slugify(node.name))
            is_private = node.visibility is Visibility.PRIVATE
            yield MenuItem(node.id, node.menu_name or node.name, url, is_private)
