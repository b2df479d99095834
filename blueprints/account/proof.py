"""Is it really this person? The password, compared within the limits of wrong ones."""

from collections.abc import Callable
from datetime import UTC, datetime

from flask import request
from flask_babel import gettext as _
from sqlalchemy import select

from app.access import now
from app.extensions import db
from app.failed_logins import count_failure, forget_failures, is_resting
from app.models import Person
from app.passwords import is_password
from app.rules.consent import day_in_paris
from app.rules.directory import has_ended
from app.templating import long_date


class NotProven(Exception):
    """Nobody is known by what was given; it says why, and with which status to answer."""

    def __init__(self, message: str, status: int) -> None:
        super().__init__(message)
        self.message = message
        self.status = status


def prove(login: str, password: str) -> int:
    """Return the id of the active person of this login whose password this is.

    Raises NotProven, with the same words for an unknown login and a wrong password.
    """
    refusal = _(
        "The login or the password is not right. Check both: capitals count in the password."
    )
    return proven_by(login, lambda person: _has_password(person, password), refusal)


def proven_by(login: str, test: Callable[[Person | None], bool], refusal: str) -> int:
    """Return the id of the active person of this login who passes a test.

    A failure is counted and committed; after too many of them the test is not made at all.
    Raises NotProven; that a guest's access has ended is told to whoever passes the test.
    """
    login, address = _known_as(login), request.remote_addr or ""
    if is_resting(login, address, datetime.now(UTC)):
        message = _("Too many wrong passwords. Wait a quarter of an hour, then try again.")
        raise NotProven(message, 429)
    person = db.session.scalar(select(Person).where(Person.login == login))
    has_passed = test(person)
    if has_passed and person is not None and _ended_on(person):
        raise NotProven(
            _(
                "The access of this guest account ended on %(day)s. Whoever invited you can give it"
                " a new end.",
                day=_ended_on(person),
            ),
            422,
        )
    if not has_passed or person is None or not person.is_active:
        count_failure(login, address, datetime.now(UTC))
        db.session.commit()
        raise NotProven(refusal, 422)
    forget_failures(login, address)
    return person.id


def login_of(person_id: int) -> str:
    """Return the login of somebody who is signed in."""
    return db.session.scalars(select(Person.login).where(Person.id == person_id)).one()


def _ended_on(person: Person) -> str:
    """Return the last day of a guest's access that has ended; nothing for who is suspended."""
    ends_on = person.access_ends_on
    has_passed = has_ended(ends_on, day_in_paris(now())) and not person.suspended_at
    return long_date(ends_on) if ends_on is not None and has_passed else ""


def _has_password(person: Person | None, password: str) -> bool:
    """Compare after the same work always, outside of a transaction: others need not wait."""
    stored = person.password_hash if person else None
    db.session.rollback()
    return is_password(stored, password)


def _known_as(login: str) -> str:
    return login.strip().lower() if login.isprintable() else ""
