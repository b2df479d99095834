"""Plain text out of rich text, and extracts of it around the words that a reader looked for."""

import re
from collections import Counter
from dataclasses import dataclass
from html import unescape

from app.text.stems import stems, stems_of_word

ELLIPSIS = "…"
LONGEST_QUERY = 300
LONGEST_TEXT = 100_000


@dataclass(frozen=True)
class Piece:
    """A run of an extract; `hit` when it is a word that was looked for. Text, never markup."""

    text: str
    hit: bool


def plain_text(html: str) -> str:
    """Return what HTML says, on one line; words of two blocks stay apart."""
    spaced = _INLINE_TAG.sub("", _FRAME.sub(" ", html))
    return _SPACES.sub(" ", unescape(_TAG.sub(" ", spaced))).strip(" ")


def excerpt(text: str, length: int) -> str:
    """Return the beginning of a text, at most `length` characters, cut between two words."""
    text = text.strip()
    if len(text) <= length:
        return text
    room = max(length - len(ELLIPSIS), 0)
    return f"{text[: _cut_before(text, room)].rstrip(_TRAILING)}{ELLIPSIS}"[:length]


def highlight(text: str, query: str, length: int) -> list[Piece]:
    """Return an extract of at most `length` characters where the query's words stand closest.

    A word is a hit when its stem is one of the query's. Without a hit, the beginning of the text.
    """
    text = text[:LONGEST_TEXT]
    hits = _hits(text, frozenset(stems(query[:LONGEST_QUERY])))
    if len(text) <= length:
        start, end = 0, len(text)
    elif hits:
        start, end = _densest(text, hits, length)
    else:
        beginning = excerpt(text, length)
        return [Piece(beginning, False)] if beginning else []
    return _pieces(text, hits, start, end)


@dataclass(frozen=True)
class _Hit:
    start: int
    end: int
    stem: str


def _hits(text: str, wanted: frozenset[str]) -> list[_Hit]:
    found = []
    for word in _WORD.finditer(text) if wanted else ():
        stem = next((stem for stem in stems_of_word(word[0]) if stem in wanted), None)
        if stem is not None:
            found.append(_Hit(word.start(), word.end(), stem))
    return found


def _densest(text: str, hits: list[_Hit], length: int) -> tuple[int, int]:
    """Return where to cut: the most different words first, then the most words, then the first."""
    room = max(length - 2 * len(ELLIPSIS), 1)
    best, best_score = (0, 0), (0, 0)
    inside: Counter[str] = Counter()
    last = 0
    for first, hit in enumerate(hits):
        while last < len(hits) and (last <= first or hits[last].end - hit.start <= room):
            inside[hits[last].stem] += 1
            last += 1
        score = (len(inside), inside.total())
        if score > best_score:
            best, best_score = (first, last - 1), score
        inside[hit.stem] -= 1
        inside += Counter()
    return _framed(text, hits[best[0]].start, hits[best[1]].end, room)


def _framed(text: str, first: int, last: int, room: int) -> tuple[int, int]:
    around = max(room - (last - first), 0)
    start = max(first - around // 2, 0)
    end = min(start + room, len(text))
    start = max(end - room, 0)
    if start > 0:
        next_word = re.compile("[ \n]").search(text, start - 1, first)
        start = next_word.end() if next_word else first
    if end < len(text):
        end = max(_cut_before(text, end), min(last, end))
    return start, end


def _cut_before(text: str, end: int) -> int:
    """Return the last place between two words at or before `end`, or `end` within a long word."""
    if end >= len(text) or text[end] in " \n":
        return end
    space = max(text.rfind(" ", 0, end), text.rfind("\n", 0, end))
    return space if space > 0 else end


def _pieces(text: str, hits: list[_Hit], start: int, end: int) -> list[Piece]:
    runs: list[Piece] = []
    position = start
    before = ELLIPSIS if start > 0 else ""
    for hit in hits:
        if start <= hit.start and hit.end <= end:
            runs.append(Piece(before + text[position : hit.start], False))
            runs.append(Piece(text[hit.start : hit.end], True))
            before, position = "", hit.end
    after = ELLIPSIS if end < len(text) else ""
    runs.append(Piece(before + text[position:end].rstrip() + after, False))
    return [run for run in runs if run.text]


_FRAME = re.compile(r"<iframe\b[^<>]*>[^<]*</iframe>")
_INLINE_TAG = re.compile(
    r"</?(?:a|abbr|b|cite|code|em|i|mark|q|s|small|span|strong|sub|sup|u)(?: [^<>]*)?>"
)
_TAG = re.compile(r"<[^<>]*>")
_SPACES = re.compile(r"[ \t\n\r\f]+")
_TRAILING = " \u00a0\u202f\t\n,;:.-–—("
_WORD = re.compile(r"[^\W_]+")
