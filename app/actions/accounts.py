"""Change an account: its password, its mail address, its open sessions; each leaves a log row."""

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.actions.codes import drop_codes
from app.actions.log import record
from app.models import MailChoice, Person, UserSession


def set_password(
    session: Session,
    now: datetime,
    person: Person,
    password_hash: str,
    *,
    action: str,
    keep_session: str | None = None,
) -> None:
    """Give an account its password; its codes and its sessions end, but the one kept.

    `action` says by which way: `change_password`, `reset_password` or `activate`.
    """
    person.password_hash = password_hash
    drop_codes(session, person.id)
    drop_sessions(session, person.id, keep_session)
    record(session, now, person.id, action, "person", person.id)


def end_session(session: Session, now: datetime, person_id: int, beginning: str) -> bool:
    """End the one of a person's sessions whose key begins so; tell whether there is one."""
    own = select(UserSession.token_hash).where(UserSession.person_id == person_id)
    found = [key for key in session.scalars(own) if beginning and key.startswith(beginning)]
    if len(found) != 1:
        return False
    session.execute(delete(UserSession).where(UserSession.token_hash == found[0]))
    record(session, now, person_id, "end_session", "person", person_id)
    return True


def end_all_sessions(session: Session, now: datetime, person_id: int) -> None:
    """Log a person out everywhere."""
    drop_sessions(session, person_id)
    record(session, now, person_id, "end_all_sessions", "person", person_id)


def change_mail(
    session: Session, now: datetime, person: Person, email: str | None, choice: MailChoice
) -> str | None:
    """Change the mail address and when mail is wanted; return the address that was given up."""
    before = person.email
    person.email, person.mail_choice = email, choice
    record(
        session, now, person.id, "change_mail", "person", person.id,
        address_changed=email != before, choice=choice,
    )  # fmt: skip
    return before if before and before != email else None


def change_announcement_mail(
    session: Session,
    now: datetime,
    person: Person,
    choice: MailChoice,
    quiet_hours: tuple[int, int] | None,
) -> None:
    """Change when a person is told of announcements by mail, and in which hours no mail comes."""
    person.announcement_mail = choice
    person.quiet_from, person.quiet_until = quiet_hours or (None, None)
    record(session, now, person.id, "change_announcement_mail", "person", person.id, choice=choice)


def drop_sessions(session: Session, person_id: int, keep: str | None = None) -> None:
    """End the open sessions of a person, but the one kept; the journal is told by the caller."""
    ending = delete(UserSession).where(UserSession.person_id == person_id)
    session.execute(ending if keep is None else ending.where(UserSession.token_hash != keep))
