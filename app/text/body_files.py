"""The files of the school that stand in the body of a text."""

import re
from collections.abc import Collection, Mapping

_IN_BODY = re.compile(r'<img\b[^<>]*? src="/medias/([1-9][0-9]{0,8})/[^"]*"[^<>]*>')
_FIGURE = re.compile(r"<figure\b[^<>]*>(?:(?!</?figure\b).)*</figure>", re.DOTALL)
_ALONE = re.compile(r"<p>((?:\s*<img\b[^<>]*>)+\s*)</p>")
_SHOWS = re.compile(r"<(?:img|iframe|table)\b")
_ADDRESS = re.compile(r' (src|href)="/medias/([1-9][0-9]{0,8})/')


def media_ids(html: str) -> list[int]:
    """Return the ids of the pictures in cleaned HTML, each once, in order."""
    return list(dict.fromkeys(int(found) for found in _IN_BODY.findall(html)))


def without_pictures(html: str, ids: Collection[int]) -> str:
    """Return cleaned HTML without some pictures; a figure goes with the only one that it holds, a
    paragraph when it held nothing else.
    """
    if not any(id_ in ids for id_ in media_ids(html)):
        return html

    def without(text: str) -> str:
        return _IN_BODY.sub(lambda found: "" if int(found[1]) in ids else found[0], text)

    def figure(found: re.Match[str]) -> str:
        rest = without(found[0])
        return rest if rest == found[0] or _SHOWS.search(rest) else ""

    def paragraph(found: re.Match[str]) -> str:
        rest = without(found[1])
        return f"<p>{rest}</p>" if rest.strip() else ""

    return without(_ALONE.sub(paragraph, _FIGURE.sub(figure, html)))


def moved(html: str, ids: Collection[int], place: str) -> str:
    """Return cleaned HTML in which these files have their addresses below another place."""

    def there(address: re.Match[str]) -> str:
        return f' {address[1]}="{place}/{address[2]}/' if int(address[2]) in ids else address[0]

    return _ADDRESS.sub(there, html)


def lazily(html: str, sizes: Mapping[str, tuple[int, int]]) -> str:
    """Let the pictures of cleaned HTML load when they come near, in places of their own size.

    `sizes` are widths and heights by address; what a tag says already stays.
    """

    def drawn(match: re.Match[str]) -> str:
        tag = match[0][:-1].rstrip("/").rstrip()
        address = _SRC.search(tag)
        size = sizes.get(address[1]) if address else None
        if size is not None and " width=" not in tag and " height=" not in tag:
            tag += f' width="{size[0]}" height="{size[1]}"'
        return f'{tag} loading="lazy" decoding="async">'

    return _PICTURE.sub(drawn, html)


_PICTURE = re.compile(r"<img\b[^<>]*>")
_SRC = re.compile(r' src="([^"]*)"')
