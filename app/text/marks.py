"""Show in a text what its check found."""

import re
from collections import Counter
from collections.abc import Iterable

from app.text.flat import Flat
from app.text.kinds import Finding, Part


def marked(body: str, findings: Iterable[Finding]) -> str:
    """Return a cleaned text with a class on what was found in it: `flagged`, on words `mark`."""
    inside = [finding for finding in findings if finding.part is Part.BODY]
    wanted = {finding.element for finding in inside}
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

    return _MARKABLE.sub(with_class, _with_words(body, inside))


def _with_words(body: str, findings: list[Finding]) -> str:
    spans = [span for finding in findings if not finding.element for span in finding.spans]
    if not spans:
        return body
    flat = Flat(body)
    text, end = [], 0
    for start, stop in sorted(stretch for span in spans for stretch in flat.ranges(*span)):
        # Between two cells of a row no element may stand.
        if start >= end and body[start:stop].strip():
            text += [body[end:start], '<span class="mark">', body[start:stop], "</span>"]
            end = stop
    return "".join([*text, body[end:]])


_CLASS = re.compile(r' class="([^"]*)"')
_MARKABLE = re.compile(
    r"<(?P<tag>a|h[234]|img|iframe|table)\b(?P<rest>[^<>]*>)|<[^<>]*>|(?P<cries>!(?:\s?!)+)"
)
