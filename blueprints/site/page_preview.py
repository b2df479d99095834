"""The draft of a page as others will see it: a visitor, a profile, a person, at three widths.

Whoever composes a page may look at it as a visitor and as each profile: these are nobody. Without
the right to see the site as others do, what he may not read himself is left out, without a trace
that would tell how much there is: the articles, events and names of private rubriques of which he
is no reader, and, in the head, the services that are not his. So a preview tells nothing that
the pages of the site would not tell him; which tiles show is told in full, as he lays them.
"""

from dataclasses import replace
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
from app.rules.see_as import SEES_PEOPLE, Look, may_look, narrowed
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
    seen = _seen(page, asked)
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
        is_narrowed=seen.within is not None,
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
    see_page_as(_head(seen))
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
    """Return the viewer that is asked for; 404 for nobody, 403 for a person whom one may not be."""
    if asked == ONESELF:
        return own_viewer()
    key = PUBLIC if asked == VISITOR else asked
    if key.startswith("user:"):
        person = known_person(key.removeprefix("user:")) or abort(404)
        key = f"user:{person.id}"
    elif asked not in dict(_choices(page)):
        abort(404)
    look = Look(key, None)
    sees_all = key == PUBLIC or may_look(look, own_viewer(), rights(), roles())
    if key.startswith("user:") and not sees_all:
        abort(403)
    seen = eyes(db.session(), look, tree(), roles()) or abort(404)
    return seen if sees_all else narrowed(seen, roles())


def _head(seen: Viewer) -> Viewer:
    """Return who sees what stands around the tiles: of a narrowed look, only what both may see."""
    return seen if seen.within is None else replace(seen, keys=seen.keys & own_viewer().keys)


def _first(page: PageKind) -> str:
    return VISITOR if page is PageKind.PUBLIC_HOME else ONESELF


def _choices(page: PageKind) -> list[tuple[str, str]]:
    """Return with whose eyes whoever composes may look, beside those of one person."""
    visitor = [(VISITOR, _("A visitor"))] if page is PageKind.PUBLIC_HOME else []
    profiles = [(f"profile:{one}", profile_name(one)) for one in Profile]
    return [*visitor, (ONESELF, _("Myself")), *profiles]


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
