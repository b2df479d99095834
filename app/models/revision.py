"""Revisions: the successive texts of an article, with what became of each submission."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import PUBLIC, Base, UtcDateTime, choice


class Decision(StrEnum):
    """What a moderator decided about a submission."""

    APPROVED = "approved"
    REFUSED = "refused"


class Revision(Base):
    """A title, a summary and a body as they were saved; a refusal carries its reason."""

    __tablename__ = "revision"
    __table_args__ = (
        UniqueConstraint("article_id", "number"),
        CheckConstraint("title <> ''", name="titled"),
        CheckConstraint("(decision IS NULL) = (decided_at IS NULL)", name="decision_is_dated"),
        CheckConstraint(
            "decision IS NULL OR decision <> 'refused' OR reason <> ''",
            name="refusal_needs_a_reason",
        ),
        Index("ix_revision_author_id", "author_id"),
        Index("ix_revision_decided_by_id", "decided_by_id"),
        PUBLIC,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id", ondelete="CASCADE"))
    number: Mapped[int]
    author_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    title: Mapped[str]
    summary: Mapped[str] = mapped_column(default="")
    body: Mapped[str] = mapped_column(default="")
    """HTML as `sanitize_html` leaves it."""
    is_minor: Mapped[bool] = mapped_column(default=False)
    """Whether the article keeps its place in the flows when this text goes online."""
    erased_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When a moderator erased this text; the row stays."""
    submitted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    decision: Mapped[Decision | None] = mapped_column(choice(Decision, "decision"))
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    reason: Mapped[str | None]
