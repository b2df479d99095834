"""The draft of a page as others will see it: a visitor, a profile, a person, at three widths."""

from typing import Any

from flask import abort, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access import now, own_viewer, rights, roles, tree
from app.article_preview import HEADERS
from app.composed import drafted_tiles
from app.desk import see_page_as
from app.extensions import db
from app.models import PageKind
from app.queries.drafts import find_draft
from app.queries.key_names import look_names
from app.queries.see_as import eyes
from app.rules.audience import PUBLIC, Profile, Viewer
from app.rules.see_as import SEES_PEOPLE, Look, may_look
from app.tile_rendering import render_tiles
from app.wording import look_in_words, profile_name
from blueprints.site.people import known_person, search_known
from blueprints.site.tile_pages import NAMES, get, to_page
from tiles import TYPES

WIDTHS = {"390": ("smartphone", 390, 844), "768": ("tablet", 768, 1024),
          "1280": ("monitor", 1280, 900)}  # fmt: skip
"""The windows in which a page is looked at: an icon, and pixels."""
ONESELF = "moi"
VISITOR = "visiteur"


@get("/apercu")
def preview(page: PageKind) -> ResponseReturnValue:
    """Show the draft in a frame of a chosen width, with the eyes of somebody."""
    draft = find_draft(db.session(), page)
    if draft is None:
        return to_page(page)
    asked = request.args.get("qui") or _first(page)
    _seen(page, asked)
    width = request.args.get("largeur", "1280")
    if width not in WIDTHS:
        abort(404)
    return render_template(
        "site/preview.html",
        page=page,
        page_name=NAMES[page],
        asked=asked,
        whom=_words(asked),
        width=width,
        widths=_widths(),
        frame=WIDTHS[width],
        choices=_choices(page),
        may_see_people=bool(own_viewer().keys & SEES_PEOPLE),
        frame_url=url_for(".previewed", page=page, qui=asked),
    )


@get("/apercu/page")
def previewed(page: PageKind) -> ResponseReturnValue:
    """Show the page itself, as it would be if the draft were published now."""
    if find_draft(db.session(), page) is None:
        abort(404)
    asked = request.args.get("qui") or _first(page)
    seen = _seen(page, asked)
    see_page_as(seen)
    drafted = drafted_tiles(db.session(), page, now())
    shown = [one.placed for one in drafted if one.shows(seen, now())]
    tiles = render_tiles(TYPES, shown, seen, now(), composes=lambda: asked == ONESELF)
    body = render_template(
        "site/previewed_public.html"
        if page is PageKind.PUBLIC_HOME
        else "site/previewed_personal.html",
        **_parts(tiles),
    )
    return make_response(body, 200, HEADERS)


@get("/apercu/personnes")
def find_preview_eyes(page: PageKind) -> str | tuple[str, int]:
    """Find a person by name, to see the draft as she will."""
    if not own_viewer().keys & SEES_PEOPLE:
        abort(403)
    return search_known("site/find_preview_eyes.html", page=page)


def _seen(page: PageKind, asked: str) -> Viewer:
    """Return the viewer that is asked for; 404 for nobody, 403 for whom one may not be."""
    if asked == ONESELF:
        return own_viewer()
    key = PUBLIC if asked == VISITOR else asked
    if key.startswith("user:"):
        person = known_person(key.removeprefix("user:")) or abort(404)
        key = f"user:{person.id}"
    elif key not in dict(_all_choices(page)) and asked != VISITOR:
        abort(404)
    if asked == VISITOR and page is not PageKind.PUBLIC_HOME:
        abort(404)
    look = Look(key, None)
    if key != PUBLIC and not may_look(look, own_viewer(), rights(), roles()):
        abort(403)
    return eyes(db.session(), look, tree(), roles()) or abort(404)


def _first(page: PageKind) -> str:
    return VISITOR if page is PageKind.PUBLIC_HOME else ONESELF


def _all_choices(page: PageKind) -> list[tuple[str, str]]:
    visitor = [(VISITOR, _("A visitor"))] if page is PageKind.PUBLIC_HOME else []
    profiles = [(f"profile:{one}", profile_name(one)) for one in Profile]
    return [*visitor, (ONESELF, _("Myself")), *profiles]


def _choices(page: PageKind) -> list[tuple[str, str]]:
    """Return with whose eyes the viewer may look."""
    return [
        (value, words)
        for value, words in _all_choices(page)
        if value in (VISITOR, ONESELF)
        or may_look(Look(value, None), own_viewer(), rights(), roles())
    ]


def _words(asked: str) -> str:
    """Say with whose eyes the page is looked at, where the list of choices does not hold it."""
    if not asked.startswith("user:"):
        return ""
    look = Look(asked, None)
    return look_in_words(look, look_names(db.session(), look))


def _widths() -> list[tuple[str, str, str]]:
    words = {"390": _("Phone"), "768": _("Tablet"), "1280": _("Computer")}
    return [(width, WIDTHS[width][0], words[width]) for width in WIDTHS]


def _parts(tiles: list[Any]) -> dict[str, Any]:
    return {
        "wide_tiles": [one for one in tiles if one.is_wide],
        "tiles": [one for one in tiles if not one.is_wide],
    }
