"""Adults who may be tied to a pupil whom they accompany."""

from collections.abc import Sequence

from sqlalchemy import Select, not_, select, true
from sqlalchemy.orm import Session

from app.models import Guardian, Person, PersonFunction
from app.queries.names import is_named
from app.rules.audience import Function


def possible_companions(words: str | None = None) -> Select[Person]:
    """Select the active people who are no pupils, whose name holds all the words if there are."""
    is_pupil = Person.functions.any(PersonFunction.function == Function.ELV)
    named = true() if words is None else is_named(words)
    return (
        select(Person)
        .where(Person.is_active, not_(is_pupil), named)
        .order_by(Person.sort_key, Person.id)
    )


def adults_tied_to(session: Session, pupil_id: int) -> Sequence[int]:
    """Return the ids of the adults who are tied to a pupil already, whatever they are to him."""
    return session.scalars(select(Guardian.adult_id).where(Guardian.pupil_id == pupil_id)).all()
