"""Leave work for later, in the transaction of what makes it necessary."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Job


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
