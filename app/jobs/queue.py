"""The rows of jobs as a worker sees them: claim one, keep it, end it.

Each change of state is a conditional UPDATE whose row count is checked. The number of attempts
grows with each claim: it tells the claims of a job apart, so that a worker whose lease has ended
while it was stopped cannot end, or go on with, what another one has taken over.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, CursorResult, and_, or_, select, update
from sqlalchemy.orm import Session

from app.jobs.errors import LeaseLost
from app.models import Job, JobState

LEASE = timedelta(minutes=3)
"""How long a silent worker keeps its job: longer than a slow mail server takes for a mail."""
DELAYS = tuple(
    timedelta(minutes=minutes) for minutes in (1, 5, 30, 2 * 60, 6 * 60, 12 * 60, 36 * 60)
)
"""After each failure the next attempt waits longer: all of them outlast a week-end."""
MOST_ATTEMPTS = len(DELAYS) + 1


@dataclass(frozen=True)
class Claim:
    """A job that is ours until its lease ends."""

    id: int
    kind: str
    arguments: dict[str, Any]
    attempt: int
    created_at: datetime


def next_due(connection: Connection, now: datetime) -> int | None:
    """Return a job that its worker left behind, else the one that has been due longest.

    The index of what is due answers both questions without a sort.
    """
    left = select(Job.id).where(Job.state == JobState.RUNNING, Job.leased_until <= now).limit(1)
    due = (
        select(Job.id)
        .where(Job.state == JobState.WAITING, Job.due_at <= now)
        .order_by(Job.due_at, Job.id)
        .limit(1)
    )
    return connection.scalar(left) or connection.scalar(due)


def claim(session: Session, job_id: int, now: datetime) -> Claim | None:
    """Take a job; none when another worker was faster. The caller commits."""
    taken = _changed(
        session,
        update(Job)
        .where(Job.id == job_id, _is_due(now))
        .values(state=JobState.RUNNING, leased_until=now + LEASE, attempts=Job.attempts + 1),
    )
    if not taken:
        return None
    job = session.get_one(Job, job_id, populate_existing=True)
    return Claim(job.id, job.kind, job.arguments, job.attempts, job.created_at)


def extend(session: Session, claim: Claim, now: datetime) -> None:
    """Keep a job for another lease, in the caller's transaction; raises LeaseLost."""
    _change_own(session, claim, leased_until=now + LEASE)


def finish(session: Session, claim: Claim, now: datetime) -> None:
    """Mark a job done in the transaction of its last change; raises LeaseLost.

    What it was told is forgotten: the text of a mail may hold a code.
    """
    _change_own(session, claim, state=JobState.DONE, ended_at=now, last_error=None, arguments={})


def put_back(session: Session, claim: Claim, now: datetime) -> None:
    """Give a job back that the end of its worker cut short: that was no failure."""
    _change_own(
        session,
        claim,
        state=JobState.WAITING,
        due_at=now,
        leased_until=None,
        attempts=claim.attempt - 1,
    )


def fail(
    session: Session, claim: Claim, now: datetime, error: str, *, hopeless: bool = False
) -> None:
    """Let a job wait for its next attempt, or give it up after the last one; raises LeaseLost."""
    if hopeless or claim.attempt >= MOST_ATTEMPTS:
        values = {"state": JobState.FAILED, "ended_at": now}
    else:
        values = {"state": JobState.WAITING, "due_at": now + DELAYS[claim.attempt - 1]}
    _change_own(session, claim, leased_until=None, last_error=error, **values)


def _is_due(now: datetime) -> ColumnElement[bool]:
    return or_(
        and_(Job.state == JobState.WAITING, Job.due_at <= now),
        and_(Job.state == JobState.RUNNING, Job.leased_until <= now),
    )


def _change_own(session: Session, claim: Claim, **values: Any) -> None:
    session.flush()
    own = (
        Job.id == claim.id,
        Job.state == JobState.RUNNING,
        Job.attempts == claim.attempt,
    )
    if not _changed(session, update(Job).where(*own).values(**values)):
        raise LeaseLost(claim.id)


def _changed(session: Session, statement: Any) -> bool:
    result: CursorResult[Any] = session.execute(  # type: ignore[assignment]
        statement.execution_options(synchronize_session=False)
    )
    return result.rowcount == 1
