"""Groups of people: levels, classes, teaching groups and free groups."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import KNOWN_BY_ID, PUBLIC, Base, UtcDateTime, choice
from app.rules.audience import Part


class GroupKind(StrEnum):
    """What a group is in the school (guide p. 38)."""

    LEVEL = "level"
    CLASS = "class"
    TEACHING = "teaching"
    FREE = "free"


class Group(Base):
    """A group of people; the members of a level are those of its classes."""

    __tablename__ = "group"
    __table_args__ = (
        CheckConstraint("level_id IS NULL OR kind = 'class'", name="only_classes_have_a_level"),
        Index("ix_group_level_id", "level_id"),
        KNOWN_BY_ID,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[GroupKind] = mapped_column(choice(GroupKind, "kind"))
    name: Mapped[str] = mapped_column(unique=True)
    sort_key: Mapped[str]
    level_id: Mapped[int | None] = mapped_column(ForeignKey("group.id"))
    external_id: Mapped[str | None] = mapped_column(unique=True)
    """By what an import knows it again, also under another name."""
    is_visible: Mapped[bool] = mapped_column(default=True)
    """Whether its members see it in the directory, and who else is in it (guide p. 34)."""
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """Since when it is no more: it has no members and is offered nowhere, rights keep its name."""


class Membership(Base):
    """A person belongs to a group; the parents of its pupils are found through `Guardian`."""

    __tablename__ = "membership"
    __table_args__ = (
        CheckConstraint(
            "part IN ('pupil', 'teacher', 'member')", name="parents_follow_their_children"
        ),
        Index("ix_membership_group_id", "group_id", "part"),
        PUBLIC,
    )

    person_id: Mapped[int] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), primary_key=True
    )
    group_id: Mapped[int] = mapped_column(
        ForeignKey("group.id", ondelete="CASCADE"), primary_key=True
    )
    part: Mapped[Part] = mapped_column(choice(Part, "part"), primary_key=True)


class GroupManager(Base):
    """A person takes people into a free group and out of it (guide p. 34)."""

    __tablename__ = "group_manager"
    __table_args__ = (Index("ix_group_manager_person_id", "person_id"), PUBLIC)

    group_id: Mapped[int] = mapped_column(
        ForeignKey("group.id", ondelete="CASCADE"), primary_key=True
    )
    person_id: Mapped[int] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), primary_key=True
    )
