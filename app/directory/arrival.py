"""The directory as the files tell it: 100,000 people in little memory.

People and groups are known by their place in a list; a membership and a tie are one number each,
made of these places.
"""

from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from app.models import GroupKind
from app.rules.audience import Function, Guardianship, Part

PARTS = (Part.PUPIL, Part.TEACHER, Part.MEMBER)


class ComingPerson(NamedTuple):
    """A person of the files; an empty text is none."""

    external_id: str
    login: str
    last_name: str
    first_name: str
    functions: frozenset[Function]
    title: str
    email: str


class ComingGroup(NamedTuple):
    """A group of the files; `level` is the identifier of a class's level."""

    external_id: str
    name: str
    kind: GroupKind
    level: str


@dataclass
class Arrival:
    """Everything that the files tell."""

    people: list[ComingPerson] = field(default_factory=list)
    person_lines: "array[int]" = field(default_factory=lambda: array("l"))
    """The line on which each of them stands."""
    groups: list[ComingGroup] = field(default_factory=list)
    person_at: dict[str, int] = field(default_factory=dict)
    """The place of a person by identifier."""
    group_at: dict[str, int] = field(default_factory=dict)
    logins: dict[str, int] = field(default_factory=dict)
    memberships: set[int] = field(default_factory=set)
    ties: dict[int, Guardianship] = field(default_factory=dict)

    def membership(self, person: int, group: int, part: Part) -> int:
        """Return the number of a membership."""
        return (person * len(self.groups) + group) * len(PARTS) + PARTS.index(part)

    def membership_of(self, number: int) -> tuple[int, int, Part]:
        """Return person, group and part of a membership."""
        rest, part = divmod(number, len(PARTS))
        person, group = divmod(rest, len(self.groups))
        return person, group, PARTS[part]

    def tie(self, adult: int, pupil: int) -> int:
        """Return the number of a tie."""
        return adult * len(self.people) + pupil

    def tie_of(self, number: int) -> tuple[int, int]:
        """Return adult and pupil of a tie."""
        return divmod(number, len(self.people))

    def children(self, adults: set[int]) -> dict[int, set[int]]:
        """Return the children of some adults."""
        found: dict[int, set[int]] = {adult: set() for adult in adults}
        for number in self.ties:
            adult, pupil = self.tie_of(number)
            if adult in found:
                found[adult].add(pupil)
        return found

    def members(self) -> Iterator[tuple[int, int]]:
        """Yield the places of person and group of each membership."""
        for number in self.memberships:
            person, group, _part = self.membership_of(number)
            yield person, group
