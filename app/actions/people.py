"""Look after an account: suspend it, take it back, correct it, tie an adult to a pupil.

Each function tells whether it changed anything: what is so already is not done, nor logged, twice.
"""

from datetime import datetime

from sqlalchemy import Delete, Update, delete, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.actions.accounts import drop_sessions
from app.actions.codes import drop_codes
from app.actions.log import record
from app.models import Guardian, Person
from app.rules.audience import Guardianship


def suspend(session: Session, now: datetime, actor_id: int, person_id: int) -> bool:
    """Suspend an account at once: its sessions end, and its printed codes open nothing."""
    active = update(Person).where(Person.id == person_id, Person.is_active)
    if not _done(session, active.values(suspended_at=now)):
        return False
    drop_sessions(session, person_id)
    drop_codes(session, person_id)
    record(session, now, actor_id, "suspend", "person", person_id)
    return True


def reactivate(session: Session, now: datetime, actor_id: int, person_id: int) -> bool:
    """Take a suspended account back into use, with its password."""
    suspended = update(Person).where(
        Person.id == person_id, Person.suspended_at.is_not(None), Person.left_at.is_(None)
    )
    if not _done(session, suspended.values(suspended_at=None)):
        return False
    record(session, now, actor_id, "reactivate", "person", person_id)
    return True


def correct_account(
    session: Session, now: datetime, actor_id: int, person: Person,
    title: str | None, email: str | None,
) -> str | None:  # fmt: skip
    """Change what a local account says of its person; return the mail address given up."""
    before, changes = person.email, (person.title != title, person.email != email)
    if not any(changes):
        return None
    person.title, person.email = title, email
    record(
        session, now, actor_id, "correct", "person", person.id,
        title=title, address_changed=changes[1],
    )  # fmt: skip
    return before if changes[1] else None


def tie_companion(
    session: Session, now: datetime, actor_id: int, adult_id: int, pupil_id: int
) -> bool:
    """Let an adult accompany a pupil (guide p. 39); who is tied to him already stays what he is."""
    try:
        with session.begin_nested():
            tie = Guardian(adult_id=adult_id, pupil_id=pupil_id, kind=Guardianship.COMPANION)
            session.add(tie)
    except IntegrityError:
        return False
    record(session, now, actor_id, "tie_companion", "person", pupil_id, adult=adult_id)
    return True


def untie_companion(
    session: Session, now: datetime, actor_id: int, adult_id: int, pupil_id: int
) -> bool:
    """Let an adult accompany a pupil no more; guardians come from the académie and stay."""
    tie = delete(Guardian).where(
        Guardian.adult_id == adult_id,
        Guardian.pupil_id == pupil_id,
        Guardian.kind == Guardianship.COMPANION,
    )
    if not _done(session, tie):
        return False
    record(session, now, actor_id, "untie_companion", "person", pupil_id, adult=adult_id)
    return True


def _done(session: Session, statement: Update | Delete) -> bool:
    found: int = session.execute(statement).rowcount  # type: ignore[attr-defined]
    return found == 1
