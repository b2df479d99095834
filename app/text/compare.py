"""What changed between two rich texts, as plain data: words and kinds, never their markup."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from app.text.alignment import Effort, Match, matches
from app.text.blocks import TextBlock, Token, What, blocks, keys, words

EFFORT = 1_000_000
"""Comparisons that each part of the work may take: which blocks match, which are alike, words."""
ALIKE = 0.5
"""The share of common words from which two passages count as one that was changed."""
MOVED = 0.8
"""The same for passages that stand in different places."""
FEWEST_WORDS_MOVED = 8
COST_OF_A_LOOK = 50
"""What it costs to see whether two passages are alike, their words not counted."""
SHORTEST_KEPT = 3
"""Fewer letters in common between two changes are not worth showing apart."""


class Change(StrEnum):
    """What became of a passage or of some words; `restyled` is the same text in another dress."""

    KEPT = "kept"
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    RESTYLED = "restyled"


@dataclass(frozen=True)
class Piece:
    """A run of words, or an address that changed (`what`), kept, added or removed."""

    text: str
    change: Change
    what: What = What.WORD


@dataclass(frozen=True)
class Passage:
    """A block of either text; `moved`: it stood elsewhere before."""

    kind: str
    change: Change
    pieces: tuple[Piece, ...]
    moved: bool = False


@dataclass(frozen=True)
class Fold:
    """A run of passages that did not change."""

    size: int


def compare(old: str, new: str) -> list[Passage]:
    """Return the passages of two cleaned texts in reading order, each with what became of it.

    The effort is bounded: of texts that differ too much, passages show as removed and added.
    """
    before, after = blocks(old), blocks(new)
    return list(_passages(before, after, Effort(EFFORT)))


def compare_words(old: str, new: str) -> tuple[Piece, ...]:
    """Return what changed inside a line of plain text."""
    return _pieces(words(old), words(new), Effort(EFFORT))


def folded(passages: Sequence[Passage]) -> list[Passage | Fold]:
    """Return the passages with each run of unchanged ones as one fold."""
    shown: list[Passage | Fold] = []
    for passage in passages:
        if passage.change is not Change.KEPT or passage.moved:
            shown.append(passage)
        elif shown and isinstance(shown[-1], Fold):
            shown[-1] = Fold(shown[-1].size + 1)
        else:
            shown.append(Fold(1))
    return shown


@dataclass
class _Step:
    old: int | None
    new: int | None
    moved: bool = False


def _passages(before: list[TextBlock], after: list[TextBlock], effort: Effort) -> Iterator[Passage]:
    steps = list(_steps(before, after, effort))
    inside = Effort(EFFORT)
    for step in _with_moves(steps, before, after, Effort(EFFORT)):
        old = before[step.old] if step.old is not None else None
        new = after[step.new] if step.new is not None else None
        if old and new:
            yield _passage(old, new, inside, step.moved)
        elif new:
            yield Passage(new.kind, Change.ADDED, tuple(_all(new.tokens, Change.ADDED)))
        elif old:
            yield Passage(old.kind, Change.REMOVED, tuple(_all(old.tokens, Change.REMOVED)))


def _steps(before: list[TextBlock], after: list[TextBlock], effort: Effort) -> Iterator[_Step]:
    common = matches([one.key for one in before], [one.key for one in after], effort)
    looks = Effort(EFFORT)
    i = j = 0
    for match in [*common, None]:
        end_i, end_j = (match.old, match.new) if match else (len(before), len(after))
        yield from _paired(before, after, range(i, end_i), range(j, end_j), looks)
        if match:
            i, j = match.old + match.size, match.new + match.size
            yield from (_Step(match.old + n, match.new + n) for n in range(match.size))


def _paired(
    before: list[TextBlock], after: list[TextBlock], ours: range, theirs: range, effort: Effort
) -> Iterator[_Step]:
    """Pair what was removed with what took its place, in order, where they are alike."""
    i, waiting = ours.start, theirs.start
    for j in theirs:
        partner = _partner(before, range(i, ours.stop), after[j], ALIKE, effort)
        if partner is not None:
            yield from (_Step(one, None) for one in range(i, partner))
            yield from (_Step(None, one) for one in range(waiting, j))
            yield _Step(partner, j)
            i, waiting = partner + 1, j + 1
    yield from (_Step(one, None) for one in range(i, ours.stop))
    yield from (_Step(None, one) for one in range(waiting, theirs.stop))


def _with_moves(
    steps: list[_Step], before: list[TextBlock], after: list[TextBlock], effort: Effort
) -> list[_Step]:
    """Join a long passage that was removed here to the same one that was added elsewhere."""
    gone = {
        step.old: step
        for step in steps
        if step.old is not None and step.new is None and _is_long(before[step.old])
    }
    for step in steps:
        if step.old is None and step.new is not None and _is_long(after[step.new]):
            here = after[step.new]
            source = _partner(before, gone, here, MOVED, effort)
            if source is not None:
                step.old, step.moved = source, True
                gone.pop(source).old = None
    return [step for step in steps if step.old is not None or step.new is not None]


def _is_long(block: TextBlock) -> bool:
    return len(block.tokens) >= FEWEST_WORDS_MOVED


def _partner(
    before: list[TextBlock], places: Iterable[int], new: TextBlock, share: float, effort: Effort
) -> int | None:
    """Return the first of these places whose block is like a new one, as far as effort goes."""
    for place in places:
        if not effort.spend(COST_OF_A_LOOK + len(before[place].tokens) + len(new.tokens)):
            return None
        if _alike(before[place], new, share):
            return place
    return None


def _alike(old: TextBlock, new: TextBlock, share: float) -> bool:
    ours, theirs = len(old.tokens), len(new.tokens)
    if old.kind != new.kind or 2 * min(ours, theirs) < share * (ours + theirs):
        return False
    in_common = (Counter(old.said) & Counter(new.said)).total()
    return 2 * in_common >= share * (ours + theirs)


def _passage(old: TextBlock, new: TextBlock, effort: Effort, moved: bool) -> Passage:
    if old.key != new.key:
        change = Change.CHANGED
    elif old.style != new.style:
        change = Change.RESTYLED
    else:
        change = Change.KEPT
    if change is Change.CHANGED:
        pieces = _pieces(old.tokens, new.tokens, effort)
    else:
        pieces = tuple(_all(new.tokens, Change.KEPT))
    return Passage(new.kind, change, pieces, moved)


def _pieces(old: Sequence[Token], new: Sequence[Token], effort: Effort) -> tuple[Piece, ...]:
    pieces: list[Piece] = []
    i = j = 0
    for match in [*_worth_keeping(old, new, effort), None]:
        end_i, end_j = (match.old, match.new) if match else (len(old), len(new))
        pieces += _all(old[i:end_i], Change.REMOVED)
        pieces += _all(new[j:end_j], Change.ADDED)
        if match:
            i, j = match.old + match.size, match.new + match.size
            pieces += _all(new[match.new : j], Change.KEPT)
    return tuple(pieces)


def _worth_keeping(old: Sequence[Token], new: Sequence[Token], effort: Effort) -> Iterator[Match]:
    for match in matches(keys(old), keys(new), effort):
        is_edge = match.old == match.new == 0 or (
            (match.old + match.size, match.new + match.size) == (len(old), len(new))
        )
        run = new[match.new : match.new + match.size]
        letters = sum(len(token.text.strip()) for token in run)
        if is_edge or letters > SHORTEST_KEPT or any(token.what is not What.WORD for token in run):
            yield match


def _all(tokens: Sequence[Token], change: Change) -> Iterator[Piece]:
    """Yield tokens as pieces of one change: words in runs, addresses only where they changed."""
    for in_words, run in groupby(tokens, lambda token: token.what in (What.WORD, What.CELL)):
        if in_words:
            yield Piece("".join(token.text for token in run), change)
        elif change is not Change.KEPT:
            yield from (Piece(token.text.strip(), change, token.what) for token in run)
