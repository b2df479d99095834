"""Requests about one's own data: those of a person, and the list of who answers them."""

from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from app.models import DataRequest, Person
from app.queries.keyset import Cursor, Slice, by_key, sliced


def requests_of(person_id: int) -> Select[DataRequest]:
    """Select a person's own requests, the newest first."""
    return (
        select(DataRequest)
        .where(DataRequest.person_id == person_id)
        .order_by(DataRequest.created_at.desc(), DataRequest.id.desc())
    )


def count_unanswered(session: Session) -> int:
    """Count what waits for an answer."""
    waiting = select(func.count()).where(DataRequest.answered_at.is_(None))
    return session.scalar(waiting) or 0


def request_lines(
    session: Session, *, answered: bool, cursor: Cursor | None, size: int
) -> Slice[Any]:
    """Return a page of requests with who asks: those that wait, oldest first, or the answered."""
    moment = DataRequest.answered_at if answered else DataRequest.created_at
    statement = select(DataRequest, Person).join(Person, Person.id == DataRequest.person_id)
    chosen = statement.where(DataRequest.answered_at.is_not(None) == answered)
    page = by_key(chosen, moment, DataRequest.id, descending=answered, cursor=cursor, size=size)
    return sliced(session.execute(page).all(), cursor, size)
