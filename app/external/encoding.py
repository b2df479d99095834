"""Bytes of a feed as text, whatever its server and itself say of their encoding."""

import codecs
import re

_MARKED = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"<\0\0\0", "utf-32-le"),
    (b"\0\0\0<", "utf-32-be"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
)
"""How the bytes begin where the encoding shows, a mark or the first "<"."""
_DECLARED = re.compile(rb"\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9._-]{1,30})")
_KNOWN = re.compile(
    r"iso-8859-(?:[2-9]|1[0-6])|windows-125\d|koi8-[ru]|macintosh|gb18030|gbk|big5|shift_jis|euc-jp"
    r"|euc-kr"
)
"""What else than UTF is believed; ISO 8859-1 is read as what it means on the web, windows-1252."""


def decoded(body: bytes, charset: str) -> str:
    """Return text: what is UTF-8 is read as such, else as declared, else as windows-1252."""
    for start, encoding in _MARKED:
        if body.startswith(start):
            return body.decode(encoding, "replace").removeprefix("\ufeff")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start > len(body) - 4:
            return body.decode("utf-8", "replace")  # cut within its last character
    return body.decode(_believed(body, charset), "replace")


def _believed(body: bytes, charset: str) -> str:
    declared = _DECLARED.match(body)
    named = [charset, declared[1].decode("ascii") if declared else ""]
    return next((one.lower() for one in named if _KNOWN.fullmatch(one.lower())), "windows-1252")
