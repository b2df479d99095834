"""Writing: begin an event or a series, change it, and send it on in the same go."""

import secrets

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.exc import IntegrityError

from app.access import actor, for_members, now, roles, viewer, worker
from app.actions.event_moves import make_event_move
from app.actions.event_text import EventText, newest_text
from app.actions.events import change_event, create_event
from app.actions.exceptions import NotAllowed, Outdated
from app.addresses import as_id, id_asked
from app.extensions import db
from app.models import Event
from app.queries.event_work import (
    EventWork,
    agendas_to_write_in,
    event_of_form,
    last_event_deed,
    read_series_work,
)
from app.queries.rubriques import readable_rubrique
from app.queries.work import with_ancestors
from app.rules.events import Saving, Scope
from app.rules.repeating import Span
from app.rules.workflow import Change
from app.templating import local
from app.tree import branches
from blueprints.newsroom import newsroom
from blueprints.newsroom.event_forms import EditEventForm, NewEventForm
from blueprints.newsroom.event_looks import LOOKS
from blueprints.newsroom.event_page import ensure_series_seen, event_work_of
from blueprints.newsroom.event_writing_page import STORING, is_sound, told_page, write_page


@newsroom.get("/evenements/nouveau")
@for_members
def new_event() -> ResponseReturnValue:
    """Ask for a rubrique whose agenda is switched on, then for the event."""
    places = agendas_to_write_in(db.session(), roles(), worker().archived)
    wanted = id_asked("rubrique")
    if wanted is None and len(places) != 1:
        tree = branches(db.session.scalars(with_ancestors(places)).all())
        return render_template("newsroom/event_place.html", tree=tree, places=places)
    form = NewEventForm(formdata=None)
    form.rubrique_id.data = str(_place(wanted or places[0]))
    form.creation_key.data = secrets.token_urlsafe(24)
    return write_page(form, rubrique_id=int(form.rubrique_id.data))


@newsroom.post("/evenements/nouveau")
@for_members
def create_event_of_form() -> ResponseReturnValue:
    """Begin an event or a series, and send it on if asked to; the same form twice makes one."""
    form, asked = NewEventForm(), request.form.get("do", "")
    rubrique_id = _place(as_id(str(form.rubrique_id.data)))
    if asked not in STORING:
        return write_page(form, rubrique_id=rubrique_id)
    is_valid, span = is_sound(form), form.span()
    repetition = form.repetition(span) if span else None
    if not is_valid or span is None or form.repeats.errors or form.until.errors:
        return write_page(form, rubrique_id=rubrique_id), 422
    known = _made_before(form)
    if known is not None:
        return _sent_twice(known, form, span)
    try:
        made = create_event(
            db.session(),
            now(),
            actor(),
            rubrique_id,
            form.said(span),
            creation_key=form.creation_key.data or "",
            repetition=repetition,
        )
        return _go_on(made.id, asked, Scope.ALL)
    except IntegrityError:
        # The other click of two was faster by a hair.
        db.session.rollback()
        known = _made_before(form)
        return _sent_twice(known, form, span) if known else abort(400)


@newsroom.get("/evenements/<id:event_id>/modifier")
@for_members
def edit_event(event_id: int) -> ResponseReturnValue:
    """Show an event, or the change that stands beside it, in a form."""
    work = event_work_of(event_id)
    if work.saving is None:
        abort(403)
    form = EditEventForm(formdata=None)
    form.show(newest_text(work.event))
    form.version.data = str(work.event.version)
    return write_page(form, work)


@newsroom.post("/evenements/<id:event_id>/modifier")
@for_members
def save_event(event_id: int) -> ResponseReturnValue:
    """Change an event, and the others of its series that are meant; send it on if asked to."""
    work, form, asked = event_work_of(event_id), EditEventForm(), request.form.get("do", "")
    if asked not in STORING and work.saving is not None:
        return write_page(form, work)
    is_valid, span = is_sound(form, work), form.span()
    if not is_valid or span is None:
        return write_page(form, work), 422
    text, scope = form.said(span), Scope(form.scope.data)
    try:
        ensure_series_seen(work, scope, form.series)
        works = read_series_work(db.session(), worker(), work, scope)
        seen = form.version.seen()
        change_event(db.session(), now(), actor(), works, text, seen_version=seen)
        return _go_on(event_id, asked, scope)
    except NotAllowed:
        abort(403)
    except OverflowError:
        db.session.rollback()
        form.starts_on.errors = [_("Some dates of the series would leave this century.")]
        return write_page(form, event_work_of(event_id)), 422
    except Outdated:
        db.session.rollback()
        return _outdated(event_work_of(event_id), form, text, asked)


def _place(rubrique_id: int) -> int:
    """Return the id of a rubrique in whose agenda the viewer may write; aborts with 404 or 403."""
    if rubrique_id not in agendas_to_write_in(db.session(), roles(), worker().archived):
        is_readable = db.session.scalar(readable_rubrique(viewer(), rubrique_id)) is not None
        abort(403 if is_readable else 404)
    return rubrique_id


def _go_on(event_id: int, asked: str, scope: Scope) -> ResponseReturnValue:
    """Send an event that was just stored on to where its author wants it, then commit."""
    work = event_work_of(event_id)
    if work.state.change is Change.PENDING and work.saving is Saving.PROPOSED:
        done = "submit_change"
    elif work.move(asked) is None:
        done = ""
    else:
        done = asked
        works = read_series_work(db.session(), worker(), work, scope)
        make_event_move(db.session(), now(), actor(), works, asked, seen_version=None)
    db.session.commit()
    return _done(work.event, done)


def _done(event: Event, asked: str) -> ResponseReturnValue:
    flash(str(LOOKS[asked].done) if asked else _("Saved."))
    if event.ends_at <= now():
        month = local(event.starts_at).strftime("%Y-%m")
        see = url_for("public.agenda", mois=month, rubrique=event.rubrique_id)
        words = _("Its date has passed: it stands in the calendar, not among what is coming.")
        flash((words, see, _("See the calendar")), "link")  # type: ignore[arg-type] # the layout reads both
    return redirect(url_for(".event", event_id=event.id), code=303)


def _made_before(form: NewEventForm) -> Event | None:
    return db.session.scalar(event_of_form(actor(), form.creation_key.data or ""))


def _sent_twice(known: Event, form: NewEventForm, span: Span) -> ResponseReturnValue:
    """Go to the event that the form has made; another text than the first one is not lost."""
    work = event_work_of(known.id)
    if form.said(span) == newest_text(known) or work.saving is None:
        return redirect(url_for(".event", event_id=known.id), code=303)
    return told_page(EditEventForm(), work), 409


def _outdated(
    work: EventWork, form: EditEventForm, text: EventText, asked: str
) -> ResponseReturnValue:
    """Show both texts; a second click is told what the first one did."""
    if newest_text(work.event) == text and last_event_deed(db.session(), work.event.id) in {
        (name, actor()) for name in ("change", "submit_change", "approve_change", asked)
    }:
        return _done(work.event, "")
    return told_page(form, work), 409
