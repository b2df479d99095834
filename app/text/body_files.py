"""The files of the school that stand in the body of a text."""

import re
from collections.abc import Collection

from app.text.clean import sanitize_html

_IN_BODY = re.compile(r'<img\b[^<>]*? src="/medias/([1-9][0-9]{0,8})/[^"]*"')
_PICTURE = re.compile(r'<img\b[^<>]*? src="/medias/([1-9][0-9]{0,8})/[^"]*"[^<>]*>')
_ADDRESS = re.compile(r' (src|href)="/medias/([1-9][0-9]{0,8})/')


def media_ids(html: str) -> list[int]:
    """Return the ids of the pictures in cleaned HTML, each once, in order."""
    return list(dict.fromkeys(int(found) for found in _IN_BODY.findall(html)))


def without_pictures(html: str, unwanted: Collection[int]) -> str:
    """Return cleaned HTML without these files, nor what held nothing but one of them."""

    def kept(picture: re.Match[str]) -> str:
        return "" if int(picture[1]) in unwanted else picture[0]

    return sanitize_html(_PICTURE.sub(kept, html)) if unwanted else html


def moved(html: str, ids: Collection[int], place: str) -> str:
    """Return cleaned HTML in which these files have their addresses below another place."""

    def there(address: re.Match[str]) -> str:
        return f' {address[1]}="{place}/{address[2]}/' if int(address[2]) in ids else address[0]

    return _ADDRESS.sub(there, html)
