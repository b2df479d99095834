"""Batches: one change asked for many articles at once, with what became of each."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, UtcDateTime, choice
from app.rules.batches import BatchAction
from app.rules.workflow import Status


class BatchState(StrEnum):
    """Where a batch stands: previewed until its author says go; it can be undone when done."""

    PREVIEWED = "previewed"
    QUEUED = "queued"
    DONE = "done"
    UNDOING = "undoing"
    UNDONE = "undone"


class Outcome(StrEnum):
    """What became of an item; `changed`: somebody changed the article after the preview."""

    WAITING = "waiting"
    DONE = "done"
    REFUSED = "refused"
    CHANGED = "changed"
    UNDONE = "undone"
    NOT_UNDONE = "not_undone"


class Batch(Base):
    """A change of many articles; `arguments` holds the target rubrique or the new author."""

    __tablename__ = "batch"
    __table_args__ = (Index("ix_batch_person_id", "person_id", "created_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    action: Mapped[BatchAction] = mapped_column(choice(BatchAction, "action"))
    arguments: Mapped[dict[str, Any]] = mapped_column(default=dict)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    state: Mapped[BatchState] = mapped_column(
        choice(BatchState, "state"), default=BatchState.PREVIEWED
    )
    total: Mapped[int] = mapped_column(default=0)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class BatchItem(Base):
    """One article of a batch as the preview saw it, what became of it, and what it was before."""

    __tablename__ = "batch_item"
    __table_args__ = (
        Index("ix_batch_item_outcome", "batch_id", "outcome", "position"),
        Index("ix_batch_item_article_id", "article_id"),
    )

    batch_id: Mapped[int] = mapped_column(
        ForeignKey("batch.id", ondelete="CASCADE"), primary_key=True
    )
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id", ondelete="CASCADE"))
    title: Mapped[str]
    expected_status: Mapped[Status] = mapped_column(choice(Status, "expected_status"))
    expected_revision_id: Mapped[int | None]
    outcome: Mapped[Outcome] = mapped_column(choice(Outcome, "outcome"), default=Outcome.WAITING)
    reason: Mapped[str] = mapped_column(default="")
    """Why it was refused, by name; the edge puts it into words."""
    before: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    """The columns that the batch changed, as they were: what an undo gives back."""
    after: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    """The same columns as the batch left them: an undo touches nothing that changed since."""
