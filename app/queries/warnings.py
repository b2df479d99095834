"""What is wrong with who is in charge (guide p. 34, 46)."""

from collections.abc import Sequence

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app.models import Person, PersonDuty
from app.rules.audience import Duty


def heads_who_administrate(session: Session) -> Sequence[str]:
    """Return the names of those whose one account is both head and administrator."""
    return session.scalars(
        select(Person.full_name)
        .where(Person.is_active)
        .where(Person.id.in_(_in_charge(Duty.HEAD)), Person.id.in_(_in_charge(Duty.ADMIN)))
        .order_by(Person.sort_key)
    ).all()


def has_head(session: Session) -> bool:
    """Tell whether somebody active is the head of the school."""
    return _has(session, Duty.HEAD)


def has_admin(session: Session) -> bool:
    """Tell whether somebody active is administrator."""
    return _has(session, Duty.ADMIN)


def _has(session: Session, duty: Duty) -> bool:
    holders = select(Person.id).where(Person.is_active, Person.id.in_(_in_charge(duty)))
    return session.scalar(holders.limit(1)) is not None


def _in_charge(duty: Duty) -> Select[int]:
    return select(PersonDuty.person_id).where(PersonDuty.duty == duty)
