"""Guest accounts: listed by when they were last used, to be pruned."""

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, case, exists, func, literal, not_, or_, select
from sqlalchemy.orm import Session

from app.models import LastLogin, Person, PersonDuty, PersonFunction, Source
from app.models.base import UtcDateTime
from app.queries.directory import State, in_state
from app.queries.keyset import Cursor, Slice, by_key, sliced
from app.rules.audience import Function

PAGE_SIZE = 50
NEVER = datetime(1970, 1, 1, tzinfo=UTC)
"""Before every login: who never signed in stands first."""


class GuestView(StrEnum):
    """Views of the list, by the word that stands in the address."""

    ACTIVE = "actifs"
    UNUSED = "inutilises"
    SUSPENDED = "suspendus"
    LEFT = "partis"


@dataclass(frozen=True)
class Guests:
    """Which guests are asked for; unused is who has not signed in since a moment (real time)."""

    view: GuestView
    unused_since: datetime


def guests() -> Select[Person]:
    """Select the accounts that the school made for people without a place in it (guide p. 38)."""
    has_place = exists().where(
        PersonFunction.person_id == Person.id, PersonFunction.function != Function.ACA
    )
    is_in_charge = exists().where(PersonDuty.person_id == Person.id)
    return select(Person).where(Person.source == Source.LOCAL, not_(or_(has_place, is_in_charge)))


def read_guests(session: Session, wanted: Guests, cursor: Cursor | None) -> Slice[Row[Any]]:
    """Return one page of guests in one query: who never signed in, then the longest unused."""
    last = func.coalesce(LastLogin.at, literal(NEVER, UtcDateTime()), type_=UtcDateTime())
    statement = (
        guests()
        .outerjoin(LastLogin, LastLogin.person_id == Person.id)
        .where(_in_view(wanted)[wanted.view])
        .with_only_columns(
            Person.id, Person.first_name, Person.last_name, Person.title, Person.access_ends_on,
            Person.suspended_at, Person.left_at, Person.password_hash.is_not(None).label("is_open"),
            LastLogin.at.label("last_login"), last.label("key"),
        )
    )  # fmt: skip
    page = by_key(statement, last, Person.id, descending=False, cursor=cursor, size=PAGE_SIZE)
    return sliced(session.execute(page).all(), cursor, PAGE_SIZE)


def count_guests(session: Session, wanted: Guests) -> dict[GuestView, int]:
    """Count the guests of each view, in one query."""
    counts = [
        func.coalesce(func.sum(case((condition, 1), else_=0)), 0)
        for condition in _in_view(wanted).values()
    ]
    rows = guests().outerjoin(LastLogin, LastLogin.person_id == Person.id)
    row = session.execute(rows.with_only_columns(*counts)).one()
    return dict(zip(GuestView, row, strict=True))


def _in_view(wanted: Guests) -> dict[GuestView, ColumnElement[bool]]:
    unused = or_(LastLogin.at.is_(None), LastLogin.at < wanted.unused_since)
    return {
        GuestView.ACTIVE: in_state(State.ACTIVE),
        GuestView.UNUSED: in_state(State.ACTIVE) & unused,
        GuestView.SUSPENDED: in_state(State.SUSPENDED),
        GuestView.LEFT: in_state(State.LEFT),
    }


def namesakes(first_last: str) -> Select[Person]:
    """Select the people of exactly this sort key who have not left."""
    return select(Person).where(Person.sort_key == first_last, Person.left_at.is_(None)).limit(5)
