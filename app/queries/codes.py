"""One-time codes that may still be used."""

from datetime import datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from app.models import AccessCode, CodeKind, Person


def usable_code(kind: CodeKind, code_hash: str, now: datetime) -> Select[AccessCode]:
    """Select the code of this hash if it is neither used nor too old, and its owner active."""
    return (
        select(AccessCode)
        .join(Person, Person.id == AccessCode.person_id)
        .where(
            AccessCode.kind == kind,
            AccessCode.code_hash == code_hash,
            AccessCode.used_at.is_(None),
            AccessCode.expires_at > now,
            Person.is_active,
        )
    )


def count_codes(session: Session, kind: CodeKind, person_id: int, now: datetime) -> int:
    """Count the codes of a person that have not run out, used ones among them."""
    found = select(func.count()).where(
        AccessCode.kind == kind, AccessCode.person_id == person_id, AccessCode.expires_at > now
    )
    return session.scalar(found) or 0


def accounts_known_as(typed: str) -> Select[Person]:
    """Select the active people with this login or this mail address, which a family may share."""
    known = typed.strip().lower()
    return (
        select(Person)
        .where(
            (Person.login == known) | (func.lower(Person.email) == known),
            Person.is_active,
            Person.email.is_not(None),
        )
        .order_by(Person.id)
        .limit(10)
    )
