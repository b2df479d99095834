"""Accounts looked after: suspended, taken back into use, corrected, given another end."""

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access import actor, for_right, now
from app.actions.guests import change_end
from app.actions.jobs import enqueue
from app.actions.people import correct_account, reactivate, suspend
from app.extensions import db
from app.models import Person, Source
from app.rules.site_rights import Right
from blueprints.directory import directory
from blueprints.directory.forms import AccountForm, EndForm
from blueprints.directory.person import changeable, may_be_guest, person_page, today

Answer = Response | tuple[str, int]


@directory.post("/personnes/<id:person_id>/suspendre")
@for_right(Right.DIRECTORY, confirmed=True)
def suspend_person(person_id: int) -> Response:
    """Suspend an account: nobody signs in with it, and its open sessions end."""
    found = changeable(person_id)
    if suspend(db.session(), now(), actor(), found.id):
        return _saved(found, _("The account is suspended, and its open sessions are closed."))
    return _saved(found, _("This account is not in use already: nothing was changed."))


@directory.post("/personnes/<id:person_id>/reactiver")
@for_right(Right.DIRECTORY, confirmed=True)
def reactivate_person(person_id: int) -> Response:
    """Take a suspended account back into use."""
    found = changeable(person_id)
    if reactivate(db.session(), now(), actor(), found.id):
        return _saved(found, _("The account is in use again, with the same password."))
    return _saved(found, _("This account is not suspended: nothing was changed."))


@directory.post("/personnes/<id:person_id>")
@for_right(Right.DIRECTORY, confirmed=True)
def correct_person(person_id: int) -> Answer:
    """Correct what a local account says; what the académie says is corrected there."""
    found = changeable(person_id)
    if found.source is not Source.LOCAL:
        abort(403)
    form = AccountForm()
    if not form.validate_on_submit():
        return person_page(found, form, EndForm(formdata=None)), 422
    title, email = (form.title.data or "").strip() or None, form.email.data or None
    before = correct_account(db.session(), now(), actor(), found, title, email)
    if before:
        text = render_template("account/mail_changed.txt", person=found)
        enqueue(db.session(), "mail", to=before, subject=_("Your mail address"), text=text)
    return _saved(found, _("The account is saved."))


@directory.post("/personnes/<id:person_id>/fin-acces")
@for_right(Right.DIRECTORY, confirmed=True)
def change_guest_end(person_id: int) -> Answer:
    """Give the access of a guest another last day; a guest who had left comes back."""
    found = changeable(person_id)
    if not may_be_guest(found):
        abort(403)
    form = EndForm()
    if not form.validate_on_submit() or not form.check_day(today()):
        return person_page(found, AccountForm(formdata=None, obj=found), form), 422
    change_end(db.session(), now(), actor(), found, form.day)
    return _saved(found, _("The access of this guest has another end."))


def _saved(found: Person, words: str) -> Response:
    address = url_for(".person", person_id=found.id)
    db.session.commit()
    flash(words)
    return redirect(address, code=303)
