"""Adults who may be tied to a pupil whom they accompany."""

from collections.abc import Sequence

from sqlalchemy import Select, not_, select
from sqlalchemy.orm import Session

from app.models import Guardian, Person, PersonFunction
from app.rules.audience import Function


def possible_companions() -> Select[Person]:
    """Select the active people who are no pupils."""
    is_pupil = Person.functions.any(PersonFunction.function == Function.ELV)
    return select(Person).where(Person.is_active, not_(is_pupil))


def adults_tied_to(session: Session, pupil_id: int) -> Sequence[int]:
    """Return the ids of the adults who are tied to a pupil already, whatever they are to him."""
    return session.scalars(select(Guardian.adult_id).where(Guardian.pupil_id == pupil_id)).all()
