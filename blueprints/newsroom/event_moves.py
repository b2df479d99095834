"""One view for all moves of an event: what `open_moves` allows, and nothing else."""

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access import actor, for_members, now, worker
from app.actions.event_moves import make_event_move
from app.actions.exceptions import ActionRefused, NotAllowed, Outdated
from app.extensions import db
from app.queries.event_work import last_event_deed, read_series_work
from app.rules.events import Scope
from blueprints.newsroom import newsroom
from blueprints.newsroom.event_forms import EventMoveForm
from blueprints.newsroom.event_looks import LOOKS, NAMES
from blueprints.newsroom.event_page import ensure_series_seen, event_page, event_work_of


@newsroom.post("/evenements/<id:event_id>/<name>")
@for_members
def move_event(event_id: int, name: str) -> ResponseReturnValue:
    """Make the move whose word stands in the address, for as much of a series as is meant."""
    if name not in NAMES:
        abort(404)
    asked, form, work = NAMES[name], EventMoveForm(), event_work_of(event_id)
    scope = _scope()
    if not form.validate():
        return event_page(work, form, asked), 422
    try:
        ensure_series_seen(work, scope, form.series)
        make_event_move(
            db.session(),
            now(),
            actor(),
            read_series_work(db.session(), worker(), work, scope),
            asked,
            seen_version=form.version.seen() or None,
            reason=form.reason.data or "",
        )
        db.session.commit()
    except ActionRefused as refusal:
        db.session.rollback()
        return _refused(refusal, event_id, asked, form)
    return _done(event_id, asked)


def _scope() -> Scope:
    """Return how much of a series is meant, as a form says it or the address of an undo."""
    try:
        return Scope(request.values.get("scope", Scope.ONE))
    except ValueError:
        abort(404)


def _done(event_id: int, asked: str) -> ResponseReturnValue:
    done = str(LOOKS[asked].done)
    if asked == "trash":
        word = LOOKS["restore"].word
        undo = url_for(".move_event", event_id=event_id, name=word, scope=_scope().value)
        flash((done, undo), "undo")  # type: ignore[arg-type] # the layout reads both
        return redirect(url_for(".events"), code=303)
    flash(done)
    return redirect(url_for(".event", event_id=event_id), code=303)


def _refused(
    refusal: ActionRefused, event_id: int, asked: str, form: EventMoveForm
) -> ResponseReturnValue:
    if isinstance(refusal, NotAllowed):
        abort(403)
    work = event_work_of(event_id)
    if isinstance(refusal, Outdated):
        # A double click: what was asked for is what this person has just done.
        if last_event_deed(db.session(), event_id) == (asked, actor()):
            return _done(event_id, asked)
        return event_page(work, form, asked, is_outdated=True), 409
    form.reason.errors = [_("A refusal needs a reason: the author must know what to change.")]
    return event_page(work, form, asked), 422
