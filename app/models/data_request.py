"""What people ask of the data held about them: correction or erasure (RGPD art. 16, 17)."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, UtcDateTime, choice


class DataRequestKind(StrEnum):
    """What is asked."""

    CORRECTION = "correction"
    ERASURE = "erasure"


class DataRequest(Base):
    """A request in a person's own words, and what was answered; all its moments in real time."""

    __tablename__ = "data_request"
    __table_args__ = (
        CheckConstraint("text <> ''", name="says_something"),
        CheckConstraint("(answered_at IS NULL) = (answer IS NULL)", name="answered_in_words"),
        Index("ix_data_request_answered_at", "answered_at", "created_at", "id"),
        Index("ix_data_request_person_id", "person_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    kind: Mapped[DataRequestKind] = mapped_column(choice(DataRequestKind, "kind"))
    text: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    answer: Mapped[str | None]
