"""What the check last found in the texts that are online."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, UtcDateTime


class CheckedText(Base):
    """The faults of one text; a text that was never checked has no row."""

    __tablename__ = "checked_text"
    __table_args__ = (
        CheckConstraint("blocks >= 0 AND warns >= 0 AND advises >= 0", name="faults_are_counted"),
        Index("ix_checked_text_gravity", "blocks", "warns", "advises", "revision_id"),
        Index("ix_checked_text_checked_at", "checked_at"),
    )

    revision_id: Mapped[int] = mapped_column(
        ForeignKey("revision.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    checked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    blocks: Mapped[int]
    warns: Mapped[int]
    advises: Mapped[int]
    findings: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    """One entry a kind, the gravest first, with its first places; nothing that was let pass."""
