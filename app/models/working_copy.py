"""Working copies: what somebody is typing, kept beside the texts until he saves it."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, UtcDateTime


class WorkingCopy(Base):
    """One for each article and person; of an article not yet begun, for each form that begins one.

    All its moments are in real time. Nothing of it shows to readers.
    """

    __tablename__ = "working_copy"
    __table_args__ = (
        UniqueConstraint("article_id", "person_id"),
        CheckConstraint(
            "(article_id IS NULL) = (creation_key IS NOT NULL)", name="of_an_article_or_a_new_one"
        ),
        CheckConstraint(
            "(creation_key IS NULL) = (rubrique_id IS NULL)", name="a_new_one_has_its_place"
        ),
        CheckConstraint("(fields IS NULL) = (saved_at IS NULL)", name="what_is_kept_is_dated"),
        CheckConstraint("fields IS NULL OR version IS NOT NULL", name="what_is_kept_is_numbered"),
        Index("ix_working_copy_person_id", "person_id", "rubrique_id"),
        Index("ix_working_copy_seen_at", "seen_at"),
        Index("ix_working_copy_seen_revision_id", "seen_revision_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    article_id: Mapped[int | None] = mapped_column(ForeignKey("article.id", ondelete="CASCADE"))
    rubrique_id: Mapped[int | None] = mapped_column(ForeignKey("rubrique.id", ondelete="CASCADE"))
    creation_key: Mapped[str | None] = mapped_column(unique=True)
    fields: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    """What the form held: names of fields and the texts sent for each, as lists."""
    seen_revision_id: Mapped[int | None] = mapped_column(
        ForeignKey("revision.id", ondelete="SET NULL")
    )
    """The text over which it was typed."""
    version: Mapped[str | None]
    """Which window sent it, and its how manieth (`app/rules/working_copies.py`): stays when the
    text is saved or given up, so that a copy sent before and arriving late brings nothing back."""
    saved_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When `fields` were last kept."""
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime)
    """Since when its page has been open without a break."""
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime)
    """When its page was last open: what others are told ("is being changed by")."""


class WorkingFile(Base):
    """A file that a working copy holds: it is not purged while it waits there."""

    __tablename__ = "working_file"

    working_copy_id: Mapped[int] = mapped_column(
        ForeignKey("working_copy.id", ondelete="CASCADE"), primary_key=True
    )
    media_id: Mapped[int] = mapped_column(
        ForeignKey("media.id", ondelete="CASCADE"), primary_key=True, index=True
    )
