"""What is typed and not saved yet: how much of it is kept, and which of two windows is right."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Self

PRESENT_FOR = timedelta(minutes=2)
"""For so long after a sign of life, the page of somebody who changes a text counts as open."""
MOST_COPIES = 40
"""Texts that one person may have begun without saving any: the next is refused, none is dropped."""
LONGEST_COPY = 400_000
"""Characters of all fields together: a body of the greatest length, and as much beside it."""
MOST_FILES = 500
"""Files that a working copy keeps from the purge."""

_VERSION = re.compile(r"([A-Za-z0-9]{8,40})\.([1-9][0-9]{0,8})")


@dataclass(frozen=True)
class Version:
    """What a window (a page that is open, by a random name) sent, and that it was its nth."""

    window: str
    number: int

    @classmethod
    def read(cls, text: str | None) -> Self | None:
        """Return the version that a text names, or none."""
        found = _VERSION.fullmatch(text or "")
        return cls(found[1], int(found[2])) if found else None

    def covers(self, other: "Version") -> bool:
        """Tell whether the text of `other` went into this one: the same window typed it before."""
        return self.window == other.window and self.number >= other.number

    def __str__(self) -> str:
        """Return it as it is stored and sent."""
        return f"{self.window}.{self.number}"


def versions_in(text: str | None) -> list[Version]:
    """Return the versions that a form names, a space between each two; what is none is left out."""
    found = (Version.read(one) for one in (text or "").split()[:MOST_COPIES])
    return [one for one in found if one is not None]


def may_replace(kept: str | None, known: Iterable[Version]) -> bool:
    """Tell whether a window that knows these versions may write over the one that is kept."""
    there = Version.read(kept)
    return there is None or any(one.covers(there) for one in known)
