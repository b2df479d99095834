"""Groups of people: levels, classes, teaching groups and free groups."""

from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import KNOWN_BY_ID, PUBLIC, Base, choice
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
