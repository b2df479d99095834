"""What is wrong with who is in charge (guide p. 34, 46)."""

from collections.abc import Sequence

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app.models import Person, PersonDuty
from app.rules.audience import Duty


def heads_who_administrate(session: Session) -> Sequence[str]:
    """Return the names of those whose one account is both head and administrator."""
    people = session.scalars(
        _active()
        .where(Person.id.in_(_in_charge(Duty.HEAD)), Person.id.in_(_in_charge(Duty.ADMIN)))
        .order_by(Person.sort_key)
    )
    return [person.full_name for person in people]


def has_head(session: Session) -> bool:
    """Tell whether somebody active is the head of the school."""
    heads = _active().where(Person.id.in_(_in_charge(Duty.HEAD)))
    return session.scalar(heads.limit(1)) is not None


def _active() -> Select[Person]:
    return select(Person).where(Person.suspended_at.is_(None), Person.left_at.is_(None))


def _in_charge(duty: Duty) -> Select[int]:
    return select(PersonDuty.person_id).where(PersonDuty.duty == duty)
