"""A population and a group, put together as keys: "parents" and "4B" are the parents of 4B."""

from collections.abc import Collection
from enum import Enum, auto

from app.rules.audience import MEMBERS, Part, Profile, group_key

PART_OF: dict[str, Part] = {
    f"profile:{Profile.PUPIL}": Part.PUPIL,
    f"profile:{Profile.PARENT}": Part.PARENT,
    f"profile:{Profile.TEACHER}": Part.TEACHER,
}
"""The side of a group from which each population belongs to it."""


class Combined(Enum):
    """Why a population and a group give no key, or that they do."""

    WELL = auto()
    WHOLE_SCHOOL_ONLY = auto()
    NOBODY_THERE = auto()
    EMPTY = auto()


def combined(who: str, group: tuple[int, Collection[Part]] | None) -> tuple[Combined, list[str]]:
    """Return the keys of a population in a group, given as its id and parts, or in the school.

    Everybody in a group are all its parts.
    """
    if group is None:
        return Combined.WELL, [who]
    id_, parts = group
    if not parts:
        return Combined.EMPTY, []
    elif who == MEMBERS:
        return Combined.WELL, [group_key(id_, part) for part in parts]
    elif who not in PART_OF:
        return Combined.WHOLE_SCHOOL_ONLY, []
    elif PART_OF[who] not in parts:
        return Combined.NOBODY_THERE, []
    else:
        return Combined.WELL, [group_key(id_, PART_OF[who])]
