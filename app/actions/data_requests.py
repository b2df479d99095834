"""Requests about one's own data: asked by anybody, answered once by who keeps the directory."""

from datetime import UTC, datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from app.actions.log import record
from app.models import DataRequest, DataRequestKind

MOST_OPEN = 5
"""Requests of one person that wait for an answer at the same time."""


class TooManyRequests(Exception):
    """So many requests of this person wait that one more would help nobody."""


class AlreadyAnswered(Exception):
    """Somebody has answered this request since it was shown."""


def ask(session: Session, now: datetime, person_id: int, kind: DataRequestKind, text: str) -> None:
    """Ask for something; raises TooManyRequests."""
    waiting = select(func.count()).where(
        DataRequest.person_id == person_id, DataRequest.answered_at.is_(None)
    )
    if (session.scalar(waiting) or 0) >= MOST_OPEN:
        raise TooManyRequests
    request = DataRequest(person_id=person_id, kind=kind, text=text, created_at=datetime.now(UTC))
    session.add(request)
    session.flush()
    record(session, now, person_id, "ask", "data_request", request.id, kind=kind)


def answer(session: Session, now: datetime, actor_id: int, request_id: int, text: str) -> None:
    """Answer a request, in words that the person reads; raises AlreadyAnswered."""
    answered = session.scalar(
        update(DataRequest)
        .where(DataRequest.id == request_id, DataRequest.answered_at.is_(None))
        .values(answered_at=datetime.now(UTC), answered_by_id=actor_id, answer=text)
        .returning(DataRequest.id)
    )
    if answered is None:
        raise AlreadyAnswered
    record(session, now, actor_id, "answer", "data_request", request_id)
