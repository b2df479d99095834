"""Signing in and out."""

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.access import look, now, open_to_all, own_viewer, viewer
from app.actions.see_as import stop_looking
from app.addresses import own_path
from app.extensions import db
from app.queries.viewers import viewer_of
from app.rules.session_limits import may_stay
from app.sessions import current_token_hash, sign_in, sign_out
from blueprints.account import account
from blueprints.account.forms import LoginForm
from blueprints.account.proof import NotProven, prove


@account.get("/connexion")
@open_to_all
def login() -> str | Response:
    """Ask who comes; whoever is signed in already goes on."""
    wanted = own_path(request.args.get("next"))
    if not viewer().is_anonymous:
        return redirect(wanted or url_for("personal.home"), code=303)
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
        try:
            person_id = prove(form.login.data or "", form.password.data or "")
        except NotProven as refusal:
            form.login.errors = [refusal.message]
            status = refusal.status
        else:
            stays = form.stays.data and may_stay(viewer_of(db.session(), person_id))
            sign_out()
            sign_in(person_id, stays=stays)
            db.session.commit()
            return redirect(own_path(form.next.data) or url_for("personal.home"), code=303)
    form.next.data = own_path(form.next.data)
    return render_template("account/login.html", form=form), status


@account.post("/deconnexion")
@open_to_all
def log_out() -> Response:
    """Close the session, here and on the server; a look with other eyes ends in the journal too."""
    current, token_hash, own = look(), current_token_hash(), own_viewer()
    if current is not None and token_hash and own.person_id:
        stop_looking(db.session(), now(), own.person_id, token_hash, current)
    sign_out()
    db.session.commit()
    return redirect(url_for("public.home"), code=303)
