"""Guest accounts (guide p. 38): made here, with a last day, and gone when it is over."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.actions.accounts import drop_sessions
from app.actions.codes import drop_codes
from app.actions.log import record
from app.models import Person, PersonFunction, Source
from app.rules.audience import Function
from app.rules.consent import day_in_paris
from app.rules.directory import has_ended
from app.text.logins import new_login
from app.text.person_keys import person_keys


def create_guest(
    session: Session, now: datetime, actor_id: int, first_name: str, last_name: str,
    function: Function | None, email: str | None, ends_on: date,
) -> Person:  # fmt: skip
    """Make the account of a guest, with a login of its own; a printed slip opens it."""
    stem = new_login(first_name, last_name, (), is_pupil=False)
    taken = set(session.scalars(select(Person.login).where(Person.login.startswith(stem))))
    guest = Person(
        login=new_login(first_name, last_name, taken, is_pupil=False),
        first_name=first_name,
        last_name=last_name,
        **person_keys(first_name, last_name),
        email=email,
        source=Source.LOCAL,
        access_ends_on=ends_on,
        functions=[PersonFunction(function=function)] if function else [],
    )
    session.add(guest)
    session.flush()
    record(session, now, actor_id, "invite", "person", guest.id, until=ends_on.isoformat())
    return guest


def change_end(
    session: Session, now: datetime, actor_id: int, guest: Person, ends_on: date
) -> bool:
    """Give the access of a guest another last day; one who had left by it comes back.

    Sessions that were open when it ended stay closed.
    """
    if guest.access_ends_on == ends_on and guest.left_at is None:
        return False
    before = guest.access_ends_on
    guest.access_ends_on, guest.left_at = ends_on, None
    if has_ended(before, day_in_paris(now)):
        drop_sessions(session, guest.id)
    record(
        session, now, actor_id, "change_end", "person", guest.id,
        **{"from": before.isoformat() if before else "", "to": ends_on.isoformat()},
    )  # fmt: skip
    return True


def mark_ended(session: Session, now: datetime, today: date, limit: int) -> Sequence[int]:
    """Let those leave whose last day is over, some at a time; return their ids."""
    over = (
        select(Person.id)
        .where(Person.access_ends_on < today, Person.left_at.is_(None))
        .order_by(Person.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    ids = session.scalars(over).all()
    session.execute(update(Person).where(Person.id.in_(ids)).values(left_at=now))
    for person_id in ids:
        drop_sessions(session, person_id)
        drop_codes(session, person_id)
        record(session, now, None, "leave", "person", person_id)
    return ids
