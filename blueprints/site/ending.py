"""Archiving rubriques, deleting them with all below, and bringing them back."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access import actor, for_members, for_those, now, roles, tree
from app.actions.rubrique_ends import (
    archive_rubrique,
    restore_rubrique,
    trash_rubrique,
    unarchive_rubrique,
)
from app.actions.rubriques import RubriqueRefused, hold_tree
from app.extensions import db
from app.models import Rubrique
from app.queries.managed import NOTHING, all_rubriques, held_by
from app.rules.retention import RETENTION
from app.rules.roles import Permission, allows
from app.rules.tree import path_of, with_all_below
from app.rules.visibility import trashed_in
from blueprints.site import site
from blueprints.site.confirming import explain
from blueprints.site.managed import (
    managed,
    managed_something,
    manages_all_below,
    place_in_words,
    roles_before_trash,
)


@site.get("/rubriques/<id:rubrique_id>/archiver")
@for_members
def archiving(rubrique_id: int) -> str:
    """Say what archiving a rubrique does, before it is done."""
    return _ask(managed(rubrique_id, Permission.DELETE_RUBRIQUE), "archive")


@site.post("/rubriques/<id:rubrique_id>/archiver")
@for_members
def archive(rubrique_id: int) -> Response:
    """Archive a rubrique with all below it."""
    return _end(rubrique_id, archive_rubrique, _("“%(name)s” is archived."))


@site.post("/rubriques/<id:rubrique_id>/desarchiver")
@for_members
def unarchive(rubrique_id: int) -> Response:
    """Bring an archived rubrique back into menus and flows."""
    return _end(rubrique_id, unarchive_rubrique, _("“%(name)s” is no longer archived."))


@site.get("/rubriques/<id:rubrique_id>/supprimer")
@for_members
def deleting(rubrique_id: int) -> str:
    """Say what goes to the trash with a rubrique, before it is done."""
    return _ask(managed(rubrique_id, Permission.DELETE_RUBRIQUE), "trash")


@site.post("/rubriques/<id:rubrique_id>/supprimer")
@for_members
def delete(rubrique_id: int) -> Response:
    """Put a rubrique into the trash with all below it."""
    return _end(
        rubrique_id, trash_rubrique, _("“%(name)s” is in the trash, for 90 days."), undo=True
    )


@site.get("/rubriques/corbeille")
@for_those(managed_something)
def rubrique_trash() -> str:
    """Show the deleted rubriques that the viewer managed."""
    everything = all_rubriques(db.session())
    own = roles_before_trash()
    gone = trashed_in(tree())
    held = held_by(db.session(), now())
    rows = [
        {
            "rubrique": one,
            "path": place_in_words(one),
            "until": one.trashed_at + timedelta(days=RETENTION.trash_days),
            "articles": sum(held.get(id_, NOTHING).kept for id_ in with_all_below(tree(), one.id)),
            "waits_for_parent": bool(gone.intersection(path_of(tree(), one.id)[:-1])),
        }
        for one in everything
        if one.trashed_at is not None
        and allows(Permission.DELETE_RUBRIQUE, own.get(one.id), own=False)
    ]
    return render_template("site/rubrique_trash.html", rows=rows)


@site.post("/rubriques/<id:rubrique_id>/restaurer")
@for_members
def restore(rubrique_id: int) -> Response:
    """Take a rubrique out of the trash."""
    hold_tree(db.session())
    found = db.session.get(Rubrique, rubrique_id)
    if found is None or not allows(
        Permission.DELETE_RUBRIQUE, roles_before_trash().get(rubrique_id), own=False
    ):
        abort(404)
    name = found.name
    try:
        was_hidden = restore_rubrique(db.session(), now(), actor(), found)
    except RubriqueRefused as refusal:
        flash(explain(refusal))
        return redirect(url_for(".rubrique_trash"), code=303)
    db.session.commit()
    flash(_("“%(name)s” is back.", name=name))
    if was_hidden:
        flash(_("It is private now, because the rubrique above it is no longer public."))
    return redirect(url_for(".rubriques", _anchor=f"rubrique-{rubrique_id}"), code=303)


def _ask(found: Rubrique, what: str) -> str:
    gone = trashed_in(tree())
    held = held_by(db.session(), now())
    below = [id_ for id_ in with_all_below(tree(), found.id) if id_ not in gone]
    known = [id_ for id_ in below if id_ in roles()]
    names = {one.id: one.name for one in all_rubriques(db.session())}
    return render_template(
        "site/ending.html",
        rubrique=found,
        what=what,
        below=[names[id_] for id_ in known[1:]],
        articles=sum(held.get(id_, NOTHING).kept for id_ in known),
        online=sum(held.get(id_, NOTHING).online for id_ in known),
        goes_beyond=not manages_all_below(found.id),
    )


def _end(
    rubrique_id: int, action: Callable[..., None], said: str, *, undo: bool = False
) -> Response:
    hold_tree(db.session())
    found = managed(rubrique_id, Permission.DELETE_RUBRIQUE)
    if not manages_all_below(rubrique_id):
        abort(403)
    message = said.replace("%(name)s", found.name)
    try:
        action(db.session(), now(), actor(), found)
    except RubriqueRefused as refusal:
        flash(explain(refusal))
        return redirect(url_for(".rubriques"), code=303)
    db.session.commit()
    if undo:
        said_with_way_back: Any = (message, url_for(".restore", rubrique_id=rubrique_id))
        flash(said_with_way_back, "undo")
    else:
        flash(message)
    return redirect(url_for(".rubriques"), code=303)
