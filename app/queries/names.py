"""People by their names: finding them, and naming them where only their ids are known."""

from collections.abc import Iterable

from sqlalchemy import ColumnElement, and_, false, select
from sqlalchemy.orm import Session

from app.models import Person
from app.text.stems import sort_key

MOST_WORDS = 6
"""Of what is typed as a name, more words say nothing more."""


def is_named(words: str) -> ColumnElement[bool]:
    """Return that a person's name holds each of these words; nobody's does without a word.

    Accents, capitals and the order of the words make no difference.
    """
    wanted = sort_key(words).split()[:MOST_WORDS]
    found = [Person.sort_key.contains(word, autoescape=True) for word in wanted]
    return and_(*found) if found else false()


def full_names(session: Session, ids: Iterable[int]) -> dict[int, str]:
    """Return the full names of people by their ids, in the order of a list, in one query."""
    people = select(Person.id, Person.full_name).where(Person.id.in_(sorted(set(ids))))
    return dict(session.execute(people.order_by(Person.sort_key, Person.id)).all())
