"""Imports of the directory: files that were sent, what they would change, and what was done."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, UtcDateTime, choice


class ImportState(StrEnum):
    """Where an import stands: read, shown for decision, carried out, done; or ended otherwise."""

    READING = "reading"
    READY = "ready"
    APPLYING = "applying"
    DONE = "done"
    FAILED = "failed"
    DISCARDED = "discarded"


class DirectoryImport(Base):
    """One import; `report` is what the dry run found, `done` of `total` is how far it is."""

    __tablename__ = "directory_import"
    __table_args__ = (
        CheckConstraint("done >= 0 AND total >= 0", name="progress"),
        Index("ix_directory_import_created_at", "created_at", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    state: Mapped[ImportState] = mapped_column(
        choice(ImportState, "state"), default=ImportState.READING
    )
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    files: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """The names under which the files are kept until it ends, by what they hold."""
    digest: Mapped[str] = mapped_column(default="")
    """The state of the directory that the dry run compared with: another asks for a new one."""
    report: Mapped[dict[str, Any]] = mapped_column(default=dict)
    problems: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """Why it cannot be carried out: file, line, column and words of each fault."""
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
