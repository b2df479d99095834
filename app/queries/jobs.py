"""Jobs that are not done, as those who look after the site see them."""

from collections.abc import Mapping, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models import Job, JobState

OPEN = (JobState.FAILED, JobState.RUNNING, JobState.WAITING)
"""In the order in which they want to be looked at."""


def count_open_jobs(session: Session) -> Mapping[JobState, int]:
    """Count the jobs that are not done, by state, in one query."""
    counted = select(Job.state, func.count()).where(Job.state.in_(OPEN)).group_by(Job.state)
    found = dict(session.execute(counted).all())
    return {state: found.get(state, 0) for state in OPEN}


def open_jobs(
    session: Session, state: JobState, limit: int, before_id: int | None = None
) -> Sequence[Job]:
    """Return jobs in a state, the newest first, from below an id on."""
    statement = select(Job).where(Job.state == state).order_by(Job.id.desc()).limit(limit)
    if before_id is not None:
        statement = statement.where(Job.id < before_id)
    return session.scalars(statement).all()
