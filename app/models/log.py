"""The journal: who did what, to what, and when."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, UtcDateTime


class LogEntry(Base):
    """One change, written in its transaction; `details` says from what to what."""

    __tablename__ = "log_entry"
    __table_args__ = (
        Index("ix_log_entry_at", "at", "id"),
        Index("ix_log_entry_subject", "subject", "subject_id"),
        # Whoever is erased is looked for here, or the journal would be read whole each time.
        Index("ix_log_entry_actor_id", "actor_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    action: Mapped[str]
    subject: Mapped[str]
    """The table of what changed."""
    subject_id: Mapped[int | None]
    details: Mapped[dict[str, Any]] = mapped_column(default=dict)
