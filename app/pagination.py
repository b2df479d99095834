"""Numbered pages of a public list."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Item = TypeVar("Item")


@dataclass(frozen=True)
class Page(Generic[Item]):
    """One page of a list: its items, its number from 1, and how many items there are in all."""

    items: Sequence[Item]
    number: int
    size: int
    total: int

    @property
    def last(self) -> int:
        """The number of the last page, 1 for an empty list."""
        return max(1, -(-self.total // self.size))

    @property
    def exists(self) -> bool:
        """Whether the number is one of a page; the first page always exists."""
        return self.number <= self.last

    @property
    def has_previous(self) -> bool:
        """Whether a page comes before."""
        return self.number > 1

    @property
    def has_next(self) -> bool:
        """Whether a page comes after."""
        return self.number < self.last
