"""Signing in and out."""

from datetime import UTC, datetime

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy import select
from werkzeug.wrappers import Response

from app.access import open_to_all, own_path, viewer
from app.actions.logins import count_failure, forget_failures
from app.extensions import db
from app.models import Person
from app.passwords import is_password
from app.queries.logins import is_resting
from app.sessions import sign_in, sign_out
from blueprints.account import account
from blueprints.account.forms import LoginForm


@account.get("/connexion")
@open_to_all
def login() -> str | Response:
    """Ask who comes; whoever is signed in already goes on."""
    wanted = own_path(request.args.get("next"))
    if not viewer().is_anonymous:
        return redirect(wanted or url_for("public.home"), code=303)
    form = LoginForm()
    form.next.data = wanted
    return render_template("account/login.html", form=form)


@account.post("/connexion")
@open_to_all
def log_in() -> tuple[str, int] | Response:
    """Open a session; an unknown login and a wrong password get the same answer."""
    form = LoginForm()
    status = 422
    if form.validate_on_submit():
        login, address = _known_as(form.login.data or ""), request.remote_addr or ""
        if is_resting(db.session(), login, address, datetime.now(UTC)):
            status = 429
            form.login.errors = [
                _("Too many wrong passwords. Wait a quarter of an hour, then try again.")
            ]
        elif person := _recognised(login, form.password.data or ""):
            forget_failures(db.session(), login, address)
            sign_out()
            sign_in(person.id)
            db.session.commit()
            return redirect(own_path(form.next.data) or url_for("public.home"), code=303)
        else:
            count_failure(db.session(), login, address, datetime.now(UTC))
            db.session.commit()
            form.login.errors = [
                _(
                    "The login or the password is not right. Check both: capitals count in the"
                    " password."
                )
            ]
    form.next.data = own_path(form.next.data)
    return render_template("account/login.html", form=form), status


@account.post("/deconnexion")
@open_to_all
def log_out() -> Response:
    """Close the session, here and on the server."""
    sign_out()
    db.session.commit()
    return redirect(url_for("public.home"), code=303)


def _known_as(login: str) -> str:
    return login.strip().lower() if login.isprintable() else ""


def _recognised(login: str, password: str) -> Person | None:
    """Return the active person of this login whose password this is, after the same work always.

    The password is compared outside of a transaction: others need not wait for it.
    """
    person = db.session.scalar(select(Person).where(Person.login == login))
    stored = person.password_hash if person else None
    db.session.rollback()
    proven = is_password(stored, password)
    return person if person is not None and proven and person.is_active else None
