"""What a text still lacks for all its readers: the structural check, before it goes online."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from lxml.html import HtmlElement, fragment_fromstring

from app.text.excerpts import excerpt, plain_text
from app.text.stems import fold

LONGEST_PLACE = 60
FIRST_LEVEL = 2
"""The title of the article is the heading above those of its text."""


class Kind(StrEnum):
    """What is found; the words for it, and for the way to mend it, stand at the edge."""

    PICTURE_WITHOUT_ALT = "picture_without_alt"
    FRAME_WITHOUT_TITLE = "frame_without_title"
    EMPTY_LINK = "empty_link"
    VAGUE_LINK = "vague_link"
    BARE_ADDRESS = "bare_address"
    HEADING_JUMP = "heading_jump"
    EMPTY_HEADING = "empty_heading"
    TABLE_WITHOUT_HEADERS = "table_without_headers"
    EXCLAMATIONS = "exclamations"


class Gravity(StrEnum):
    """How much it matters: it blocks some readers, hinders them, or only reads better otherwise."""

    BLOCKS = "blocks"
    WARNS = "warns"
    ADVISES = "advises"


GRAVITY = {
    Kind.PICTURE_WITHOUT_ALT: Gravity.BLOCKS,
    Kind.FRAME_WITHOUT_TITLE: Gravity.BLOCKS,
    Kind.EMPTY_LINK: Gravity.BLOCKS,
    Kind.VAGUE_LINK: Gravity.WARNS,
    Kind.BARE_ADDRESS: Gravity.WARNS,
    Kind.HEADING_JUMP: Gravity.WARNS,
    Kind.EMPTY_HEADING: Gravity.WARNS,
    Kind.TABLE_WITHOUT_HEADERS: Gravity.WARNS,
    Kind.EXCLAMATIONS: Gravity.ADVISES,
}
"""The kinds in the order in which they are told."""


@dataclass(frozen=True)
class UsedPicture:
    """A picture beside the text; `alt` is none when nobody wrote it, empty when it decorates."""

    name: str
    alt: str | None


@dataclass(frozen=True)
class Finding:
    """One thing to mend: where (the words there), and which element of the text, counted by tag."""

    kind: Kind
    place: str
    element: tuple[str, int] | None = None

    @property
    def gravity(self) -> Gravity:
        """How much it matters."""
        return GRAVITY[self.kind]


def check(
    body: str, *, title: str = "", summary: str = "", pictures: Iterable[UsedPicture] = ()
) -> list[Finding]:
    """Return what there is to mend in a text, the gravest first; `body` is cleaned HTML."""
    found = [*_beside(pictures), *_inside(body), *_exclamations(title, summary, plain_text(body))]
    order = list(GRAVITY)
    return sorted(found, key=lambda finding: order.index(finding.kind))


def marked(body: str, findings: Iterable[Finding]) -> str:
    """Return a cleaned text with a class on what was found in it: `flagged`, on words `mark`."""
    wanted = {finding.element for finding in findings}
    seen: Counter[str] = Counter()

    def with_class(match: re.Match[str]) -> str:
        if match["cries"]:
            return f'<span class="mark">{match["cries"]}</span>'
        tag = match["tag"]
        if tag is None:
            return match[0]
        seen[tag] += 1
        if (tag, seen[tag]) not in wanted:
            return match[0]
        name = "mark" if tag == "a" or tag.startswith("h") else "flagged"
        own = _CLASS.search(match[0])
        return f'<{tag} class="{f"{name} {own[1]}" if own else name}"' + _CLASS.sub(
            "", match["rest"]
        )

    return _MARKABLE.sub(with_class, body)


def _beside(pictures: Iterable[UsedPicture]) -> Iterator[Finding]:
    for picture in pictures:
        if picture.alt is None:
            yield Finding(Kind.PICTURE_WITHOUT_ALT, _short(picture.name))


def _inside(body: str) -> Iterator[Finding]:
    if not body.strip():
        return
    seen: Counter[str] = Counter()
    level = FIRST_LEVEL - 1
    for element in fragment_fromstring(body, create_parent="div").iter("*"):
        tag = str(element.tag)
        seen[tag] += 1
        words = _said(element) if tag in _READ else ""
        kind: Kind | None = None
        if tag == "img" and element.get("alt") is None:
            kind, words = Kind.PICTURE_WITHOUT_ALT, (element.get("src") or "").rpartition("/")[2]
        elif tag == "iframe" and not (element.get("title") or "").strip():
            kind, words = Kind.FRAME_WITHOUT_TITLE, element.get("src") or ""
        elif tag == "a" and element.get("href") is not None:
            kind = _of_link(words, element)
            words = words or element.get("href") or ""
        elif tag in _HEADINGS:
            if not words:
                kind = Kind.EMPTY_HEADING
            else:
                kind = Kind.HEADING_JUMP if int(tag[1]) > level + 1 else None
                level = int(tag[1])
        elif tag == "table" and element.find(".//th") is None:
            kind = Kind.TABLE_WITHOUT_HEADERS
        if kind is not None:
            yield Finding(kind, _short(words), (tag, seen[tag]))


def _of_link(words: str, link: HtmlElement) -> Kind | None:
    said = " ".join([words, *(image.get("alt") or "" for image in link.iter("img"))]).strip()
    if not said:
        return Kind.EMPTY_LINK
    elif " ".join(_LETTERS.findall(fold(said))) in _VAGUE:
        return Kind.VAGUE_LINK
    elif _ADDRESS.match(said) and " " not in said:
        return Kind.BARE_ADDRESS
    else:
        return None


def _exclamations(*texts: str) -> Iterator[Finding]:
    for text in texts:
        for cries in _CRIES.finditer(text):
            before = text[max(cries.start() - LONGEST_PLACE // 2, 0) : cries.start()]
            first_word = before.find(" ") + 1 if cries.start() > LONGEST_PLACE // 2 else 0
            yield Finding(Kind.EXCLAMATIONS, _short(before[first_word:] + cries[0]))


def _said(element: HtmlElement) -> str:
    # Enough for the extract and the rules above; a table may hold the whole text.
    text, length = [], 0
    for part in element.itertext():
        text.append(part)
        length += len(part)
        if length > 10 * LONGEST_PLACE:
            break
    return " ".join("".join(text).split())


def _short(text: str) -> str:
    return excerpt(" ".join(text.split()), LONGEST_PLACE)


_HEADINGS = frozenset({"h2", "h3", "h4"})
_READ = _HEADINGS | {"a", "table"}
_CLASS = re.compile(r' class="([^"]*)"')
_CRIES = re.compile(r"!(?:\s?!)+")
_MARKABLE = re.compile(
    r"<(?P<tag>a|h[234]|img|iframe|table)\b(?P<rest>[^<>]*>)|<[^<>]*>|(?P<cries>!(?:\s?!)+)"
)
_LETTERS = re.compile(r"[^\W_]+")
_ADDRESS = re.compile(r"(?i)(?:https?://|www\.)\S")
_VAGUE = frozenset(
    " ".join(_LETTERS.findall(fold(words)))
    for words in (
        "ici / par ici / cliquez ici / cliquer ici / clique ici / cliquez / cliquez là / là"
        " / c’est ici / voir ici / à voir ici / lien / ce lien / le lien / sur ce lien"
        " / cliquez sur ce lien / lire / lire la suite / lire plus / la suite / suite"
        " / en savoir plus / savoir plus / plus / plus d’infos / plus d’informations / voir"
        " / voir plus / voir la suite / télécharger / à télécharger / document / fichier / page"
        " / site / cette page / ce site / click here / here / read more"
    ).split(" / ")
)
