"""Rubriques: at once a menu entry, a place to publish and a space with its own rights."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, event
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import KNOWN_BY_ID, PUBLIC, Base, UtcDateTime, choice
from app.rules.roles import Role
from app.rules.visibility import Visibility
from app.text.stems import sort_key


class Rubrique(Base):
    """A node of the site's tree, with its services and its own introduction."""

    __tablename__ = "rubrique"
    __table_args__ = (
        CheckConstraint("parent_id <> id", name="not_its_own_parent"),
        CheckConstraint("name <> ''", name="named"),
        Index("ix_rubrique_parent_id", "parent_id", "position"),
        Index("ix_rubrique_name", "name_key", "id"),
        KNOWN_BY_ID,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("rubrique.id"))
    position: Mapped[int] = mapped_column(default=0)
    name: Mapped[str]
    name_key: Mapped[str]
    """The name, folded: what lists sort by."""
    menu_name: Mapped[str | None]
    """A shorter name for the menu."""
    note: Mapped[str | None]
    """A few words under the name on a door."""
    icon: Mapped[str | None]
    introduction: Mapped[str] = mapped_column(default="")
    """Cleaned HTML shown at the head of the page."""
    visibility: Mapped[Visibility] = mapped_column(choice(Visibility, "visibility"))
    inherits: Mapped[bool]
    """Whether the grants of the parent hold here too."""
    has_blog: Mapped[bool] = mapped_column(default=False)
    """With a blog it holds articles, without it holds pages."""
    has_agenda: Mapped[bool] = mapped_column(default=False)
    is_temporary: Mapped[bool] = mapped_column(default=False)
    archived_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """Since when it and what is below it are out of the menus and flows, and take no new text."""
    trashed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """Since when it and all that is below it are in the trash: nobody reads or writes there."""
    trashed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))

    grants: Mapped[list["Grant"]] = relationship(cascade="all, delete-orphan")


@event.listens_for(Rubrique, "before_insert")
@event.listens_for(Rubrique, "before_update")
def _note_name(_mapper: Any, _connection: Any, rubrique: Rubrique) -> None:
    rubrique.name_key = sort_key(rubrique.name)


class Grant(Base):
    """A key holds a role in a rubrique; `public` cannot be granted: that is visibility."""

    __tablename__ = "rubrique_grant"
    __table_args__ = (
        CheckConstraint("key <> 'public'", name="public_is_visibility"),
        Index("ix_rubrique_grant_key", "key"),
        PUBLIC,
    )

    rubrique_id: Mapped[int] = mapped_column(
        ForeignKey("rubrique.id", ondelete="CASCADE"), primary_key=True
    )
    key: Mapped[str] = mapped_column(primary_key=True)
    role: Mapped[Role] = mapped_column(choice(Role, "role"))
