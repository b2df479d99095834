"""What waits for an approval, and the moves of an announcement from one state to the next."""

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access import actor, for_those, now
from app.actions.announcement_moves import make_move
from app.actions.announcements import (
    delete_announcement,
    reuse_announcement,
)
from app.actions.exceptions import (
    ActionRefused,
    AlreadyEnded,
    NotAllowed,
    Outdated,
    ReasonMissing,
)
from app.extensions import db
from app.queries.announcement_work import (
    AnnouncementWork,
    last_deed,
    waiting_announcements,
)
from app.queries.names import full_names
from blueprints.communication import announces, approves, communication
from blueprints.communication.announcement import announcement_page
from blueprints.communication.forms import MoveForm
from blueprints.communication.looks import LOOKS, NAMES
from blueprints.communication.works import announcer, found_work, work_of

QUEUE = 50


@communication.get("/annonces/a-valider")
@for_those(approves)
def waiting() -> str:
    """Show what waits for an approval, the oldest first."""
    found = db.session.scalars(waiting_announcements().limit(QUEUE)).all()
    names = full_names(db.session(), [one.author_id for one in found if one.author_id])
    return render_template("communication/waiting.html", waiting=found, names=names)


@communication.post("/annonces/<id:announcement_id>/<name>")
@for_those(announces)
def move(announcement_id: int, name: str) -> ResponseReturnValue:
    """Make the move whose word stands in the address."""
    if name not in NAMES:
        abort(404)
    asked, form, work = NAMES[name], MoveForm(), found_work(announcement_id)
    if work is None:
        return _done(announcement_id, asked) if _is_done(announcement_id, asked) else abort(404)
    if not form.validate():
        return announcement_page(work, form, asked), 422
    try:
        made_id = _make(asked, work, form)
        db.session.commit()
    except ActionRefused as refusal:
        db.session.rollback()
        return _refused(refusal, announcement_id, asked, form)
    return _done(made_id, asked)


def _make(asked: str, work: AnnouncementWork, form: MoveForm) -> int:
    """Do what is asked, and return the id of what there is now. Raises ActionRefused."""
    session, moment, actor_id = db.session(), now(), actor()
    version = form.version.seen()
    if asked == "reuse":
        return reuse_announcement(session, moment, actor_id, work).id
    found_id = work.announcement.id
    if asked == "delete":
        delete_announcement(session, moment, actor_id, work, seen_version=version)
        return found_id
    make_move(
        session,
        moment,
        actor_id,
        work,
        asked,
        seen_version=version,
        reason=form.reason.data or "",
    )
    return found_id


def _is_done(announcement_id: int, asked: str) -> bool:
    """Tell whether what is asked for is what this person has just done: a second click."""
    return last_deed(db.session(), announcement_id) == (asked, actor())


def _done(announcement_id: int, asked: str) -> ResponseReturnValue:
    """Say what was done, and lead on: who called back the draft of another sees it no more."""
    flash(str(LOOKS[asked].done))
    if asked == "reuse":
        url = url_for(".edit", announcement_id=announcement_id)
    elif found_work(announcement_id) is not None:
        url = url_for(".announcement", announcement_id=announcement_id)
    else:
        url = url_for(".waiting" if announcer().approves else ".announcements")
    return redirect(url, code=303)


def _refused(
    refusal: Exception, announcement_id: int, asked: str, form: MoveForm
) -> ResponseReturnValue:
    if isinstance(refusal, NotAllowed):
        abort(403)
    elif isinstance(refusal, Outdated):
        if _is_done(announcement_id, asked):
            return _done(announcement_id, asked)
        return announcement_page(work_of(announcement_id), form, asked, problem="outdated"), 409
    elif isinstance(refusal, ReasonMissing):
        form.reason.errors = [_("A refusal needs a reason: the author must know what to change.")]
    elif isinstance(refusal, AlreadyEnded):
        return announcement_page(work_of(announcement_id), form, problem="ended"), 422
    return announcement_page(work_of(announcement_id), form, asked), 422
