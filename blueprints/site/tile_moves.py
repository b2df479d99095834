"""What is done to the tiles of a page with one button: add, move, resize, duplicate, remove."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access import actor, now
from app.actions.draft_tiles import (
    TooManyTiles,
    add_tile,
    duplicate_tile,
    move_tile,
    place_of,
    put_back_tile,
    remove_tile,
    resize_tile,
)
from app.actions.drafts import new_mark
from app.actions.exceptions import Outdated
from app.extensions import db
from app.models import DraftTile, PageKind
from app.queries.drafts import find_draft
from app.rules.audience import MEMBERS, PUBLIC
from app.rules.tiles import MOST_TILES, TileValues
from app.text.numbers import number_in
from blueprints.site.tile_pages import (
    get,
    held_draft,
    post,
    seen_version,
    tile_of,
    to_page,
    told_outdated,
)
from blueprints.site.tile_samples import samples
from blueprints.site.tile_words import name_of
from tiles import TYPES

STEPS = {"avant": -1, "apres": 1}
SIZES = {"moins": False, "plus": True}
LONGEST_PLACE = 3


@get("/tuiles/ajouter")
def tile_picker(page: PageKind) -> str | Response:
    """Show the types of tiles that may stand on a page, to choose one."""
    draft = find_draft(db.session(), page)
    if draft is None:
        return to_page(page)
    return render_template(
        "site/tile_picker.html",
        page=page,
        draft=draft,
        types=samples(page),
        comes_back=request.args.get("dans") == "page",
    )


@post("/tuiles/ajouter")
def add_to_page(page: PageKind) -> Response:
    """Add a tile of a type at the end of the page, and open its settings: beside it with `dans`."""
    draft = held_draft(page)
    kind = TYPES.get(request.form.get("type", ""))
    if kind is None or page not in kind.pages:
        abort(404)
    audience = frozenset({PUBLIC if page is PageKind.PUBLIC_HOME else MEMBERS})
    values = TileValues(
        new_mark(),
        kind.kind,
        width=kind.columns,
        settings=dict(kind.Settings().data),
        audience=audience,
    )
    try:
        tile = add_tile(db.session(), now(), actor(), draft, values, seen_version())
    except Outdated:
        return told_outdated(page)
    except TooManyTiles:
        return _told_too_many(page)
    tile_id = tile.id
    db.session.commit()
    flash(_("The tile is added at the end of the page. Say what it shows."))
    if request.form.get("dans") == "page":
        anchor = f"tuile-{tile_id}"
        url = url_for(".composing", page=page, regler=tile_id, _anchor=anchor)
    else:
        url = url_for(".tile", page=page, tile_id=tile_id)
    return redirect(url, code=303)


@post("/tuiles/<id:tile_id>/deplacer")
def move_on_page(page: PageKind, tile_id: int) -> Response:
    """Move a tile one place, or to a place."""
    draft, tile = held_draft(page), tile_of(page, tile_id)
    wanted = request.form.get("to", "")
    current, _total = place_of(db.session(), tile)
    place = current + STEPS[wanted] if wanted in STEPS else number_in(wanted, LONGEST_PLACE)
    if place is None:
        abort(400)
    try:
        move_tile(db.session(), now(), actor(), draft, tile, seen_version(), place)
    except Outdated:
        return told_outdated(page, tile_id)
    place, total = place_of(db.session(), tile)
    said = _(
        "“%(name)s” is now no. %(place)d of %(total)d.", name=_name(tile), place=place, total=total
    )
    return _done(page, tile_id, said)


@post("/tuiles/<id:tile_id>/largeur")
def resize(page: PageKind, tile_id: int) -> Response:
    """Make a tile one step narrower or wider."""
    draft, tile = held_draft(page), tile_of(page, tile_id)
    wider = SIZES.get(request.form.get("size", ""))
    if wider is None:
        abort(400)
    try:
        resize_tile(db.session(), now(), actor(), draft, tile, seen_version(), wider=wider)
    except Outdated:
        return told_outdated(page, tile_id)
    said = _("“%(name)s” takes %(width)d columns of 12.", name=_name(tile), width=tile.width)
    return _done(page, tile_id, said)


@post("/tuiles/<id:tile_id>/dupliquer")
def duplicate(page: PageKind, tile_id: int) -> Response:
    """Put the same tile after a tile."""
    draft, tile = held_draft(page), tile_of(page, tile_id)
    try:
        made = duplicate_tile(db.session(), now(), actor(), draft, tile, seen_version())
    except Outdated:
        return told_outdated(page, tile_id)
    except TooManyTiles:
        return _told_too_many(page)
    return _done(page, made.id, _("“%(name)s” stands there twice now.", name=_name(made)))


@post("/tuiles/<id:tile_id>/retirer")
def remove_from_page(page: PageKind, tile_id: int) -> Response:
    """Take a tile away; a button puts it back."""
    draft, tile = held_draft(page), tile_of(page, tile_id, removed=True)
    try:
        remove_tile(db.session(), now(), actor(), draft, tile, seen_version())
    except Outdated:
        return told_outdated(page, tile_id)
    said = _("“%(name)s” is removed.", name=_name(tile))
    db.session.commit()
    flash((said, url_for(".put_back", page=page, tile_id=tile_id)), "undo")  # type: ignore[arg-type]
    return to_page(page)


@post("/tuiles/<id:tile_id>/retablir")
def put_back(page: PageKind, tile_id: int) -> Response:
    """Put a tile that was removed back where it stood."""
    draft, tile = held_draft(page), tile_of(page, tile_id, removed=True)
    try:
        put_back_tile(db.session(), now(), actor(), draft, tile)
    except TooManyTiles:
        return _told_too_many(page)
    return _done(page, tile_id, _("“%(name)s” is back.", name=_name(tile)))


def _name(tile: DraftTile) -> str:
    return name_of(tile.kind, tile.title, tile.settings)


def _done(page: PageKind, tile_id: int, said: str) -> Response:
    db.session.commit()
    flash(said)
    return to_page(page, tile_id)


def _told_too_many(page: PageKind) -> Response:
    db.session.rollback()
    flash(_("A page has at most %(number)d tiles. Remove one first.", number=MOST_TILES))
    return to_page(page)
