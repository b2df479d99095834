"""What is to be done in the directory, as a comparison found it."""

from array import array
from collections import Counter
from dataclasses import dataclass, field

from app.directory.known import KnownGroup, KnownPerson
from app.directory.renames import Rename
from app.rules.audience import Guardianship, Part, Profile

Changes = dict[str, tuple[str, str]]
"""Before and after, by field."""


@dataclass
class Plan:
    """What is to be done; people and groups of the files by their place, others by their id."""

    person_ids: "array[int]"
    """The id of each person of the files, 0 for who is new."""
    group_ids: list[int]
    changed: dict[int, Changes] = field(default_factory=dict)
    returning: list[int] = field(default_factory=list)
    leaving: list[KnownPerson] = field(default_factory=list)
    changed_groups: dict[int, Changes] = field(default_factory=dict)
    returning_groups: list[int] = field(default_factory=list)
    ended: list[KnownGroup] = field(default_factory=list)
    joining: set[int] = field(default_factory=set)
    parting: list[tuple[int, int, Part]] = field(default_factory=list)
    tied: dict[int, Guardianship] = field(default_factory=dict)
    retied: dict[tuple[int, int], Guardianship] = field(default_factory=dict)
    untied: list[tuple[int, int]] = field(default_factory=list)
    renames: list[Rename] = field(default_factory=list)
    known: Counter[Profile] = field(default_factory=Counter)
    """How many of each profile an import looks after, before it."""
    lost: Counter[Profile] = field(default_factory=Counter)
    known_bonds: Counter[str] = field(default_factory=Counter)
    """How many memberships and ties there are before it among those who stay."""
    lost_bonds: Counter[str] = field(default_factory=Counter)
    """How many of these end for somebody who gets no other: who changes class loses none."""
    group_names: dict[int, str] = field(default_factory=dict)
    levels: dict[int, int] = field(default_factory=dict)
    """The level of each known class."""

    @property
    def new_people(self) -> list[int]:
        """The places of who is new."""
        return [place for place, id_ in enumerate(self.person_ids) if not id_]

    @property
    def new_groups(self) -> list[int]:
        """The places of the groups that are new."""
        return [place for place, id_ in enumerate(self.group_ids) if not id_]

    @property
    def does_nothing(self) -> bool:
        """Whether the directory is already what the files say."""
        people = self.new_people or self.changed or self.returning or self.leaving
        groups = self.new_groups or self.changed_groups or self.returning_groups or self.ended
        bonds = self.joining or self.parting or self.tied or self.retied or self.untied
        return not (people or groups or bonds)
