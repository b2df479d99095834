"""Full names of people of the school, found in a text however they are written."""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from app.text.stems import fold

_LETTERS = re.compile("[^\\W\\d_]+(?:[\u0300-\u036f]+[^\\W\\d_]*)*")
# What stands within a name: some spaces (or the border of two cells), a hyphen, an apostrophe.
_JOINT = re.compile("[ \u00a0\u202f\t]{1,8}|[-\u2010\u2011'’ʼ]")
_REGISTER_JOINT = re.compile(",[ \u00a0\u202f]{0,2}")
_HYPHENS = "-\u2010\u2011"


def naming_word(last_name: str) -> str:
    """Return the word that every text with a person's full name holds: the last one, folded.

    It is empty where a last name has no letters. `capitalised` finds it in the text.
    """
    words = _LETTERS.findall(_fold(last_name))
    return words[-1] if words else ""


def capitalised(text: str) -> set[str]:
    """Return the words of a text that begin with a capital, folded."""
    return {_fold(word) for word in set(_LETTERS.findall(text)) if word[0].isupper()}


class Named(NamedTuple):
    """A full name in a text; `short` is the first name with an initial, which names nobody."""

    start: int
    end: int
    key: str
    short: str


class _Order(NamedTuple):
    """A name as words: where its second part begins, and which part comes first."""

    words: tuple[str, ...]
    split: int
    last_first: bool


class NameIndex:
    """The names of some people, ready to be looked for in any number of texts."""

    def __init__(self, people: Iterable[tuple[str, str]] = ()) -> None:
        """Take first and last names."""
        self._orders: dict[tuple[str, ...], list[_Order]] = {}
        self._lengths: dict[str, set[int]] = {}
        self.add(people)

    def add(self, people: Iterable[tuple[str, str]]) -> None:
        """Take more names; who has only a first or a last one is not looked for."""
        known: dict[str, tuple[str, ...]] = {}
        for first_name, last_name in people:
            first, last = (_parted(name, known) for name in (first_name, last_name))
            if not first or not last:
                continue
            for words, split, last_first in (
                (first + last, len(first), False),
                (last + first, len(last), True),
            ):
                self._orders.setdefault(words, []).append(_Order(words, split, last_first))
                self._lengths.setdefault(words[0], set()).add(len(words))

    def find(self, text: str) -> Iterator[Named]:
        """Yield the full names in a text, each whole, in order.

        First or last name first, accents, capitals and hyphens or not, but never all in small
        letters, within a longer name, or from one block of the text into the next.
        """
        if not self._orders:
            return
        tokens = list(_LETTERS.finditer(text))
        words = _folded([token[0] for token in tokens])
        position = 0
        while position < len(tokens):
            lengths = self._lengths.get(words[position])
            found = self._longest(text, tokens, words, position, lengths) if lengths else None
            if found is None:
                position += 1
            else:
                named, length = found
                position += length
                yield named

    def _longest(
        self,
        text: str,
        tokens: list[re.Match[str]],
        words: list[str],
        position: int,
        lengths: set[int],
    ) -> tuple[Named, int] | None:
        for length in sorted(lengths, reverse=True):
            for order in self._orders.get(tuple(words[position : position + length]), ()):
                written = tokens[position : position + length]
                if _is_name(text, written, order):
                    return _named(text, written, order), length
        return None


def _is_name(text: str, written: list[re.Match[str]], order: _Order) -> bool:
    """Tell whether words in a row are written as one name, and as nothing longer."""
    first, last = _halves(written, order)
    if not (first[0][0][0].isupper() and last[-1][0][0].isupper()):
        return False
    for number, (left, right) in enumerate(pairwise(written), 1):
        joint = (left.end(), right.start())
        if _JOINT.fullmatch(text, *joint):
            continue
        is_register = order.last_first and number == order.split and last[0][0].isupper()
        if not (is_register and _REGISTER_JOINT.fullmatch(text, *joint)):
            return False
    start, end = written[0].start(), written[-1].end()
    goes_on_before = start > 1 and text[start - 1] in _HYPHENS and text[start - 2].isalpha()
    goes_on_behind = text[end : end + 1] in _HYPHENS and text[end + 1 : end + 2].isalpha()
    return not goes_on_before and not goes_on_behind


def _named(text: str, written: list[re.Match[str]], order: _Order) -> Named:
    first, last = _halves(written, order)
    first_name = text[first[0].start() : first[-1].end()]
    key = " ".join(
        order.words[order.split :] + order.words[: order.split] if order.last_first else order.words
    )
    short = f"{first_name} {last[0][0][0].upper()}."
    return Named(written[0].start(), written[-1].end(), key, short)


def _halves(
    written: list[re.Match[str]], order: _Order
) -> tuple[list[re.Match[str]], list[re.Match[str]]]:
    """Return the words of the first name, and those of the last name."""
    one, other = written[: order.split], written[order.split :]
    return (other, one) if order.last_first else (one, other)


def _parted(name: str, known: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    if name not in known:
        known[name] = tuple(_LETTERS.findall(_fold(name)))
    return known[name]


def _folded(words: list[str]) -> list[str]:
    known = {word: _fold(word) for word in set(words)}
    return [known[word] for word in words]


def _fold(text: str) -> str:
    # Most names need no more, and there are thousands of them.
    return text.lower() if text.isascii() else fold(text)
