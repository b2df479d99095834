"""Pages of tiles: layouts of the public and the personal home page, and the tiles on them."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import PUBLIC, Base, UtcDateTime, choice
from app.rules.pages import PageKind


class Finish(StrEnum):
    """The stone of a tile."""

    STONE = "stone"
    TINTED = "tinted"
    DEEP = "deep"


class Layout(Base):
    """A composition of a page; once published it no longer changes, the newest one shows."""

    __tablename__ = "layout"
    __table_args__ = (
        Index("ix_layout_page", "page", "published_at"),
        Index("ix_layout_restored_id", "restored_id"),
        PUBLIC,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    page: Mapped[PageKind] = mapped_column(choice(PageKind, "page"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    published_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    restored_id: Mapped[int | None] = mapped_column(ForeignKey("layout.id", ondelete="SET NULL"))
    """The earlier composition that it brings back."""
    note: Mapped[str] = mapped_column(default="")
    """What whoever published it says of it."""

    tiles: Mapped[list["Tile"]] = relationship(
        cascade="all, delete-orphan", order_by="Tile.position"
    )


class Tile(Base):
    """A tile of a layout; what its kind needs beyond these columns is in `settings`."""

    __tablename__ = "tile"
    __table_args__ = (
        UniqueConstraint("layout_id", "position"),
        CheckConstraint("width IN (2, 3, 4, 5, 6, 7, 8, 9, 12)", name="columns_of_twelve"),
        CheckConstraint("height BETWEEN 1 AND 3", name="rows"),
        CheckConstraint("shown_until > shown_from", name="shown_for_some_time"),
        PUBLIC,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    layout_id: Mapped[int] = mapped_column(ForeignKey("layout.id", ondelete="CASCADE"))
    position: Mapped[int]
    kind: Mapped[str]
    title: Mapped[str] = mapped_column(default="")
    width: Mapped[int] = mapped_column(default=12)
    height: Mapped[int] = mapped_column(default=1)
    finish: Mapped[Finish] = mapped_column(choice(Finish, "finish"), default=Finish.STONE)
    settings: Mapped[dict[str, Any]] = mapped_column(default=dict)
    mark: Mapped[str] = mapped_column(default="")
    """A random text that a tile keeps from one layout to the next: by it they are compared."""
    shown_from: Mapped[datetime | None] = mapped_column(UtcDateTime)
    shown_until: Mapped[datetime | None] = mapped_column(UtcDateTime)

    audience: Mapped[list["TileAudience"]] = relationship(cascade="all, delete-orphan")


class TileAudience(Base):
    """A key that sees a tile; a tile without any is seen by nobody."""

    __tablename__ = "tile_audience"
    __table_args__ = (PUBLIC,)

    tile_id: Mapped[int] = mapped_column(
        ForeignKey("tile.id", ondelete="CASCADE"), primary_key=True
    )
    key: Mapped[str] = mapped_column(primary_key=True)
