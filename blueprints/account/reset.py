"""A new password by a link in a mail: an hour long, once, and never told to another site."""

from datetime import UTC, datetime

from flask import flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access import now, open_to_all
from app.actions.accounts import set_password
from app.actions.codes import CodeUsed, new_reset_token, reset_hash, use_code
from app.actions.jobs import enqueue
from app.actions.log import record
from app.extensions import db
from app.failed_logins import count_failure, forget_failures, is_resting
from app.models import AccessCode, CodeKind, Person
from app.passwords import hash_password
from app.queries.codes import accounts_known_as, usable_code
from app.templating import absolute_url
from blueprints.account import account
from blueprints.account.forms import ForgottenForm, NewPasswordForm


@account.get("/connexion/mot-de-passe-oublie")
@open_to_all
def forgotten() -> str:
    """Ask whose password is forgotten."""
    return render_template("account/forgotten.html", form=ForgottenForm())


@account.post("/connexion/mot-de-passe-oublie")
@open_to_all
def ask_reset() -> tuple[str, int] | Response:
    """Mail a link, if there is whom to; the answer never tells."""
    form = ForgottenForm()
    if not form.validate_on_submit():
        return render_template("account/forgotten.html", form=form), 422
    typed, address = (form.known_as.data or "").strip().lower(), request.remote_addr or ""
    moment = datetime.now(UTC)
    if typed.isprintable() and not is_resting(typed, address, moment):
        count_failure(typed, address, moment)
        for person in db.session.scalars(accounts_known_as(typed)).all():
            _mail_link(person, moment)
        db.session.commit()
    return redirect(url_for("account.reset_sent"), code=303)


@account.get("/connexion/mot-de-passe-oublie/envoye")
@open_to_all
def reset_sent() -> str:
    """Say what happens now, the same for everybody."""
    return render_template("account/reset_sent.html")


@account.get("/connexion/nouveau-mot-de-passe/<token>")
@open_to_all
def reset_page(token: str) -> Response:
    """Show the form for a new password to whoever was mailed this link."""
    code = _code(token)
    form = NewPasswordForm(db.session.get_one(Person, code.person_id)) if code else None
    return _page(form, 200 if form else 404)


@account.post("/connexion/nouveau-mot-de-passe/<token>")
@open_to_all
def reset_password(token: str) -> Response:
    """Set the new password; all sessions end and the link opens nothing more."""
    code = _code(token)
    if code is None:
        return _page(None, 404)
    person_id, form = code.person_id, NewPasswordForm(db.session.get_one(Person, code.person_id))
    if not form.validate_on_submit():
        return _page(form, 422)
    db.session.rollback()  # hashing takes a while, during which others may write
    password_hash = hash_password(form.new_password.data or "")
    try:
        use_code(db.session(), datetime.now(UTC), reset_hash(token))
    except CodeUsed:
        return _page(None, 404)
    person = db.session.get_one(Person, person_id)
    set_password(db.session(), now(), person, password_hash, action="reset_password")
    forget_failures(person.login, request.remote_addr or "")
    db.session.commit()
    flash(_("Your new password is set. Log in with it."))
    return redirect(url_for("account.login"), code=303)


def _code(token: str) -> AccessCode | None:
    return db.session.scalar(usable_code(CodeKind.RESET, reset_hash(token), datetime.now(UTC)))


def _mail_link(person: Person, moment: datetime) -> None:
    token = new_reset_token(db.session(), moment, person.id)
    if token is not None:
        link = absolute_url(url_for("account.reset_page", token=token))
        text = render_template("account/reset_mail.txt", person=person, link=link)
        enqueue(db.session(), "mail", to=person.email, subject=_("A new password"), text=text)
        record(db.session(), now(), None, "ask_reset", "person", person.id)


def _page(form: NewPasswordForm | None, status: int) -> Response:
    answer = make_response(render_template("account/reset.html", form=form), status)
    answer.headers["Referrer-Policy"] = "no-referrer"
    answer.headers["Cache-Control"] = "no-store"
    return answer
