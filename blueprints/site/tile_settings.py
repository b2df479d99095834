"""The settings of one tile of a draft: what its type asks, and what all tiles have."""

from collections.abc import Sequence
from typing import Any

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from wtforms import Form

from app.access import actor, now
from app.actions.draft_tiles import (
    TooManyTiles,
    add_tile,
    change_tile,
    put_back_tile,
    state_of,
)
from app.actions.drafts import begin_draft, hold_page, new_mark
from app.actions.exceptions import Outdated
from app.extensions import db
from app.large_bodies import takes_files
from app.models import DraftTile, PageKind
from app.queries.drafts import (
    draft_tiles,
    files_of_draft_tile,
    find_draft,
    find_draft_tile,
    values_of_draft,
)
from app.rules.tiles import MOST_TILES, FileUse, TileValues
from blueprints.site.tile_forms import TileForm, stored
from blueprints.site.tile_page import tile_page
from blueprints.site.tile_pages import get, post, tile_of, to_page
from blueprints.site.tile_picture import TilePicture
from blueprints.site.tile_pictures import (
    body_limit,
    check_pictures,
    cut_pictures,
    files_of,
    join_parts,
    sent_pictures,
    stored_pictures,
)
from blueprints.site.tile_widgets import (
    check_settings,
    is_choosing,
    stored_settings,
    typed_settings,
)
from blueprints.site.tile_words import name_of
from tiles import TYPES


@get("/tuiles/<id:tile_id>")
def tile(page: PageKind, tile_id: int) -> ResponseReturnValue:
    """Show the settings of a tile."""
    found = tile_of(page, tile_id)
    form = TileForm(formdata=None, data=stored(found))
    form.state.data = state_of(found)
    kind = TYPES.get(found.kind)
    settings = stored_settings(kind, found.settings) if kind else None
    pictures = _stored_pictures(found, settings)
    return tile_page(page, found.kind, form, settings, found, pictures)


@takes_files(body_limit)
@post("/tuiles/<id:tile_id>")
def save_tile(page: PageKind, tile_id: int) -> ResponseReturnValue:
    """Change a tile; who typed on what is changed, removed or published since is told."""
    pictures = _sent_pictures()
    hold_page(db.session())
    draft, found = (
        find_draft(db.session(), page),
        find_draft_tile(db.session(), page, tile_id),
    )
    if draft is None or found is None:
        return _gone(page, pictures)
    form = TileForm(data=stored(found))
    kind = TYPES.get(found.kind)
    settings, lost = typed_settings(kind, found.settings) if kind else (None, frozenset())
    if pictures is None or found.kind != request.form.get("type"):
        pictures = _stored_pictures(found, settings)
    elif settings is not None:
        join_parts(pictures, settings)
    if form.target.is_being_chosen or is_choosing():
        return tile_page(page, found.kind, form, settings, found, pictures)
    if not _is_sound(page, found.kind, form, settings, lost, pictures):
        return tile_page(page, found.kind, form, settings, found, pictures), 422
    files = files_of_draft_tile(db.session(), tile_id)
    if pictures:
        files = files_of(pictures, files)
    values = _values(page, found.mark, found.kind, form, settings, found.settings, files)
    try:
        change_tile(db.session(), now(), actor(), draft, found, values, form.state.data or "")
        put_back_tile(db.session(), now(), actor(), draft, found)
    except Outdated:
        form.state.data = state_of(found)
        return tile_page(page, found.kind, form, settings, found, pictures, is_changed=True), 409
    except TooManyTiles:
        form.title.errors = [_too_many()]
        return tile_page(page, found.kind, form, settings, found, pictures), 422
    return _saved(page, found)


