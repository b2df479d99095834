"""The words of cleaned HTML as one line of plain text, each still found in the HTML."""

import re
from bisect import bisect_right
from html import unescape
from typing import NamedTuple

BARRIER = "\n"
"""Stands between two blocks: no name or number goes on behind it."""
CELL = "\t"
"""Stands between two cells of a row."""

_TOKEN = re.compile(r"<[^<>]*>|&(?:#[0-9]+|#x[0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]*);|[^<&]+|[<&]")
_TAG = re.compile(r"</?([a-z][a-z0-9]*)")
_BREAKS = str.maketrans("\n\t\r\f", "    ")
_INLINE = frozenset("a abbr b cite code em i mark q s small span strong sub sup u".split())
_CELLS = frozenset({"td", "th"})


class _Piece(NamedTuple):
    start: int
    end: int
    source: int
    source_end: int
    is_entity: bool


class Flat:
    """The plain text of a body, and where each of its words stands there."""

    def __init__(self, html: str) -> None:
        """Take cleaned HTML."""
        self._pieces: list[_Piece] = []
        words: list[str] = []
        length = 0
        for token in _TOKEN.finditer(html):
            said, is_text = _said(token[0])
            if is_text:
                is_entity = len(said) != len(token[0])
                stretch = (token.start(), token.end())
                self._pieces.append(_Piece(length, length + len(said), *stretch, is_entity))
            words.append(said)
            length += len(said)
        self.text = "".join(words)
        self._starts = [piece.start for piece in self._pieces]

    def ranges(self, start: int, end: int) -> list[tuple[int, int]]:
        """Return the stretches of the HTML that hold a stretch of the text: no tag is in them."""
        found = []
        first = max(bisect_right(self._starts, start) - 1, 0)
        for piece in self._pieces[first:]:
            if piece.start >= end:
                break
            if piece.end <= start:
                continue
            if piece.is_entity:
                found.append((piece.source, piece.source_end))
            else:
                begin = piece.source + max(start - piece.start, 0)
                found.append((begin, piece.source + min(end, piece.end) - piece.start))
        return found


def _said(token: str) -> tuple[str, bool]:
    """Return what a token adds to the text, and whether it is text itself."""
    if not token.startswith("<") or len(token) == 1:
        return unescape(token).translate(_BREAKS), True
    tag = _TAG.match(token)
    name = tag[1] if tag else ""
    if name in _INLINE:
        return "", False
    return CELL if name in _CELLS else BARRIER, False
