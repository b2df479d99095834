"""Announcements: short messages to the personal home page of those they concern (guide p. 12)."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Base, UtcDateTime, choice


class Severity(StrEnum):
    """An alert stands above a warning, a warning above an information (guide p. 12)."""

    ALERT = "alert"
    WARNING = "warning"
    INFO = "info"


class Origin(StrEnum):
    """Who sends an announcement: the school, or the authority above it."""

    SCHOOL = "school"
    LOCAL_AUTHORITY = "local_authority"


class Announcement(Base):
    """A message with its period, its link and its targets."""

    __tablename__ = "announcement"
    __table_args__ = (
        CheckConstraint("title <> ''", name="titled"),
        CheckConstraint("ends_at > starts_at", name="ends_after_it_starts"),
        CheckConstraint("link_article_id IS NULL OR link_url IS NULL", name="one_link_at_the_most"),
        Index("ix_announcement_period", "starts_at", "ends_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    severity: Mapped[Severity] = mapped_column(choice(Severity, "severity"))
    origin: Mapped[Origin] = mapped_column(choice(Origin, "origin"), default=Origin.SCHOOL)
    author_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    title: Mapped[str]
    body: Mapped[str] = mapped_column(default="")
    link_article_id: Mapped[int | None] = mapped_column(
        ForeignKey("article.id", ondelete="SET NULL")
    )
    link_url: Mapped[str | None]
    starts_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ends_at: Mapped[datetime] = mapped_column(UtcDateTime)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)

    targets: Mapped[list["AnnouncementTarget"]] = relationship(cascade="all, delete-orphan")


class AnnouncementTarget(Base):
    """A key that an announcement reaches."""

    __tablename__ = "announcement_target"
    __table_args__ = (Index("ix_announcement_target_key", "key"),)

    announcement_id: Mapped[int] = mapped_column(
        ForeignKey("announcement.id", ondelete="CASCADE"), primary_key=True
    )
    key: Mapped[str] = mapped_column(primary_key=True)
