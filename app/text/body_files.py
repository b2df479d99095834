"""The files of the school that stand in the body of a text."""

import re
from collections.abc import Mapping

_IN_BODY = re.compile(r'<img\b[^<>]*? src="/medias/([1-9][0-9]{0,8})/[^"]*"')


def media_ids(html: str) -> list[int]:
    """Return the ids of the pictures in cleaned HTML, each once, in order."""
    return list(dict.fromkeys(int(found) for found in _IN_BODY.findall(html)))


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