@takes_files(body_limit)
@post("/tuiles/nouvelle")
def save_as_new_tile(page: PageKind) -> ResponseReturnValue:
    """Add what was typed for a tile that is there no more, to a draft that is begun if needed."""
    pictures = _sent_pictures() or []
    hold_page(db.session())
    kind = TYPES.get(request.form.get("type", ""))
    if kind is None or page not in kind.pages:
        abort(404)
    form = TileForm()
    settings, lost = typed_settings(kind, None)
    join_parts(pictures, settings)
    if form.target.is_being_chosen or is_choosing():
        return tile_page(page, kind.kind, form, settings, None, pictures)
    if not _is_sound(page, kind.kind, form, settings, lost, pictures):
        return tile_page(page, kind.kind, form, settings, None, pictures), 422
    draft = begin_draft(db.session(), now(), actor(), page)
    files = files_of(pictures, ())
    values = _values(page, new_mark(), kind.kind, form, settings, {}, files)
    last = next(reversed(db.session.scalars(draft_tiles(page)).all()), None)
    if last is not None and not values.differing(values_of_draft(db.session(), page)[-1]):
        return _saved(page, last)  # a second click
    try:
        made = add_tile(db.session(), now(), actor(), draft, values, draft.version)
    except TooManyTiles:
        form.title.errors = [_too_many()]
        return tile_page(page, kind.kind, form, settings, None, pictures), 422
    return _saved(page, made)


def _sent_pictures() -> list[TilePicture] | None:
    """Take the pictures that the form carries, and cut them: all before the page is held."""
    kind = TYPES.get(request.form.get("type", ""))
    pictures = sent_pictures(kind) if kind else None
    if kind is not None and pictures and not is_choosing():
        join_parts(pictures, typed_settings(kind, None)[0])
        cut_pictures(pictures)
    return pictures


def _stored_pictures(found: DraftTile, settings: Form | None) -> list[TilePicture]:
    kind = TYPES.get(found.kind)
    if kind is None or settings is None:
        return []
    pictures = stored_pictures(kind, files_of_draft_tile(db.session(), found.id))
    join_parts(pictures, settings)
    return pictures


def _gone(page: PageKind, pictures: list[TilePicture] | None) -> ResponseReturnValue:
    """Show what was typed for a tile that is there no more: it can be kept as a new one."""
    kind = TYPES.get(request.form.get("type", ""))
    if kind is None or page not in kind.pages or "state" not in request.form:
        abort(404)
    form = TileForm()
    settings, _lost = typed_settings(kind, None)
    join_parts(pictures or [], settings)
    return tile_page(page, kind.kind, form, settings, None, pictures or [], is_gone=True), 409


def _is_sound(
    page: PageKind,
    kind: str,
    form: TileForm,
    settings: Form | None,
    lost: frozenset[str],
    pictures: Sequence[TilePicture],
) -> bool:
    judged = [form.is_sound(page), settings is None or check_settings(settings, lost)]
    if settings is not None:
        judged.append(check_pictures(TYPES[kind], pictures, settings.data))
    return all(judged)


def _values(
    page: PageKind,
    mark: str,
    kind: str,
    form: TileForm,
    settings: Form | None,
    before: Any,
    files: frozenset[FileUse],
) -> TileValues:
    """Return the tile that was typed; settings that say the same stay as they are stored."""
    is_same = settings is None or settings.data == stored_settings(TYPES[kind], before).data
    return TileValues(
        mark=mark,
        kind=kind,
        settings=before if settings is None or is_same else settings.data,
        files=files,
        **form.columns(page),
    )


def _saved(page: PageKind, found: DraftTile) -> ResponseReturnValue:
    name, tile_id = name_of(found.kind, found.title, found.settings), found.id
    db.session.commit()
    flash(_("“%(name)s” is kept in the draft.", name=name))
    if request.form.get("do") == "stay":
        return redirect(url_for(".tile", page=page, tile_id=tile_id), code=303)
    return to_page(page, tile_id)


def _too_many() -> str:
    return str(_("A page has at most %(number)d tiles. Remove one first.", number=MOST_TILES))
