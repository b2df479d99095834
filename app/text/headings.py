"""The outline of an article: an anchor on each heading, and the list for a table of contents."""

import re
from collections import Counter
from dataclasses import dataclass

from app.text.excerpts import plain_text
from app.text.slugs import slugify


@dataclass(frozen=True)
class Heading:
    """One entry of the outline: the anchor, what the heading says, its level (2 or 3)."""

    id: str
    text: str
    level: int


def outline(html: str) -> tuple[str, list[Heading]]:
    """Return cleaned HTML with an id on each h2 and h3 that says something, and these headings.

    An id is "section-" and the slug of the text, so it can meet no other id of the page; an anchor
    that is already there stays; a second one of the same name gets a number.
    """
    headings: list[Heading] = []
    taken: set[str] = set()
    known = set(_OWN_ANCHOR.findall(html))
    numbers: Counter[str] = Counter()

    def with_anchor(heading: re.Match[str]) -> str:
        level, attributes, content = int(heading[1]), heading[2], heading[3]
        text = plain_text(content)
        own = _OWN_ANCHOR.search(attributes)
        others = _ANY_ANCHOR.sub("", attributes)
        if not text:
            return f"<h{level}{others}>{content}</h{level}>"
        if own and own[1] not in taken:
            anchor = own[1]
        else:
            anchor = _free(f"section-{slugify(text)}", known, numbers)
        taken.add(anchor)
        known.add(anchor)
        headings.append(Heading(anchor, text, level))
        return f'<h{level} id="{anchor}"{others}>{content}</h{level}>'

    return _HEADING.sub(with_anchor, html), headings


def _free(anchor: str, known: set[str], numbers: Counter[str]) -> str:
    """Return the first free name; `numbers` are the last ones tried: none is tried twice."""
    candidate = anchor if numbers[anchor] == 0 else f"{anchor}-{numbers[anchor]}"
    while candidate in known:
        numbers[anchor] = max(numbers[anchor] + 1, 2)
        candidate = f"{anchor}-{numbers[anchor]}"
    return candidate


_HEADING = re.compile(r"<h([23])((?: [^<>]*)?)>((?:[^<]|<(?!/h\1>))*+)</h\1>")
_OWN_ANCHOR = re.compile(r' id="(section-[a-z0-9-]+)"')
_ANY_ANCHOR = re.compile(r' id="[^"]*"')
