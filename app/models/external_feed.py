"""Feeds of other sites that tiles show: the last good copy, and when to ask again."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import PUBLIC, Base, UtcDateTime


class ExternalFeed(Base):
    """A feed by its address, and what it says of itself; changed only when that changes."""

    __tablename__ = "external_feed"
    __table_args__ = (PUBLIC,)

    id: Mapped[int] = mapped_column(primary_key=True)
    url: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str] = mapped_column(default="")
    site_url: Mapped[str] = mapped_column(default="")
    copied_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When the copy that is shown was taken."""
    failing_since: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """Since when it could not be read, once that is more than a passing trouble."""


class ExternalItem(Base):
    """An item of a feed, cleaned like any other text; the newest have the lowest positions."""

    __tablename__ = "external_item"
    __table_args__ = (UniqueConstraint("feed_id", "position"), PUBLIC)

    id: Mapped[int] = mapped_column(primary_key=True)
    feed_id: Mapped[int] = mapped_column(ForeignKey("external_feed.id", ondelete="CASCADE"))
    position: Mapped[int]
    title: Mapped[str]
    url: Mapped[str] = mapped_column(default="")
    summary: Mapped[str] = mapped_column(default="")
    """Plain text."""
    published_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class FeedCheck(Base):
    """The work of asking for a feed, apart from what shows: no page changes when it is asked."""

    __tablename__ = "feed_check"
    __table_args__ = (
        CheckConstraint("failures >= 0", name="counted"),
        Index("ix_feed_check_next_at", "next_at"),
    )

    feed_id: Mapped[int] = mapped_column(
        ForeignKey("external_feed.id", ondelete="CASCADE"), primary_key=True
    )
    next_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """In real time; none for a feed that said that it is gone for ever (HTTP 410)."""
    checked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When it last answered well, or was first named: from there on it is silent (real time)."""
    etag: Mapped[str] = mapped_column(default="")
    last_modified: Mapped[str] = mapped_column(default="")
    failures: Mapped[int] = mapped_column(default=0)
    """One after the other, until it could be read again."""
    fault: Mapped[str] = mapped_column(default="")
    """Why it could not be read, as a word that pages put into a sentence."""
