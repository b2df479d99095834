"""The pages that are composed of tiles: their addresses, their names, who composes them."""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import abort, flash, redirect, request, url_for
from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from app.access import for_those, rights
from app.actions.drafts import hold_page
from app.extensions import db
from app.models import Draft, DraftTile, PageKind
from app.queries.drafts import find_draft, find_draft_tile
from app.rules.audience import Viewer
from app.rules.pages import COMPOSED_BY
from app.text.numbers import number_in
from blueprints.site import site

View = TypeVar("View", bound=Callable[..., Any])

SLUGS = {PageKind.PUBLIC_HOME: "page-accueil", PageKind.PERSONAL_HOME: "page-personnelle"}
NAMES: dict[PageKind, LazyString] = {
    PageKind.PUBLIC_HOME: _l("Home page"),
    PageKind.PERSONAL_HOME: _l("Personal page"),
}
LONGEST_VERSION = 10


def get(path: str = "") -> Callable[[View], View]:
    """Register a view at this path below each page of tiles, for who may compose it."""
    return _at(path, "GET")


def post(path: str = "") -> Callable[[View], View]:
    """Register what changes something, as `get`."""
    return _at(path, "POST")


def held_draft(page: PageKind) -> Draft:
    """Return the draft of a page, which nobody else changes meanwhile; 404 without one."""
    hold_page(db.session())
    return find_draft(db.session(), page) or abort(404)


def tile_of(page: PageKind, tile_id: int, *, removed: bool = False) -> DraftTile:
    """Return a tile of the draft of a page, one that was removed only if asked; others are 404."""
    tile = find_draft_tile(db.session(), page, tile_id)
    if tile is None or (tile.removed_at is not None and not removed):
        abort(404)
    return tile


def seen_version() -> int:
    """Return the version of the draft that the page of this form showed; 0 for none."""
    return number_in(request.form.get("version", ""), LONGEST_VERSION) or 0


def to_page(page: PageKind, tile_id: int | None = None) -> Response:
    """Go back to the page that is composed, to one of its tiles."""
    anchor = f"tuile-{tile_id}" if tile_id else None
    return redirect(url_for(".composing", page=page, _anchor=anchor), code=303)


def told_outdated(page: PageKind, tile_id: int | None = None) -> Response:
    """Say that nothing was done, above the page as it is now."""
    db.session.rollback()
    flash(
        _(
            "The page had changed already, by a second click, in another window or by somebody "
            "else. Here it is as it is now; nothing more was done."
        )
    )
    return to_page(page, tile_id)


def _composes_it(_viewer: Viewer) -> bool:
    """Tell whether the viewer composes the page whose address this is; there is no other one."""
    page = (request.view_args or {}).get("page")
    return isinstance(page, PageKind) and COMPOSED_BY[page] in rights()


def _at(path: str, method: str) -> Callable[[View], View]:
    def register(view: View) -> View:
        declared = for_those(_composes_it)(view)
        for page, slug in SLUGS.items():
            site.add_url_rule(
                f"/{slug}{path}",
                view_func=declared,
                methods=[method],
                defaults={"page": page},
            )
        return declared

    return register
