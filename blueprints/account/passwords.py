"""Changing one's password."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access import for_members, now
from app.actions.accounts import set_password
from app.extensions import db
from app.passwords import hash_password
from app.sessions import confirm, current_token_hash
from blueprints.account import account
from blueprints.account.forms import ChangePasswordForm
from blueprints.account.person import oneself
from blueprints.account.proof import NotProven, prove


@account.get("/mon-compte/mot-de-passe")
@for_members
def password_page() -> str:
    """Show the form for a new password."""
    return render_template("account/password.html", form=ChangePasswordForm(oneself()))


@account.post("/mon-compte/mot-de-passe")
@for_members
def change_password() -> tuple[str, int] | Response:
    """Change the password of whoever knows the current one; all other sessions end."""
    form = ChangePasswordForm(oneself())
    status = 422
    if form.validate_on_submit():
        try:
            prove(oneself().login, form.current_password.data or "")
        except NotProven as refusal:
            form.current_password.errors = [refusal.message]
            status = refusal.status
        else:
            db.session.commit()  # hashing takes a while, during which others may write
            password_hash = hash_password(form.new_password.data or "")
            set_password(
                db.session(), now(), oneself(), password_hash,
                action="change_password", keep_session=current_token_hash(),
            )  # fmt: skip
            confirm()
            db.session.commit()
            flash(_("Your new password counts from now on. You are logged out everywhere else."))
            return redirect(url_for("account.account_page"), code=303)
    return render_template("account/password.html", form=form), status
