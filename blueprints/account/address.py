"""Where mail goes: the address that is given up is told of it, whichever page changed it."""

from flask import render_template
from flask_babel import gettext as _

from app.access import now
from app.actions.accounts import change_mail
from app.actions.jobs import enqueue
from app.extensions import db
from app.models import MailChoice, Person


def change_address(person: Person, email: str | None, choice: MailChoice) -> None:
    """Change where a person's mail goes and when it is wanted, and tell the former address."""
    before = change_mail(db.session(), now(), person, email, choice)
    if before is not None:
        text = render_template("account/mail_changed.txt", person=person)
        enqueue(db.session(), "mail", to=before, subject=_("Your mail address"), text=text)
