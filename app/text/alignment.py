"""Which items two sequences have in common, in order, within a bounded effort.

`difflib` finds the best matches but takes cubic time on hostile input. It works here on what it can
finish; longer stretches are first cut at items that stand once on each side.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import NamedTuple

DEEPEST = 8
"""How often a stretch is cut again between its anchors."""


class Match(NamedTuple):
    """`size` items from `old` on equal those from `new` on."""

    old: int
    new: int
    size: int


@dataclass
class Effort:
    """What may still be spent, in comparisons of items."""

    left: int

    def spend(self, cost: int) -> bool:
        """Take a cost from what is left, or say that it is too much."""
        if cost > self.left:
            return False
        self.left -= cost
        return True


def matches(old: Sequence[Hashable], new: Sequence[Hashable], effort: Effort) -> list[Match]:
    """Return the common stretches of two sequences, in order; neighbours are joined."""
    joined: list[Match] = []
    for match in _between(old, new, Match(0, 0, 0), Match(len(old), len(new), 0), effort, 0):
        last = joined[-1] if joined else None
        if last and (last.old + last.size, last.new + last.size) == (match.old, match.new):
            joined[-1] = last._replace(size=last.size + match.size)
        elif match.size:
            joined.append(match)
    return joined


def _between(
    old: Sequence[Hashable],
    new: Sequence[Hashable],
    before: Match,
    after: Match,
    effort: Effort,
    depth: int,
) -> Iterator[Match]:
    first_old, first_new = before.old + before.size, before.new + before.size
    last_old, last_new = after.old, after.new
    start = (first_old, first_new)
    while first_old < last_old and first_new < last_new and old[first_old] == new[first_new]:
        first_old, first_new = first_old + 1, first_new + 1
    yield Match(*start, first_old - start[0])
    end = last_old
    while first_old < last_old and first_new < last_new and old[last_old - 1] == new[last_new - 1]:
        last_old, last_new = last_old - 1, last_new - 1
    ours, theirs = old[first_old:last_old], new[first_new:last_new]
    if effort.spend(_cost(ours, theirs)):
        for found in SequenceMatcher(None, ours, theirs, autojunk=False).get_matching_blocks():
            yield Match(first_old + found.a, first_new + found.b, found.size)
    elif depth < DEEPEST and (anchors := _anchors(ours, theirs)):
        here = Match(first_old, first_new, 0)
        for i, j in anchors:
            anchor = Match(first_old + i, first_new + j, 1)
            yield from _between(old, new, here, anchor, effort, depth + 1)
            yield anchor
            here = anchor
        yield from _between(old, new, here, Match(last_old, last_new, 0), effort, depth + 1)
    yield Match(last_old, last_new, end - last_old)


def _cost(ours: Sequence[Hashable], theirs: Sequence[Hashable]) -> int:
    """Return the most comparisons that `difflib` can make: equal pairs, once for each match."""
    counts = Counter(theirs)
    pairs = sum(counts[item] for item in ours)
    return min(len(ours), len(theirs)) * (pairs + len(ours)) if pairs else 0


def _anchors(ours: Sequence[Hashable], theirs: Sequence[Hashable]) -> list[tuple[int, int]]:
    """Return pairs of items that stand once on each side, as many as are in the same order."""
    once, there_once = _once(ours), _once(theirs)
    pairs = [(i, there_once[item]) for item, i in once.items() if item in there_once]
    tails: list[int] = []
    ends: list[int] = []
    previous: list[int] = []
    for number, (_, j) in enumerate(pairs):
        place = bisect_left(tails, j)
        tails[place : place + 1] = [j]
        ends[place : place + 1] = [number]
        previous.append(ends[place - 1] if place else -1)
    chain: list[tuple[int, int]] = []
    number = ends[-1] if ends else -1
    while number >= 0:
        chain.append(pairs[number])
        number = previous[number]
    return chain[::-1]


def _once(items: Sequence[Hashable]) -> dict[Hashable, int]:
    counts = Counter(items)
    return {item: place for place, item in enumerate(items) if counts[item] == 1}
