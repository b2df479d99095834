"""Writing: begin an announcement, change it, and send it on in the same go."""

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access import actor, for_those, now
from app.actions.announcement_moves import make_move
from app.actions.announcements import (
    change_announcement,
    create_announcement,
    is_said_by,
)
from app.actions.exceptions import NotAllowed, Outdated
from app.extensions import db
from app.large_bodies import takes_files
from app.queries.announcement_work import AnnouncementWork, last_deed, reaches_of
from app.queries.used_files import files_of_announcement
from app.rules.announcements import Stage
from app.rules.announcing import Reach
from app.targets import choosable
from blueprints.communication import announces, communication
from blueprints.communication.files import (
    AnnouncementFiles,
    body_limit,
    sent_files,
    stored_files,
)
from blueprints.communication.forms import AnnouncementForm
from blueprints.communication.looks import LOOKS
from blueprints.communication.works import announcer, work_of
from blueprints.communication.writing_page import is_sound, may_go, told_page, write_page

MOST_PROPOSED = 10
STORING = frozenset({"save", "send", "submit"})
"""What buttons of the form ask for; any other shows the form again with what was typed."""


@communication.get("/annonces/nouvelle")
@for_those(announces)
def new_announcement() -> ResponseReturnValue:
    """Show an empty form; other pages propose by `?pour=` whom it addresses."""
    form = AnnouncementForm()
    form.begin(now())
    proposed = request.args.getlist("pour")[:MOST_PROPOSED]
    known = choosable(proposed)
    reached = reaches_of(db.session(), announcer(), [key for key in proposed if key in known])
    form.target.data = [key for key, reach in reached.items() if reach is not Reach.NONE]
    return write_page(form, AnnouncementFiles())


@communication.post("/annonces/nouvelle")
@takes_files(body_limit)
@for_those(announces)
def create() -> ResponseReturnValue:
    """Begin an announcement, and send it on if asked to; the same form twice makes one."""
    form, files, asked = AnnouncementForm(), sent_files(None), request.form.get("do", "")
    if asked not in STORING or form.target.is_being_chosen:
        return write_page(form, files)
    if not (is_sound(form, files) and may_go(form, asked)):
        return write_page(form, files), 422
    text = form.said(files.uses(form.body.html))
    made = create_announcement(db.session(), now(), actor(), text)
    return _go_on(made.id, asked)


@communication.get("/annonces/<id:announcement_id>/modifier")
@for_those(announces)
def edit(announcement_id: int) -> ResponseReturnValue:
    """Show an announcement in its form."""
    work = work_of(announcement_id)
    if not may_change(work):
        abort(403)
    form = AnnouncementForm()
    form.show(work.announcement)
    files = stored_files(files_of_announcement(db.session(), announcement_id))
    return write_page(form, files, work)


@communication.post("/annonces/<id:announcement_id>/modifier")
@takes_files(body_limit)
@for_those(announces)
def save(announcement_id: int) -> ResponseReturnValue:
    """Change an announcement, and send it on if asked to."""
    work = work_of(announcement_id)
    form = AnnouncementForm(target=work.keys)
    files, asked = sent_files(work), request.form.get("do", "")
    if asked not in STORING or form.target.is_being_chosen:
        return write_page(form, files, work)
    started_at = work.announcement.starts_at if work.stage is Stage.ONLINE else None
    if not (is_sound(form, files, started_at) and may_go(form, asked, work)):
        return write_page(form, files, work), 422
    text = form.said(files.uses(form.body.html), started_at)
    try:
        if not may_change(work):
            raise Outdated if work.standing.own else NotAllowed
        change_announcement(
            db.session(), now(), announcer(), work, text, seen_version=form.version.seen()
        )
    except NotAllowed:
        abort(403)
    except Outdated:
        db.session.rollback()
        work = work_of(announcement_id)
        if is_said_by(work, text) and _is_done(announcement_id, asked):
            return _done(announcement_id, asked)
        return told_page(form, files, work), 409
    return _go_on(announcement_id, asked)


def may_change(work: AnnouncementWork) -> bool:
    """Tell whether the viewer may put other words into an announcement now."""
    return bool(work.move("edit") or work.move("change"))


def _go_on(announcement_id: int, asked: str) -> ResponseReturnValue:
    """Send a text that was just stored on to where its author wants it, then commit."""
    work = work_of(announcement_id)
    if work.move(asked) is not None:
        make_move(
            db.session(),
            now(),
            actor(),
            work,
            asked,
            seen_version=work.announcement.version,
        )
    db.session.commit()
    return _done(announcement_id, asked)


def _is_done(announcement_id: int, asked: str) -> bool:
    """Tell whether this person has just done what is asked: a second click."""
    names = ("create", "edit", "change") if asked == "save" else (asked,)
    return last_deed(db.session(), announcement_id) in {(name, actor()) for name in names}


def _done(announcement_id: int, asked: str) -> ResponseReturnValue:
    went_on = asked != "save" and _is_done(announcement_id, asked)
    flash(str(LOOKS[asked].done) if went_on else _("Saved."))
    return redirect(url_for(".announcement", announcement_id=announcement_id), code=303)
