"""The structure of a text: links, headings, tables, frames, pictures in it (RGAA 1, 2, 5, 6, 9)."""

import re
from collections import Counter
from collections.abc import Iterator

from lxml.html import HtmlElement, fragment_fromstring

from app.text.excerpts import excerpt
from app.text.kinds import Finding, Kind, Part
from app.text.stems import fold

LONGEST_PLACE = 60
FIRST_LEVEL = 2
"""The title of the article is the heading above those of its text."""


def in_body(body: str) -> Iterator[Finding]:
    """Yield what the structure of a cleaned text lacks."""
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
            yield Finding(kind, short(words), (tag, seen[tag]))


def exclamations(part: Part, text: str) -> Iterator[Finding]:
    """Yield where a text cries."""
    for cries in CRIES.finditer(text):
        before = text[max(cries.start() - LONGEST_PLACE // 2, 0) : cries.start()]
        first_word = before.find(" ") + 1 if cries.start() > LONGEST_PLACE // 2 else 0
        yield Finding(Kind.EXCLAMATIONS, short(before[first_word:] + cries[0]), part=part)


def short(text: str) -> str:
    """Return the beginning of some words, as a finding tells them."""
    return excerpt(" ".join(text.split()), LONGEST_PLACE)


def _of_link(words: str, link: HtmlElement) -> Kind | None:
    said = " ".join([words, *(image.get("alt") or "" for image in link.iter("img"))]).strip()
    if not said:
        return Kind.EMPTY_LINK
    elif " ".join(_LETTERS.findall(fold(said))) in _VAGUE:
        return Kind.VAGUE_LINK
    elif _ADDRESS.match(said) and " " not in said:
        return Kind.BARE_ADDRESS
    elif _FILE.search(link.get("href") or "") and not _FORMAT.search(said):
        return Kind.FILE_LINK
    else:
        return None


def _said(element: HtmlElement) -> str:
    # Enough for the extract and the rules above; a table may hold the whole text.
    text, length = [], 0
    for part in element.itertext():
        text.append(part)
        length += len(part)
        if length > 10 * LONGEST_PLACE:
            break
    return " ".join("".join(text).split())


CRIES = re.compile(r"!(?:\s?!)+")
_HEADINGS = frozenset({"h2", "h3", "h4"})
_READ = _HEADINGS | {"a", "table"}
_LETTERS = re.compile(r"[^\W_]+")
_ADDRESS = re.compile(r"(?i)(?:https?://|www\.)\S")
_FORMATS = "pdf|docx?|odt|xlsx?|ods|pptx?|odp|rtf|csv|zip|epub|mp3|mp4|txt"
_FILE = re.compile(rf"(?i)\.(?:{_FORMATS})(?:[?#]|$)")
_FORMAT = re.compile(
    rf"(?i)\b(?:{_FORMATS}|word|excel|powerpoint|libreoffice|tableur|diaporama|[kmg]o)\b"
)
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
