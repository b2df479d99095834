"""One's own account on a page: who one is here, mail, open sessions."""

from datetime import UTC, datetime

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access import actor, confirmed, for_members, now
from app.actions.accounts import change_announcement_mail, end_all_sessions, end_session
from app.extensions import db
from app.models import MailChoice
from app.queries.sessions import open_sessions
from app.sessions import current_token_hash, sign_out
from blueprints.account import account
from blueprints.account.address import change_address
from blueprints.account.forms import MailForm
from blueprints.account.mail_forms import AnnouncementMailForm
from blueprints.account.person import oneself
from blueprints.account.told import places, role_helps, site_rights, who_one_is

SHOWN = 16
"""Signs of a session's key by which the page names it; the cookie's token cannot be made of it."""


@account.get("/mon-compte")
@for_members
def account_page() -> str:
    """Show who one is on this site, and what one may do where."""
    return _page(MailForm(obj=oneself()))


@account.post("/mon-compte/courriel")
@confirmed
@for_members
def change_mail_settings() -> tuple[str, int] | Response:
    """Change the mail address and when mail is wanted; the address given up is told of it."""
    form, person = MailForm(), oneself()
    if not form.validate_on_submit():
        return _page(form), 422
    choice = MailChoice(form.mail_choice.data)
    change_address(person, form.email.data or None, choice)
    db.session.commit()
    flash(_("Your mail settings are saved."))
    return redirect(url_for("account.account_page"), code=303)


@account.post("/mon-compte/annonces")
@for_members
def change_announcement_settings() -> tuple[str, int] | Response:
    """Change which announcements come by mail, and the hours in which no mail comes."""
    person = oneself()
    form = AnnouncementMailForm(person)
    if not form.validate_on_submit():
        return _page(MailForm(obj=person, formdata=None), form), 422
    choice = MailChoice(form.announcement_mail.data)
    change_announcement_mail(db.session(), now(), person, choice, form.quiet_hours())
    db.session.commit()
    flash(_("Your mail settings are saved."))
    return redirect(url_for("account.account_page"), code=303)


@account.post("/mon-compte/sessions/fermer")
@for_members
def close_session() -> Response:
    """Close one's session in another browser."""
    beginning = request.form.get("session", "")[:SHOWN]
    if not end_session(db.session(), now(), actor(), beginning):
        abort(404)
    db.session.commit()
    flash(_("This session is closed."))
    return redirect(url_for("account.account_page"), code=303)


@account.post("/mon-compte/sessions/fermer-toutes")
@for_members
def close_all_sessions() -> Response:
    """Log out everywhere, here too."""
    end_all_sessions(db.session(), now(), actor())
    sign_out()
    db.session.commit()
    flash(_("You are logged out everywhere."))
    return redirect(url_for("account.login"), code=303)


def _page(form: MailForm, announcement_form: AnnouncementMailForm | None = None) -> str:
    sessions = db.session.scalars(open_sessions(actor(), datetime.now(UTC)))
    somebody = oneself()
    return render_template(
        "account/page.html",
        oneself=somebody,
        form=form,
        announcement_form=announcement_form or AnnouncementMailForm(somebody, formdata=None),
        sessions=[(one.token_hash[:SHOWN], one) for one in sessions],
        current=(current_token_hash() or "")[:SHOWN],
        who=who_one_is(),
        places=places(),
        site_rights=site_rights(),
        role_helps=role_helps(),
    )
