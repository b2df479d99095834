"""Leave work for later, in the transaction of what makes it necessary."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.actions.log import record
from app.models import Job, JobState

AT_REST = (JobState.WAITING, JobState.FAILED)
HALF_DONE = frozenset({"batch", "directory_apply"})
"""Kinds that cannot be abandoned: they have begun a change that somebody watches or undoes."""


class JobRefused(Exception):
    """The job is not, or no longer, in a state in which this can be done with it."""


def enqueue(
    session: Session,
    kind: str,
    *,
    due: datetime | None = None,
    unique_key: str | None = None,
    **arguments: Any,
) -> None:
    """Add a job, due at once or later (real time); `arguments` are JSON values.

    With a `unique_key` that a job has already, nothing is added.
    """
    moment = datetime.now(UTC)
    if unique_key is not None and session.scalar(
        select(Job.id).where(Job.unique_key == unique_key)
    ):
        return
    session.add(
        Job(
            kind=kind,
            arguments=arguments,
            created_at=moment,
            due_at=due or moment,
            unique_key=unique_key,
        )
    )


def relaunch(session: Session, now: datetime, actor_id: int | None, job_id: int) -> None:
    """Let a job that waits or has failed be tried at once, as if for the first time.

    Raises JobRefused for any other.
    """
    moment = datetime.now(UTC)
    values = {"state": JobState.WAITING, "due_at": moment, "attempts": 0, "ended_at": None}
    kind = _change_at_rest(session, job_id, frozenset(), values)
    record(session, now, actor_id, "relaunch", "job", job_id, kind=kind)


def relaunch_all(
    session: Session, now: datetime, actor_id: int | None, kind: str, state: JobState
) -> int:
    """Let all jobs of a kind that have failed be tried at once, or those that wait for another try.

    What waits for its own moment and was not tried yet goes on waiting for it. Returns how many.
    """
    if state not in AT_REST:
        return 0
    moment = datetime.now(UTC)
    values = {"state": JobState.WAITING, "due_at": moment, "attempts": 0, "ended_at": None}
    those = (Job.kind == kind, Job.state == state, Job.attempts > 0)
    changed = update(Job).where(*those).values(**values)
    total = len(session.scalars(changed.returning(Job.id)).all())
    if total:
        record(session, now, actor_id, "relaunch_all", "job", None, kind=kind, total=total)
    return total


def abandon(session: Session, now: datetime, actor_id: int | None, job_id: int) -> None:
    """Give up a job that waits or has failed, and forget what it was told.

    Raises JobRefused for any other, and for those that would leave something half done.
    """
    values = {"state": JobState.DONE, "ended_at": datetime.now(UTC), "arguments": {}}
    kind = _change_at_rest(session, job_id, HALF_DONE, values)
    record(session, now, actor_id, "abandon", "job", job_id, kind=kind)


def _change_at_rest(
    session: Session, job_id: int, but: frozenset[str], values: dict[str, Any]
) -> str:
    at_rest = (Job.id == job_id, Job.state.in_(AT_REST), Job.kind.not_in(but))
    kind: str | None = session.scalar(
        update(Job).where(*at_rest).values(**values).returning(Job.kind)
    )
    if kind is None:
        raise JobRefused(job_id)
    return kind
