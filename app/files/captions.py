"""Captions: WebVTT as it is, SubRip turned into it."""

import re

from app.files.reasons import FileRefused, Reason

_SIGNATURE = re.compile(r"WEBVTT(?:[ \t\n]|$)")
_SUBRIP = re.compile(r"\s*[0-9]+[ \t]*\n[0-9]{1,2}:[0-9]{2}:[0-9]{2}[,.][0-9]{1,3} *--> ")
_TIME = "([0-9]{1,2}:[0-9]{2}:[0-9]{2})[,.]([0-9]{3})"
_TIMES = re.compile(f"^{_TIME} *--> *{_TIME}.*$", re.MULTILINE)
_PLACING = re.compile(r"\{\\an?[0-9]+\}")


def is_captions(head: bytes) -> bool:
    """Tell whether a file begins as captions do."""
    text = _text(head)
    return bool(_SIGNATURE.match(text) or _SUBRIP.match(text))


def as_webvtt(data: bytes) -> bytes:
    """Return captions as WebVTT in UTF-8; raises FileRefused when no moment is in them."""
    text = _text(data)
    if not _SIGNATURE.match(text):
        text = "WEBVTT\n\n" + _TIMES.sub(r"\1.\2 --> \3.\4", _PLACING.sub("", text.lstrip()))
    if "-->" not in text or "\0" in text:
        raise FileRefused(Reason.BROKEN)
    return text.encode()


def _text(data: bytes) -> str:
    """Return text without byte order mark, its lines ended as Unix does; old files are Windows'."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    return text.replace("\r\n", "\n").replace("\r", "\n")
