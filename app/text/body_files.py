"""The files of the school that stand in the body of a text."""

import re

_IN_BODY = re.compile(r'<img\b[^<>]*? src="/medias/([1-9][0-9]{0,8})/[^"]*"')


def media_ids(html: str) -> list[int]:
    """Return the ids of the pictures in cleaned HTML, each once, in order."""
    return list(dict.fromkeys(int(found) for found in _IN_BODY.findall(html)))
