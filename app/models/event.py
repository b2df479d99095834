"""Events of a rubrique's agenda."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import KNOWN_BY_ID, Base, UtcDateTime, choice
from app.rules.repeating import Repeats
from app.rules.workflow import Status


class EventSeries(Base):
    """How some events were repeated; each of them is a row of its own."""

    __tablename__ = "event_series"

    id: Mapped[int] = mapped_column(primary_key=True)
    repeats: Mapped[Repeats] = mapped_column(choice(Repeats, "repeats"))
    until: Mapped[date]


class Event(Base):
    """What happens, as visible as its rubrique; `ends_at` is the first moment after it."""

    __tablename__ = "event"
    __table_args__ = (
        CheckConstraint("title <> ''", name="titled"),
        CheckConstraint("ends_at > starts_at", name="ends_after_it_starts"),
        CheckConstraint("(status = 'trashed') = (trashed_at IS NOT NULL)", name="trash_is_dated"),
        CheckConstraint("refusal IS NULL OR refusal <> ''", name="a_refusal_has_a_reason"),
        Index("ix_event_period", "ends_at", "starts_at"),
        Index("ix_event_rubrique_id", "rubrique_id", "status"),
        Index("ix_event_article_id", "article_id"),
        Index("ix_event_author_id", "author_id"),
        Index("ix_event_series_id", "series_id", "starts_at"),
        Index("ix_event_waiting", "waiting_since", "id"),
        KNOWN_BY_ID,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    rubrique_id: Mapped[int] = mapped_column(ForeignKey("rubrique.id"))
    article_id: Mapped[int | None] = mapped_column(ForeignKey("article.id", ondelete="SET NULL"))
    series_id: Mapped[int | None] = mapped_column(
        ForeignKey("event_series.id", ondelete="SET NULL")
    )
    author_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    status: Mapped[Status] = mapped_column(choice(Status, "status"), default=Status.ONLINE)
    title: Mapped[str]
    place: Mapped[str | None]
    description: Mapped[str | None]
    all_day: Mapped[bool] = mapped_column(default=False)
    starts_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ends_at: Mapped[datetime] = mapped_column(UtcDateTime)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)
    """Counts the changes, so that no window undoes another's."""
    proposed: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    """A change of what is online, by somebody who may not publish it; it waits apart."""
    waiting_since: Mapped[datetime | None] = mapped_column(UtcDateTime)
    refusal: Mapped[str | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    former_status: Mapped[Status | None] = mapped_column(choice(Status, "former_status"))
    """What it was before the trash, for a restore."""
    trashed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    trashed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    creation_key: Mapped[str | None] = mapped_column(unique=True)
    """A random text of the form that made it: the same form sent twice makes one event."""
