"""Notices: what a person is told, in the application and, if he chose so, by mail."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, UtcDateTime, choice


class NoticeKind(StrEnum):
    """What happened to an article, an announcement, an event or a feed.

    `ANNOUNCED` is a new announcement for its readers.
    """

    SUBMITTED = "submitted"
    APPROVED = "approved"
    REFUSED = "refused"
    TRASHED_BY_WRITER = "trashed_by_writer"
    ANNOUNCED = "announced"
    ANNOUNCEMENT_SUBMITTED = "announcement_submitted"
    ANNOUNCEMENT_APPROVED = "announcement_approved"
    ANNOUNCEMENT_REFUSED = "announcement_refused"
    EVENT_SUBMITTED = "event_submitted"
    EVENT_APPROVED = "event_approved"
    EVENT_REFUSED = "event_refused"
    FEED_FAILING = "feed_failing"


class Notice(Base):
    """One thing told to one person; `text` is what goes with it, as the reason of a refusal."""

    __tablename__ = "notice"
    __table_args__ = (
        Index("ix_notice_person_id", "person_id", "at"),
        Index("ix_notice_article_id", "article_id"),
        Index("ix_notice_actor_id", "actor_id"),
        Index("ix_notice_announcement_id", "announcement_id", "person_id"),
        Index("ix_notice_event_id", "event_id"),
        CheckConstraint(
            "CASE WHEN article_id IS NULL THEN 0 ELSE 1 END"
            " + CASE WHEN announcement_id IS NULL THEN 0 ELSE 1 END"
            " + CASE WHEN event_id IS NULL THEN 0 ELSE 1 END <= 1",
            name="about_one_thing",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    kind: Mapped[NoticeKind] = mapped_column(choice(NoticeKind, "kind"))
    article_id: Mapped[int | None] = mapped_column(ForeignKey("article.id", ondelete="CASCADE"))
    announcement_id: Mapped[int | None] = mapped_column(
        ForeignKey("announcement.id", ondelete="CASCADE")
    )
    event_id: Mapped[int | None] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    text: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    read_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    mailed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
