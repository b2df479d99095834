"""Where an article holds personal data: in its words, and in those of its pictures and files."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from html import unescape

from app.text.check_pictures import CheckedFile
from app.text.flat import Flat
from app.text.kinds import Finding, Kind, Part
from app.text.names import NameIndex
from app.text.personal_data import Allowed, Found, contact_of, personal_data

_TAG = re.compile(r"<(a|abbr|iframe|img)\b([^<>]*)>")
_WORDS = re.compile(r' (?:alt|title)="([^"]*)"')
_HREF = re.compile(r' href="([^"]*)"')


def in_words(part: Part, text: str, names: NameIndex | None, allowed: Allowed) -> Iterator[Finding]:
    """Yield the personal data in a line of plain text."""
    line = text.replace("\n", " ")
    yield from _findings(line, personal_data(line, names, allowed), part)


def in_body(body: str, names: NameIndex | None, allowed: Allowed) -> Iterator[Finding]:
    """Yield the personal data in cleaned HTML: in its text, its attributes, its links."""
    flat = Flat(body).text
    told = {}
    for finding in _findings(flat, personal_data(flat, names, allowed), Part.BODY):
        told[finding.kind, finding.key] = finding
        yield finding
    seen: Counter[str] = Counter()
    for tag in _TAG.finditer(body):
        seen[tag[1]] += 1
        element = (tag[1], seen[tag[1]])
        for words in map(unescape, _WORDS.findall(tag[2])):
            found = personal_data(words, names, allowed)
            yield from _findings(words, found, Part.BODY, element=element)
        href = _HREF.search(tag[2])
        contact = contact_of(unescape(href[1])) if href and tag[1] == "a" else None
        # A link whose words say its address is told by these.
        if contact and contact not in told and not allowed.holds(*contact):
            kind, key = contact
            yield Finding(kind, key, element, subject=key)


def of_file(file: CheckedFile, names: NameIndex | None, allowed: Allowed) -> Iterator[Finding]:
    """Yield the personal data in the words beside a file."""
    for words in (file.title, file.alt, file.caption, file.credit, file.transcript):
        line = (words or "").replace("\n", " ")
        yield from _findings(
            line,
            personal_data(line, names, allowed),
            file.part,
            position=file.position,
            media_id=file.media_id,
        )


def _findings(
    text: str,
    found: Iterable[Found],
    part: Part,
    *,
    element: tuple[str, int] | None = None,
    position: int = 0,
    media_id: int | None = None,
) -> Iterator[Finding]:
    """Yield one finding for each thing that is said, however often."""
    together: dict[tuple[Kind, str], list[Found]] = {}
    for one in found:
        together.setdefault((one.kind, one.key), []).append(one)
    for (kind, key), same in together.items():
        first = same[0]
        yield Finding(
            kind,
            " ".join(text[first.start : first.end].split()),
            element,
            part=part,
            position=position,
            media_id=media_id,
            subject=key,
            spans=tuple((one.start, one.end) for one in same),
            short=first.short,
        )
