"""Who is in charge of what."""

from collections.abc import Mapping, Sequence

from sqlalchemy import Select
from sqlalchemy.orm import Session

from app.models import Person, PersonDuty
from app.rules.audience import Duty


def people_in_charge(session: Session, known: Select[Person]) -> Mapping[Duty, Sequence[Person]]:
    """Return who is in charge of each duty, of the people known to the viewer, in one query."""
    rows = session.execute(
        known.join(PersonDuty, PersonDuty.person_id == Person.id)
        .add_columns(PersonDuty.duty)
        .order_by(Person.sort_key, Person.id)
    )
    found: dict[Duty, list[Person]] = {duty: [] for duty in Duty}
    for person, duty in rows:
        found[duty].append(person)
    return found
