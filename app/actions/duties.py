"""Give and take what people are in charge of; a school is never left without its head."""

from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.actions.log import record
from app.models import Person, PersonDuty
from app.rules.audience import Duty


class DutyRefused(Exception):
    """A duty cannot be given or taken so; the cause is a word that the page explains."""

    def __init__(self, cause: str) -> None:
        """Keep the cause."""
        super().__init__(cause)
        self.cause = cause


def give_duty(session: Session, now: datetime, actor_id: int, duty: Duty, person: Person) -> None:
    """Put a person in charge; raises DutyRefused (`held`) when she is already."""
    if person.id in _in_charge(session, duty, person):
        raise DutyRefused("held")
    session.add(PersonDuty(person_id=person.id, duty=duty))
    session.flush()
    record(session, now, actor_id, "duty.give", "person", person.id, key=f"duty:{duty}")


def take_duty(session: Session, now: datetime, actor_id: int, duty: Duty, person: Person) -> None:
    """Take a duty from a person.

    Raises DutyRefused: `gone` when she has it no more; `last_head` when she is the only active
    head: another must be named first.
    """
    holders = _in_charge(session, duty, person)
    if person.id not in holders:
        raise DutyRefused("gone")
    others = [id_ for id_, is_active in holders.items() if is_active and id_ != person.id]
    if duty is Duty.HEAD and person.is_active and not others:
        raise DutyRefused("last_head")
    session.delete(session.get_one(PersonDuty, (person.id, duty)))
    session.flush()
    record(session, now, actor_id, "duty.take", "person", person.id, key=f"duty:{duty}")


def _in_charge(session: Session, duty: Duty, person: Person) -> dict[int, bool]:
    """Return whether each holder is active.

    Until the end of this transaction nobody else changes who is head, nor the duties of the person.
    """
    heads = select(PersonDuty.person_id).where(PersonDuty.duty == Duty.HEAD)
    held = select(Person.id).where(or_(Person.id == person.id, Person.id.in_(heads)))
    session.execute(held.order_by(Person.id).with_for_update()).all()
    rows = session.execute(
        select(Person.id, Person.is_active)
        .join(PersonDuty, PersonDuty.person_id == Person.id)
        .where(PersonDuty.duty == duty)
    )
    return dict(rows.all())
