"""When somebody was on the personal home page, and what became of what is announced there."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Integer, Label, Row, ScalarSelect, bindparam, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.models import HomeVisit
from app.queries.readings import Read, read_from, readings

PERSON = bindparam("person_id", type_=Integer)
TOLD = bindparam("told", type_=Integer, expanding=True)


@dataclass(frozen=True)
class Visit:
    """What changes as a person reads, and is therefore asked at each look."""

    seen_at: datetime | None
    before_at: datetime | None
    read: Mapping[int, Read]
    """What was done with those announcements, of some, that were seen."""


def read_visit(session: Session, person_id: int, told: Collection[int]) -> Visit:
    """Return a person's visit, with what became of some announcements, by their ids."""
    asked = {"person_id": person_id, "told": list(told)}
    return visit_in(session.connection().execute(_STATEMENT, asked).one())


def visit_columns() -> Sequence[Label[Any]]:
    """Return what is asked of `person_id` and of the announcements `told`, for `visit_in`."""
    return (
        _of_visit(HomeVisit.seen_at).label("seen_at"),
        _of_visit(HomeVisit.before_at).label("before_at"),
        readings(PERSON, TOLD).label("read"),
    )


def visit_in(row: Row[Any]) -> Visit:
    """Return the visit of a row with those columns."""
    return Visit(row.seen_at, row.before_at, read_from(row.read))


def _of_visit(column: InstrumentedAttribute[Any]) -> ScalarSelect[Any]:
    return select(column).where(HomeVisit.person_id == PERSON).scalar_subquery()


_STATEMENT = select(*visit_columns())
"""Built once: everybody who arrives asks it."""
