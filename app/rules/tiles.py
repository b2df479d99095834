"""Tiles as plain values, and what differs between two compositions of a page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import datetime
from typing import Any

WIDTHS = (2, 3, 4, 5, 6, 7, 8, 9, 12)
"""The columns of twelve that a tile may take."""
HEIGHTS = (1, 2, 3)
MOST_TILES = 60
"""How many tiles a page may have."""


@dataclass(frozen=True)
class FileUse:
    """A file in a place of a tile."""

    media_id: int
    slot: str
    position: int = 0
    alt: str | None = None
    caption: str | None = None


@dataclass(frozen=True)
class TileValues:
    """What a tile is, in a draft or in a layout; its `mark` stays the same in both."""

    mark: str
    kind: str
    title: str = ""
    width: int = 12
    height: int = 1
    finish: str = "stone"
    settings: Mapping[str, Any] = field(default_factory=dict)
    audience: frozenset[str] = frozenset()
    shown_from: datetime | None = None
    shown_until: datetime | None = None
    files: frozenset[FileUse] = frozenset()

    def differing(self, other: "TileValues") -> tuple[str, ...]:
        """Return the names of what differs; the mark does not count."""
        return tuple(
            one.name
            for one in fields(self)
            if one.name != "mark" and getattr(self, one.name) != getattr(other, one.name)
        )

    def marked(self, mark: str) -> "TileValues":
        """Return the same tile under another mark."""
        return replace(self, mark=mark)


@dataclass(frozen=True)
class TileChange:
    """A tile of two compositions: as it was, as it is; one of them is none where it is not."""

    mark: str
    before: TileValues | None
    after: TileValues | None
    has_moved: bool = False
    fields: tuple[str, ...] = ()

    @property
    def is_change(self) -> bool:
        """Whether anything differs."""
        return self.before is None or self.after is None or self.has_moved or bool(self.fields)


def compared(before: Sequence[TileValues], after: Sequence[TileValues]) -> list[TileChange]:
    """Return what became of each tile, in the order of `after`, and those that went at the end.

    Of the tiles that both have, as few as possible have moved: those that are not in the longest
    run that kept its order.
    """
    old = {one.mark: one for one in before}
    new = {one.mark: one for one in after}
    places = {mark: place for place, mark in enumerate(old)}
    stay = _longest_run([places[mark] for mark in new if mark in places])
    found = [
        TileChange(
            mark,
            old.get(mark),
            one,
            has_moved=mark in places and places[mark] not in stay,
            fields=one.differing(old[mark]) if mark in old else (),
        )
        for mark, one in new.items()
    ]
    return found + [TileChange(mark, one, None) for mark, one in old.items() if mark not in new]


def _longest_run(numbers: Sequence[int]) -> frozenset[int]:
    """Return the numbers of the longest ascending run that stands among some, in their order."""
    best: list[list[int]] = []
    for number in numbers:
        best.append([*_longest([run for run in best if run[-1] < number]), number])
    return frozenset(_longest(best))


def _longest(runs: Sequence[list[int]]) -> list[int]:
    return max(runs, key=lambda run: len(run), default=[])
