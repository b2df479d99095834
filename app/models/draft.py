"""A page of tiles while it is being composed: nothing of it shows, no page of the site changes."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Base, UtcDateTime, choice
from app.models.layout import Finish
from app.rules.pages import PageKind


class Draft(Base):
    """The one draft of a page; `version` counts its changes, so that no window undoes another's."""

    __tablename__ = "draft"

    page: Mapped[PageKind] = mapped_column(choice(PageKind, "page"), primary_key=True)
    base_id: Mapped[int | None] = mapped_column(ForeignKey("layout.id", ondelete="SET NULL"))
    """The layout that it began with: what is changed is told against it."""
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    changed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))

    tiles: Mapped[list["DraftTile"]] = relationship(
        cascade="all, delete-orphan", order_by="DraftTile.position"
    )


class DraftTile(Base):
    """A tile of a draft: the columns of a `Tile`, its audience as a list of keys.

    One that was removed keeps its row and its place until the draft ends, for an undo.
    """

    __tablename__ = "draft_tile"
    __table_args__ = (
        CheckConstraint("width IN (2, 3, 4, 5, 6, 7, 8, 9, 12)", name="columns_of_twelve"),
        CheckConstraint("height BETWEEN 1 AND 3", name="rows"),
        CheckConstraint("shown_until > shown_from", name="shown_for_some_time"),
        Index("ix_draft_tile_page", "page", "position"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    page: Mapped[PageKind] = mapped_column(ForeignKey("draft.page", ondelete="CASCADE"))
    position: Mapped[int]
    mark: Mapped[str]
    kind: Mapped[str]
    title: Mapped[str] = mapped_column(default="")
    width: Mapped[int] = mapped_column(default=12)
    height: Mapped[int] = mapped_column(default=1)
    finish: Mapped[Finish] = mapped_column(choice(Finish, "finish"), default=Finish.STONE)
    settings: Mapped[dict[str, Any]] = mapped_column(default=dict)
    audience: Mapped[list[str]] = mapped_column(JSON, default=list)
    shown_from: Mapped[datetime | None] = mapped_column(UtcDateTime)
    shown_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    removed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
