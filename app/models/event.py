"""Events of a rubrique's agenda."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import PUBLIC, Base, UtcDateTime


class Event(Base):
    """What happens, as visible as its rubrique; `ends_at` is the first moment after it."""

    __tablename__ = "event"
    __table_args__ = (
        CheckConstraint("title <> ''", name="titled"),
        CheckConstraint("ends_at > starts_at", name="ends_after_it_starts"),
        Index("ix_event_period", "ends_at", "starts_at"),
        Index("ix_event_rubrique_id", "rubrique_id"),
        Index("ix_event_article_id", "article_id"),
        PUBLIC,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    rubrique_id: Mapped[int] = mapped_column(ForeignKey("rubrique.id"))
    article_id: Mapped[int | None] = mapped_column(ForeignKey("article.id", ondelete="SET NULL"))
    title: Mapped[str]
    place: Mapped[str | None]
    description: Mapped[str | None]
    all_day: Mapped[bool] = mapped_column(default=False)
    starts_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ends_at: Mapped[datetime] = mapped_column(UtcDateTime)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
