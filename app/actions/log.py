"""Write the journal."""

from datetime import datetime
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from app.models import LogEntry


def record(
    session: Session,
    now: datetime,
    actor_id: int | None,
    action: str,
    subject: str,
    subject_id: int | None,
    **details: Any,
) -> None:
    """Add one journal entry to the transaction of the change that it tells."""
    session.connection().execute(
        insert(LogEntry),
        {
            "at": now,
            "actor_id": actor_id,
            "action": action,
            "subject": subject,
            "subject_id": subject_id,
            "details": details,
        },
    )
