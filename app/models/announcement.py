"""Announcements: short messages to the personal home page of those they concern (guide p. 12)."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import KNOWN_BY_ID, PUBLIC, Base, UtcDateTime, choice
from app.rules.announcements import AnnouncementStatus, Severity


class Origin(StrEnum):
    """Who sends an announcement: the school, or the authority above it."""

    SCHOOL = "school"
    LOCAL_AUTHORITY = "local_authority"


class Announcement(Base):
    """A message with its period, its link and its targets.

    No visitor sees one, but a change of it raises the site version all the same: what reaches whom
    is shared by those who hold the same keys (docs/decisions/0010).
    """

    __tablename__ = "announcement"
    __table_args__ = (
        CheckConstraint("title <> ''", name="titled"),
        CheckConstraint("ends_at > starts_at", name="ends_after_it_starts"),
        CheckConstraint("link_article_id IS NULL OR link_url IS NULL", name="one_link_at_the_most"),
        CheckConstraint(
            "(submitted_at IS NOT NULL) = (status = 'pending')", name="waits_since_it_was_submitted"
        ),
        CheckConstraint("refusal IS NULL OR refusal <> ''", name="a_refusal_has_a_reason"),
        Index("ix_announcement_period", "starts_at", "ends_at"),
        Index("ix_announcement_ends_at", "ends_at"),
        Index("ix_announcement_status", "status", "starts_at", "id"),
        Index("ix_announcement_author_id", "author_id", "id"),
        Index("ix_announcement_link_article_id", "link_article_id"),
        KNOWN_BY_ID,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    severity: Mapped[Severity] = mapped_column(choice(Severity, "severity"))
    origin: Mapped[Origin] = mapped_column(choice(Origin, "origin"), default=Origin.SCHOOL)
    status: Mapped[AnnouncementStatus] = mapped_column(
        choice(AnnouncementStatus, "status"), default=AnnouncementStatus.DRAFT
    )
    author_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    title: Mapped[str]
    body: Mapped[str] = mapped_column(default="")
    link_article_id: Mapped[int | None] = mapped_column(
        ForeignKey("article.id", ondelete="SET NULL")
    )
    link_url: Mapped[str | None]
    starts_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ends_at: Mapped[datetime] = mapped_column(UtcDateTime)
    asks_acknowledgement: Mapped[bool] = mapped_column(default=False)
    """Whether readers are asked to say that they have read it."""
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)
    """Raised by each change: a form that saw an older one is told."""
    submitted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    refusal: Mapped[str | None]
    """Why it was refused, until it is submitted again."""

    targets: Mapped[list["AnnouncementTarget"]] = relationship(cascade="all, delete-orphan")


class AnnouncementTarget(Base):
    """A key that an announcement reaches."""

    __tablename__ = "announcement_target"
    __table_args__ = (Index("ix_announcement_target_key", "key"), PUBLIC)

    announcement_id: Mapped[int] = mapped_column(
        ForeignKey("announcement.id", ondelete="CASCADE"), primary_key=True
    )
    key: Mapped[str] = mapped_column(primary_key=True)


class AnnouncementReading(Base):
    """What a person did with an announcement that reaches him."""

    __tablename__ = "announcement_reading"
    __table_args__ = (Index("ix_announcement_reading_person_id", "person_id"),)

    announcement_id: Mapped[int] = mapped_column(
        ForeignKey("announcement.id", ondelete="CASCADE"), primary_key=True
    )
    person_id: Mapped[int] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), primary_key=True
    )
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime)
    folded_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    acknowledged_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
