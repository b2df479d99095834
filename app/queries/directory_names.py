"""The full names of the pupils and parents of the school: the check looks for them in texts."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Person, PersonFunction
from app.rules.audience import PROFILE_OF, Function, Profile

_FAMILIES = tuple(
    function for function in Function if PROFILE_OF[function] in (Profile.PUPIL, Profile.PARENT)
)


def family_names(session: Session) -> Sequence[tuple[str, str]]:
    """Return the first and last names of pupils and parents with an active account, in one query.

    Staff sign with their names: who works at the school and has a child there is not among them,
    nor is who is called as one of the staff.
    """
    holds = Person.id == PersonFunction.person_id
    rows = session.execute(
        select(Person.first_name, Person.last_name, PersonFunction.function)
        .join(PersonFunction, holds)
        .where(Person.is_active)
    ).all()
    staff = {(first, last) for first, last, function in rows if function not in _FAMILIES}
    return [(first, last) for first, last, _ in rows if (first, last) not in staff]
