"""Where an article holds personal data: in its words, and in those of its pictures and files."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from html import unescape
from typing import NamedTuple

from app.text.check_pictures import CheckedFile
from app.text.flat import Flat
from app.text.kinds import Finding, Kind, Part
from app.text.names import NameIndex
from app.text.personal_data import Allowed, Found, contact_of, personal_data

_TAG = re.compile(r"<(a|abbr|iframe|img)\b([^<>]*)>")
_WORDS = re.compile(r' (?:alt|title)="([^"]*)"')
_HREF = re.compile(r' href="([^"]*)"')

Element = tuple[str, int]
"""A tag's name, and its number among those of that name in the body."""


class Passage(NamedTuple):
    """Plain words of an article that are read as one, and where they stand."""

    text: str
    part: Part
    element: Element | None = None
    position: int = 0
    media_id: int | None = None


def passages(
    title: str, summary: str, body: str, files: Iterable[CheckedFile]
) -> Iterator[Passage]:
    """Yield all the words of an article: also those of attributes, and of what goes with a file."""
    yield Passage(_line(title), Part.TITLE)
    yield Passage(_line(summary), Part.SUMMARY)
    yield Passage(Flat(body).text, Part.BODY)
    for tag, element in _tags(body):
        for words in map(unescape, _WORDS.findall(tag[2])):
            yield Passage(words, Part.BODY, element)
    for file in files:
        for said in (file.title, file.alt, file.caption, file.credit, file.transcript):
            if said:
                yield Passage(_line(said), file.part, None, file.position, file.media_id)


def in_passages(
    passages: Iterable[Passage], names: NameIndex | None, allowed: Allowed
) -> Iterator[Finding]:
    """Yield the personal data in the words of an article."""
    for passage in passages:
        yield from _findings(passage, personal_data(passage.text, names, allowed))


def in_links(body: str, told: Collection[tuple[Kind, str]], allowed: Allowed) -> Iterator[Finding]:
    """Yield the addresses and numbers to which links lead, but those that the words told."""
    for tag, element in _tags(body):
        href = _HREF.search(tag[2])
        contact = contact_of(unescape(href[1])) if href and tag[1] == "a" else None
        if contact and contact not in told and not allowed.holds(*contact):
            kind, key = contact
            yield Finding(kind, key, element, subject=key)


def _tags(body: str) -> Iterator[tuple[re.Match[str], Element]]:
    """Yield the tags that may say something, each with its number among those of its name."""
    seen: Counter[str] = Counter()
    for tag in _TAG.finditer(body):
        seen[tag[1]] += 1
        yield tag, (tag[1], seen[tag[1]])


def _line(text: str) -> str:
    return text.replace("\n", " ")


def _findings(passage: Passage, found: Iterable[Found]) -> Iterator[Finding]:
    """Yield one finding for each thing that is said, however often."""
    together: dict[tuple[Kind, str], list[Found]] = {}
    for one in found:
        together.setdefault((one.kind, one.key), []).append(one)
    for (kind, key), same in together.items():
        first = same[0]
        yield Finding(
            kind,
            " ".join(passage.text[first.start : first.end].split()),
            passage.element,
            part=passage.part,
            position=passage.position,
            media_id=passage.media_id,
            subject=key,
            spans=tuple((one.start, one.end) for one in same),
            short=first.short,
        )
