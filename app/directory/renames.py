"""Groups that come with another identifier and name, but with the same members."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from app.directory.arrival import Arrival
from app.directory.known import KnownGroup

SAME = 80
"""Hundredths of the members, of the larger of both groups, from which on it is the same group."""


class Rename(NamedTuple):
    """A group that ends and one that is new, which may be one; `share` is in hundredths."""

    group_id: int
    before: str
    external_id: str
    after: str
    share: int


class Overlap:
    """Counts the members that groups which end share with those that are new."""

    def __init__(
        self, arrival: Arrival, group_ids: Sequence[int], level_of: Mapping[int, int]
    ) -> None:
        """Take the members of the new groups."""
        self._arrival = arrival
        self._group_ids = group_ids
        self._level_of = level_of
        self._groups_of: dict[int, list[int]] = {}
        self._sizes: Counter[int] = Counter()
        self._shared: Counter[tuple[int, int]] = Counter()
        if 0 not in group_ids:
            return
        for person, group in arrival.members():
            if not group_ids[group]:
                self._groups_of.setdefault(person, []).append(group)
                self._sizes[group] += 1

    def see(self, group_id: int, person: int | None) -> None:
        """Count a member of a group that ends; none is somebody whom the files do not know."""
        self._sizes[-group_id] += 1
        for group in self._groups_of.get(person, ()) if person is not None else ():
            self._shared[group_id, group] += 1

    def found(self, ended: Sequence[KnownGroup]) -> list[Rename]:
        """Return the pairs that may be one, the surest first, each group once."""
        by_id = {group.id: group for group in ended}
        renames: list[Rename] = []
        taken: set[int] = set()
        for (group_id, place), shared in self._shared.most_common():
            before, after = by_id[group_id], self._arrival.groups[place]
            larger = max(self._sizes[-group_id], self._sizes[place])
            share = 100 * shared // larger
            is_free = -group_id not in taken and place not in taken
            if share >= SAME and is_free and self._fits(before, place):
                taken |= {-group_id, place}
                renames.append(Rename(group_id, before.name, after.external_id, after.name, share))
        return renames

    def _fits(self, before: KnownGroup, place: int) -> bool:
        """Tell whether kind and level are the same: a cohort that moves up is no renamed class."""
        level = self._level_of.get(place)
        level_id = self._group_ids[level] if level is not None else None
        return before.kind is self._arrival.groups[place].kind and before.level_id == level_id
