"""A rich text read as plain blocks of words, for whoever compares two of them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from lxml.html import HtmlElement, fragment_fromstring


class What(StrEnum):
    """What a token stands for: a word, a border between cells, or where something leads."""

    WORD = "word"
    CELL = "cell"
    LINK = "link"
    SOURCE = "source"


class Token(NamedTuple):
    """A word with the space after it, or an address."""

    what: What
    text: str


@dataclass(frozen=True)
class TextBlock:
    """A paragraph, heading, item, row of a table, picture, embed or rule; no markup is left.

    `style` is what else the author chose, as data to compare and not to show: words in bold,
    numbered list or not, alignment.
    """

    kind: str
    tokens: tuple[Token, ...]
    style: tuple[tuple[str, int], ...]

    @cached_property
    def said(self) -> tuple[tuple[What, str], ...]:
        """What the tokens say, whatever space follows them."""
        return tuple(keys(self.tokens))

    @property
    def key(self) -> tuple[object, ...]:
        """What makes two blocks the same text."""
        return (self.kind, self.said)


def blocks(html: str) -> list[TextBlock]:
    """Return the blocks of a cleaned text in reading order; what is empty is left out."""
    reader = _Reader()
    if html.strip():
        reader.inside(fragment_fromstring(html, create_parent="div"))
        reader.flush()
    return reader.blocks


def words(text: str) -> tuple[Token, ...]:
    """Return the words of a plain text."""
    found = _WORD.findall(_SPACES.sub(" ", text).lstrip())
    return tuple(Token(What.WORD, word) for word in found)


def keys(tokens: Sequence[Token]) -> list[tuple[What, str]]:
    """Return what tokens say, whatever space follows them."""
    return [(token.what, token.text.rstrip()) for token in tokens]


_OWN_KINDS = frozenset("p h2 h3 h4 li dt dd blockquote pre caption figcaption".split())
_CONTAINERS = frozenset(
    "div ul ol dl table thead tbody tfoot colgroup figure footer details section".split()
)
_KEEP_THEIR_KIND = frozenset({"li", "dd", "blockquote"})
"""A paragraph inside one of these is read as a part of it."""
_WORD = re.compile(r"\S+\s*")
_SPACES = re.compile(r"[ \t\n\r\f]+")


class _Reader:
    def __init__(self) -> None:
        self.blocks: list[TextBlock] = []
        self.kind = "p"
        self.tokens: list[Token] = []
        self.style: list[tuple[str, int]] = []
        self.in_row = False

    def inside(self, element: HtmlElement) -> None:
        self._say(element.text)
        for child in element:
            if isinstance(child.tag, str):
                self._read(child)
            self._say(child.tail)

    def flush(self) -> None:
        if self.tokens:
            self.blocks.append(TextBlock(self.kind, tuple(self.tokens), tuple(self.style)))
        self.tokens, self.style = [], []

    def _read(self, element: HtmlElement) -> None:
        tag = str(element.tag)
        if tag in ("img", "iframe"):
            said = element.get("alt" if tag == "img" else "title") or ""
            self._thing("picture" if tag == "img" else "embed", said, element.get("src") or "")
        elif self.in_row and tag in ("td", "th"):
            if self.tokens:
                self.tokens.append(Token(What.CELL, " | "))
            self._note(tag, element)
            self.inside(element)
        elif tag == "tr":
            self._block("row", element)
        elif not self.in_row and tag in _OWN_KINDS:
            is_part = tag == "p" and self.kind in _KEEP_THEIR_KIND
            self._block(self.kind if is_part else tag, element)
        elif not self.in_row and tag in _CONTAINERS:
            self.flush()
            self.inside(element)
            self.flush()
        elif tag == "hr":
            self.flush()
            self.blocks.append(TextBlock("rule", (), ()))
        elif tag == "br" or (self.in_row and tag in _OWN_KINDS | _CONTAINERS):
            self._say(" ")
            self.inside(element)
            self._say(" ")
        else:
            self._inline(tag, element)

    def _block(self, kind: str, element: HtmlElement) -> None:
        self.flush()
        before, self.kind, self.in_row = (self.kind, self.in_row), kind, kind == "row"
        parent = element.getparent()
        if kind == "li" and parent is not None:
            self._note(str(parent.tag), element)
        elif element.get("class") or element.get("lang"):
            self._note(kind, element)
        self.inside(element)
        self.flush()
        self.kind, self.in_row = before

    def _inline(self, tag: str, element: HtmlElement) -> None:
        if tag != "a":
            self._note(tag, element)
        self.inside(element)
        if tag == "a":
            self._address(What.LINK, element.get("href") or "")
        else:
            self._note(f"/{tag}", element)

    def _note(self, tag: str, element: HtmlElement) -> None:
        self.style.append(
            (f"{tag} {element.get('class', '')} {element.get('lang', '')}", len(self.tokens))
        )

    def _thing(self, kind: str, said: str, source: str) -> None:
        if self.in_row:
            self._say(said)
            self._address(What.SOURCE, source)
        else:
            before = self.kind
            self.flush()
            self.kind = kind
            self._say(said)
            self._address(What.SOURCE, source)
            self.flush()
            self.kind = before

    def _say(self, text: str | None) -> None:
        run = _SPACES.sub(" ", text or "")
        if run.startswith(" "):
            if self.tokens and not self.tokens[-1].text.endswith(" "):
                self.tokens[-1] = self.tokens[-1]._replace(text=self.tokens[-1].text + " ")
            run = run.lstrip(" ")
        self.tokens += words(run)

    def _address(self, what: What, address: str) -> None:
        self.tokens.append(Token(what, address))
