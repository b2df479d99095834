"""Articles: where a text stands, whose it is, in which state and between which dates."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import KNOWN_BY_ID, Base, UtcDateTime, choice
from app.rules.workflow import Status


def _created_at(context: Any) -> datetime:
    return context.get_current_parameters()["created_at"]  # type: ignore[no-any-return]


class Article(Base):
    """An article of a blog, or a page of a rubrique without one; its texts are revisions.

    Scheduled and expired are not states: they are `online` seen through its dates.
    """

    __tablename__ = "article"
    __table_args__ = (
        CheckConstraint(
            "status <> 'online' OR (online_revision_id IS NOT NULL"
            " AND starts_at IS NOT NULL AND bumped_at IS NOT NULL)",
            name="online_has_a_text_and_a_date",
        ),
        CheckConstraint("ends_at IS NULL OR ends_at > starts_at", name="ends_after_it_starts"),
        CheckConstraint("(status = 'trashed') = (trashed_at IS NOT NULL)", name="trash_is_dated"),
        Index("ix_article_flow", "rubrique_id", "status", "bumped_at", "id"),
        Index("ix_article_newest", "status", "bumped_at", "id"),
        Index("ix_article_author_id", "author_id"),
        Index("ix_article_approved_by_id", "approved_by_id"),
        Index("ix_article_trashed_by_id", "trashed_by_id"),
        Index("ix_article_changed", "changed_at", "id"),
        Index("ix_article_rubrique", "rubrique_id", "id"),
        Index("ix_article_title", "title_key", "id"),
        Index("ix_article_illustrated", "is_illustrated", "id"),
        Index("ix_article_waiting", "waiting_since", "id"),
        # A text that is removed is looked for here, or a purge would read all articles each time.
        Index("ix_article_online_revision_id", "online_revision_id"),
        Index("ix_article_newest_revision_id", "newest_revision_id"),
        # The next moment at which a page changes by itself.
        Index("ix_article_starts_at", "starts_at"),
        Index("ix_article_ends_at", "ends_at"),
        KNOWN_BY_ID,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    rubrique_id: Mapped[int] = mapped_column(ForeignKey("rubrique.id"))
    author_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    status: Mapped[Status] = mapped_column(choice(Status, "status"))
    online_revision_id: Mapped[int | None] = mapped_column(
        ForeignKey("revision.id", use_alter=True, name="fk_article_online_revision_id")
    )
    newest_revision_id: Mapped[int | None] = mapped_column(
        ForeignKey("revision.id", use_alter=True, name="fk_article_newest_revision_id")
    )
    approved_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    """Who approved its online text; none where nobody had to."""
    position: Mapped[int] = mapped_column(default=0)
    """The chosen order among the pages of a rubrique without blog."""
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    starts_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ends_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    updated_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When its online text last changed after the first publication."""
    bumped_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """Its place in the flows: the latest of start, put online, approved."""
    trashed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    trashed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    former_status: Mapped[Status | None] = mapped_column(choice(Status, "former_status"))
    """What it was before the trash, for a restore."""
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime, default=_created_at)
    """When anybody last changed its text or its state, online or not."""
    waiting_since: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When its newest text was submitted, as long as nobody has decided."""
    title_key: Mapped[str] = mapped_column(default="")
    """The title of its newest text, folded: what lists sort by."""
    is_illustrated: Mapped[bool] = mapped_column(default=False)
    """Whether its newest text has an illustration: lists find those that have none."""
    creation_key: Mapped[str | None] = mapped_column(unique=True)
    """A random text of the form that made it: the same form sent twice makes one article."""
