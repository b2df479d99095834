"""The password asked again: before administration, and for a form whose session ended."""

from flask import abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.access import actor, for_members, forget_viewer, open_to_all, viewer
from app.addresses import own_path
from app.extensions import db
from app.sessions import confirm, sign_in
from app.typed_again import MOST_FIELDS, ProofForm, form_path, page_of, typed_before
from blueprints.account import account
from blueprints.account.forms import ConfirmationForm
from blueprints.account.proof import NotProven, login_of, prove


@account.get("/connexion/confirmation")
@for_members
def confirmation() -> str:
    """Ask for the password before a page of administration."""
    form = ConfirmationForm()
    form.next.data = own_path(request.args.get("next"))
    return render_template("account/confirmation.html", form=form)


@account.post("/connexion/confirmation")
@for_members
def confirm_password() -> tuple[str, int] | Response:
    """Go on to the page that was wanted."""
    form = ConfirmationForm()
    status = 422
    if form.validate_on_submit():
        try:
            prove(login_of(actor()), form.password.data or "")
        except NotProven as refusal:
            form.password.errors = [refusal.message]
            status = refusal.status
        else:
            confirm()
            db.session.commit()
            return redirect(own_path(form.next.data) or url_for("public.home"), code=303)
    form.next.data = own_path(form.next.data)
    return render_template("account/confirmation.html", form=form), status


@account.post("/connexion/reprise")
@open_to_all
def resume() -> tuple[str, int]:
    """Sign in again, or confirm, and offer to send the form that was kept."""
    form, path, typed = ProofForm(), form_path(request.form.get("path")), typed_before()
    if path is None or len(typed) > MOST_FIELDS:
        abort(400)
    if not viewer().is_anonymous:
        form.login.data = login_of(actor())
    status = 422
    if form.validate():
        try:
            person_id = prove(form.login.data or "", form.password.data or "")
        except NotProven as refusal:
            form.password.errors = [refusal.message]
            status = refusal.status
        else:
            _go_on_as(person_id)
            return page_of(form, path, typed, asks_password=False), 200
    return page_of(form, path, typed, asks_password=True), status


def _go_on_as(person_id: int) -> None:
    if viewer().is_anonymous:
        sign_in(person_id)
        forget_viewer()
    else:
        confirm()
    db.session.commit()
