"""Jobs that are not done, as those who look after the site see them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from app.models import Job, JobState

OPEN = (JobState.FAILED, JobState.RUNNING, JobState.WAITING)
"""In the order in which they want to be looked at."""
LATE = timedelta(minutes=15)
"""How long a job may be due before one asks whether the worker runs."""


@dataclass(frozen=True)
class OfKind:
    """How many jobs of a kind there are, and how many of them an attempt has failed of."""

    number: int
    tried: int


def count_open_jobs(session: Session) -> Mapping[JobState, int]:
    """Count the jobs that are not done, by state, in one query."""
    counted = select(Job.state, func.count()).where(Job.state.in_(OPEN)).group_by(Job.state)
    found = dict(session.execute(counted).all())
    return {state: found.get(state, 0) for state in OPEN}


def count_by_kind(session: Session, state: JobState) -> Mapping[str, OfKind]:
    """Count the jobs in a state by their kinds, in one query."""
    tried = func.sum(case((Job.attempts > 0, 1), else_=0))
    counted = select(Job.kind, func.count(), tried).where(Job.state == state).group_by(Job.kind)
    return {kind: OfKind(number, of_them) for kind, number, of_them in session.execute(counted)}


def open_jobs(
    session: Session,
    state: JobState,
    limit: int,
    before_id: int | None = None,
    kind: str | None = None,
) -> Sequence[Job]:
    """Return jobs in a state, or those of one kind, the newest first, from below an id on."""
    statement = select(Job).where(Job.state == state).order_by(Job.id.desc()).limit(limit)
    if before_id is not None:
        statement = statement.where(Job.id < before_id)
    if kind is not None:
        statement = statement.where(Job.kind == kind)
    return session.scalars(statement).all()


def late_since(session: Session, real: datetime) -> datetime | None:
    """Return since when the oldest job is due, when that is so long that the worker may be down."""
    oldest = session.scalar(select(func.min(Job.due_at)).where(Job.state == JobState.WAITING))
    return oldest if oldest is not None and oldest < real - LATE else None
