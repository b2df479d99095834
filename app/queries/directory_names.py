"""The full names of the pupils and parents of the school: the check looks for them in texts."""

from collections.abc import Collection, Iterator, Sequence
from itertools import chain
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Person, PersonFunction
from app.rules.audience import PROFILE_OF, Function, Profile

_FAMILIES = tuple(
    function for function in Function if PROFILE_OF[function] in (Profile.PUPIL, Profile.PARENT)
)


ASKED_AT_ONCE = 10_000
"""Words; SQLite takes 32,766 values in a statement."""


def family_names(session: Session, words: Collection[str]) -> Sequence[tuple[str, str]]:
    """Return the first and last names of pupils and parents with an active account.

    Of those only whose names a text may hold that has these words with a capital
    (`app.text.names.naming_word`), in one query. Staff sign with their names: who works at the
    school and has a child there is not among them, nor is who is called as one of the staff.
    """
    rows = list(chain.from_iterable(_named(session, words)))
    staff = {(first, last) for first, last, function in rows if function not in _FAMILIES}
    return [(first, last) for first, last, _ in rows if (first, last) not in staff]


def _named(session: Session, words: Collection[str]) -> Iterator[Sequence[Any]]:
    people = (
        select(Person.first_name, Person.last_name, PersonFunction.function)
        .join(PersonFunction, Person.id == PersonFunction.person_id)
        .where(Person.is_active)
    )
    asked = sorted(words)
    for start in range(0, len(asked), ASKED_AT_ONCE):
        some = asked[start : start + ASKED_AT_ONCE]
        yield session.execute(people.where(Person.naming_word.in_(some))).all()
