"""Notices: what a person is told, in the application and, if he chose so, by mail."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, UtcDateTime, choice


class NoticeKind(StrEnum):
    """What happened to an article or an announcement; `ANNOUNCED` is a new one for its readers."""

    SUBMITTED = "submitted"
    APPROVED = "approved"
    REFUSED = "refused"
    TRASHED_BY_WRITER = "trashed_by_writer"
    ANNOUNCED = "announced"
    ANNOUNCEMENT_SUBMITTED = "announcement_submitted"
    ANNOUNCEMENT_APPROVED = "announcement_approved"
    ANNOUNCEMENT_REFUSED = "announcement_refused"


class Notice(Base):
    """One thing told to one person; `text` is what goes with it, as the reason of a refusal."""

    __tablename__ = "notice"
    __table_args__ = (
        Index("ix_notice_person_id", "person_id", "at"),
        Index("ix_notice_article_id", "article_id"),
        Index("ix_notice_actor_id", "actor_id"),
        Index("ix_notice_announcement_id", "announcement_id", "person_id"),
        CheckConstraint("article_id IS NULL OR announcement_id IS NULL", name="about_one_thing"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    kind: Mapped[NoticeKind] = mapped_column(choice(NoticeKind, "kind"))
    article_id: Mapped[int | None] = mapped_column(ForeignKey("article.id", ondelete="CASCADE"))
    announcement_id: Mapped[int | None] = mapped_column(
        ForeignKey("announcement.id", ondelete="CASCADE")
    )
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    text: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    read_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    mailed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
