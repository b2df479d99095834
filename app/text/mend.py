"""Mend in a text what its check found; a body stays cleaned HTML, a line plain text."""

import re
from collections.abc import Callable
from html import escape, unescape
from itertools import islice

from app.text.check_structure import CRIES, FIRST_LEVEL
from app.text.flat import Flat
from app.text.kinds import PERSONAL, Finding, Kind

_LINKS = (Kind.EMPTY_LINK, Kind.VAGUE_LINK, Kind.BARE_ADDRESS, Kind.FILE_LINK)


def mend(body: str, finding: Finding, value: str = "") -> str:
    """Return a body in which a finding of its own check is mended.

    `value` is what is written there: the text alternative, title or words that were missing, or
    what stands in place of words that have to go. An empty one makes a picture decorative, and
    takes a link or the words away. What cannot be mended so is left as it is.
    """
    if finding.kind in PERSONAL:
        return _without_person(body, finding, value)
    elif finding.kind is Kind.EXCLAMATIONS:
        return _TEXT.sub(lambda text: CRIES.sub("!", text[0]), body)
    elif finding.kind is Kind.HEADING_JUMP:
        return _with_level(body, finding)
    elif finding.kind is Kind.PICTURE_WITHOUT_ALT:
        return _changed(body, finding, lambda image: _with_attribute(image, "alt", value))
    elif finding.kind is Kind.FRAME_WITHOUT_TITLE:
        return _changed(body, finding, lambda frame: _with_attribute(frame, "title", value))
    elif finding.kind in _LINKS:
        return _changed(body, finding, lambda link: _with_words(link, value))
    elif finding.kind is Kind.EMPTY_HEADING:
        return _changed(body, finding, lambda _heading: "")
    elif finding.kind is Kind.TABLE_WITHOUT_HEADERS:
        return _changed(body, finding, _with_headers)
    else:
        return body


def mend_line(text: str, finding: Finding, value: str = "") -> str:
    """Return a title or a summary in which a finding of its own check is mended."""
    if finding.kind is Kind.EXCLAMATIONS:
        return CRIES.sub("!", text)
    for start, end in sorted(finding.spans, reverse=True):
        text = text[:start] + value + text[end:]
    return text


def _changed(body: str, finding: Finding, change: Callable[[str], str]) -> str:
    """Change an element, from its start tag to its own end where it has one."""
    tag, number = finding.element or ("", 1)
    start = next(islice(re.finditer(rf"<{tag}\b[^<>]*>", body), number - 1, None), None)
    if not tag or start is None:
        return body
    close = body.find(f"</{tag}>", start.end()) if tag != "img" else -1
    end = start.end() if close < 0 else close + len(f"</{tag}>")
    return body[: start.start()] + change(body[start.start() : end]) + body[end:]


def _with_attribute(element: str, name: str, value: str) -> str:
    tag, end, rest = element.partition(">")
    tag = re.sub(rf' {name}="[^"]*"', "", tag)
    return f'{tag} {name}="{escape(value)}"{end}{rest}'


def _with_words(link: str, value: str) -> str:
    tag, end, rest = link.partition(">")
    return f"{tag}{end}{escape(value, quote=False)}</a>" if value else rest.removesuffix("</a>")


def _with_headers(table: str) -> str:
    """Make header cells of the first row; a table within a table is too much for a button."""
    start, end = table.find("<tr"), table.find("</tr>")
    row = table[start:end]
    if start < 0 or end < start or "<table" in row:
        return table
    row = re.sub(r"<td\b", '<th scope="col"', row).replace("</td>", "</th>")
    return table[:start] + row + table[end:]


def _with_level(body: str, finding: Finding) -> str:
    """Bring a heading below the one before it, and along with it those that stand under it."""
    tag, number = finding.element or ("h2", 1)
    old, level, seen, shift = int(tag[1]), FIRST_LEVEL - 1, 0, 0

    def change(heading: re.Match[str]) -> str:
        nonlocal level, seen, shift
        own = int(heading[1])
        if own == old:
            seen += 1
            shift = own - level - 1 if seen == number else shift
        elif own < old:
            # A heading above it ends what stands under the one that is mended.
            shift = 0
        if _TAGS.sub("", heading[3]).strip():
            level = own
        new = max(own - max(shift, 0), FIRST_LEVEL)
        return f"<h{new}{heading[2]}>{heading[3]}</h{new}>"

    return _HEADING.sub(change, body)


def _without_person(body: str, finding: Finding, value: str) -> str:
    if finding.element and not finding.spans:
        # The words of a link that leads to a person, without the link.
        return _changed(body, finding, lambda link: _with_words(link, ""))
    elif finding.element:
        return _changed(body, finding, lambda element: _reworded(element, finding.place, value))
    flat = Flat(body)
    for span in sorted(finding.spans, reverse=True):
        stretches = flat.ranges(*span)
        for number, (start, end) in sorted(enumerate(stretches), reverse=True):
            body = body[:start] + ("" if number else escape(value, quote=False)) + body[end:]
    return body


def _reworded(element: str, place: str, value: str) -> str:
    """Return an element whose attributes no longer say some words."""

    def attribute(match: re.Match[str]) -> str:
        said = " ".join(unescape(match[2]).split())
        return f' {match[1]}="{escape(said.replace(place, value))}"' if place in said else match[0]

    tag, end, rest = element.partition(">")
    return _ATTRIBUTE.sub(attribute, tag) + end + rest


_HEADING = re.compile(r"<h([234])([^<>]*)>(.*?)</h\1>", re.DOTALL)
_TAGS = re.compile(r"<[^<>]*>")
_TEXT = re.compile(r"(?<![^>])[^<]+")
_ATTRIBUTE = re.compile(r' (alt|title)="([^"]*)"')
