"""Signing in and out."""

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy import select
from werkzeug.wrappers import Response

from app.access import open_to_all, own_path, sign_in, sign_out, viewer
from app.extensions import db
from app.models import Person
from app.passwords import is_password
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
    if form.validate_on_submit():
        person = _recognised(form.login.data or "", form.password.data or "")
        if person is not None:
            sign_out()
            sign_in(person.id)
            db.session.commit()
            return redirect(own_path(form.next.data) or url_for("public.home"), code=303)
        form.login.errors = [
            _("The login or the password is not right. Check both: capitals count in the password.")
        ]
    form.next.data = own_path(form.next.data)
    return render_template("account/login.html", form=form), 422


@account.post("/deconnexion")
@open_to_all
def log_out() -> Response:
    """Close the session, here and on the server."""
    sign_out()
    db.session.commit()
    return redirect(url_for("public.home"), code=303)


def _recognised(login: str, password: str) -> Person | None:
    """Return the active person of this login whose password this is, after the same work always."""
    known = login.strip().lower() if login.isprintable() else ""
    person = db.session.scalar(select(Person).where(Person.login == known))
    proven = is_password(person.password_hash if person else None, password)
    return person if person is not None and proven and person.is_active else None
