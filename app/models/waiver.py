"""Waivers: a fault of a text that somebody lets pass, with his reason."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, UtcDateTime


class Waiver(Base):
    """Of one kind of fault at one place, in all texts of an article where it still stands."""

    __tablename__ = "waiver"
    __table_args__ = (
        UniqueConstraint("article_id", "kind", "place_key"),
        CheckConstraint("reason <> ''", name="needs_a_reason"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id", ondelete="CASCADE"))
    kind: Mapped[str]
    """A value of `text.check.Kind`."""
    place_key: Mapped[str]
    """The words that were found, folded."""
    reason: Mapped[str]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
