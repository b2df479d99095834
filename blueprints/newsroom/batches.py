"""Batches (guide p. 43): many contributions changed at once, with a preview and an undo."""

from functools import partial

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access import actor, for_members, now, tree, viewer, worker
from app.actions.batches import (
    aim,
    cancel,
    choose_all,
    choose_some,
    confirm,
    judge,
    open_batch,
    undo,
)
from app.actions.exceptions import NotAllowed, Outdated
from app.addresses import id_in
from app.cursors import cursor_asked, moment, pages_beside
from app.extensions import db
from app.models import Batch
from app.queries.batches import batches_of, own_batch
from app.queries.contribution_orders import whole
from app.queries.contributions import matching
from app.rules.batches import BatchAction
from blueprints.newsroom import newsroom
from blueprints.newsroom.batch_page import batch_page
from blueprints.newsroom.batch_targets import chosen_target, needs_target
from blueprints.newsroom.batch_words import action_name
from blueprints.newsroom.contributions import address, chosen_sort, chosen_tab, filter_form

MOST_TICKED = 500
"""More than a page shows is chosen by its filter, not one by one."""


@newsroom.get("/travaux")
@for_members
def batches() -> str:
    """List the batches that the viewer started."""
    page = batches_of(db.session(), viewer().person_id, cursor_asked(moment))
    newer_url, older_url = pages_beside(
        page, lambda row: (row[0].created_at, row[0].id), partial(url_for, ".batches")
    )
    return render_template(
        "newsroom/batches.html",
        rows=page.rows,
        action_name=action_name,
        newer_url=newer_url,
        older_url=older_url,
    )


@newsroom.post("/travaux")
@for_members
def prepare_batch() -> ResponseReturnValue:
    """Choose contributions, by their ids or all that the filter in the address finds."""
    try:
        action = BatchAction(request.form.get("action", ""))
    except ValueError:
        abort(400)
    batch = open_batch(db.session(), now(), actor(), action)
    batch.arguments = {"list": address()}
    if "all" in request.form:
        _choose_all(batch)
    else:
        choose_some(db.session(), now(), worker(), batch, ticked())
    if batch.total == 0:
        db.session.rollback()
        flash(_("Choose at least one contribution first."))
        return redirect(address(), 303)
    if not needs_target(batch):
        judge(db.session(), now(), worker(), batch)
    db.session.commit()
    return to_batch(batch)


@newsroom.get("/travaux/<id:batch_id>")
@for_members
def batch(batch_id: int) -> ResponseReturnValue:
    """Show what a batch will do, is doing or has done."""
    return batch_page(_own(batch_id))


@newsroom.post("/travaux/<id:batch_id>/destination")
@for_members
def aim_batch(batch_id: int) -> ResponseReturnValue:
    """Say to which rubrique or author, and see what that does."""
    found = _own(batch_id)
    target = chosen_target(found)
    if not target:
        return batch_page(found, _("Choose one from the list."))
    try:
        aim(db.session(), now(), worker(), found, **target)
        db.session.commit()
    except Outdated:
        db.session.rollback()
    return to_batch(found)


@newsroom.post("/travaux/<id:batch_id>/confirmation")
@for_members
def confirm_batch(batch_id: int) -> ResponseReturnValue:
    """Say go; said twice, it is done once."""
    found = _own(batch_id)
    if needs_target(found):
        abort(400)
    try:
        confirm(db.session(), now(), found)
        db.session.commit()
    except Outdated:
        db.session.rollback()
    return to_batch(found)


@newsroom.post("/travaux/<id:batch_id>/abandon")
@for_members
def cancel_batch(batch_id: int) -> ResponseReturnValue:
    """Throw a preview away."""
    found = _own(batch_id)
    back = found.arguments.get("list") or url_for("newsroom.contributions")
    try:
        cancel(db.session(), found)
        db.session.commit()
    except Outdated:
        db.session.rollback()
        return to_batch(found)
    return redirect(back, 303)


@newsroom.post("/travaux/<id:batch_id>/annulation")
@for_members
def undo_batch(batch_id: int) -> ResponseReturnValue:
    """Undo what a batch did, within 30 days; asked twice, it is undone once."""
    found = _own(batch_id)
    try:
        undo(db.session(), now(), found)
        db.session.commit()
    except NotAllowed:
        abort(403)
    except Outdated:
        db.session.rollback()
    return to_batch(found)


def _own(batch_id: int) -> Batch:
    found = own_batch(db.session(), viewer().person_id, batch_id)
    return found or abort(404)


def to_batch(batch: Batch) -> ResponseReturnValue:
    """Send to the page of a batch."""
    return redirect(url_for("newsroom.batch", batch_id=batch.id), 303)


def _choose_all(batch: Batch) -> None:
    form = filter_form()
    if not form.validate():
        abort(400)
    sort, descending = chosen_sort()
    found = matching(worker(), form.wanted(chosen_tab(), tree(), now()), now())
    choose_all(db.session(), batch, whole(found, sort, now()), descending=descending)


def ticked() -> list[int]:
    """Return the ids of the rows that are ticked or, with the whole page, of all that it showed."""
    texts = request.form.getlist("article")
    if "page" in request.form:
        texts += request.form.getlist("line")
    if len(texts) > MOST_TICKED:
        abort(400)
    return sorted({id_ for text in texts if (id_ := id_in(text)) is not None})
