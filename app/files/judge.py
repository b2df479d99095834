"""What a file is, by its content.

A text has no mark of its own, so its name has a say: it is taken as a text or a table only when
its name does not claim to be something else.
"""

from io import FileIO

from app.files.captions import is_captions
from app.files.documents import archive_type
from app.files.names import extension_of
from app.files.reasons import FileRefused, Reason
from app.files.streams import read, stream_type
from app.files.types import TYPES, FileType

_HEAD = 4096
_CHUNK = 1_048_576
_TAIL = 65_536
_PICTURES = (
    (b"\xff\xd8\xff", "jpg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
)
_HEIC_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx"})
_BLANKS = b" \t\r\n\f\xef\xbb\xbf"
_MARKUP = (b"<script", b"<html", b"<!doctype", b"<svg", b"<?php", b"<body", b"<iframe")
_SNIFFED = 1445
"""Bytes in which browsers look for markup (WHATWG, MIME Sniffing)."""
_SNIFFABLE = frozenset({"pdf", "mp3", "ogg", "mp4", "webm"})
"""What is kept as it is and begins with room for something else."""
_NOT_TEXT = bytes(code for code in range(32) if code not in b"\t\n\r\f") + b"\x7f"


def judge(file: FileIO, name: str) -> FileType:
    """Return what a file is; raises FileRefused for what is unknown, or is more than one thing."""
    head = read(file, 0, _HEAD)
    if not head:
        raise FileRefused(Reason.EMPTY)
    found = (
        _picture(head)
        or stream_type(file, head)
        or _document(file, head)
        or _text(file, head, extension_of(name))
    )
    if found is None:
        raise FileRefused(Reason.ACTIVE if _has_markup(head) else Reason.UNSUPPORTED)
    known = TYPES[found]
    if found in _SNIFFABLE and _has_markup(head):
        raise FileRefused(Reason.ACTIVE)
    return known


def _picture(head: bytes) -> str | None:
    if head[4:8] == b"ftyp":
        brands = {head[8:12], *(head[at : at + 4] for at in range(16, _brands_end(head), 4))}
        return "heic" if brands & _HEIC_BRANDS else None
    return next((kind for mark, kind in _PICTURES if head.startswith(mark)), None)


def _brands_end(head: bytes) -> int:
    return min(int.from_bytes(head[:4]), 256)


def _document(file: FileIO, head: bytes) -> str | None:
    if head.lstrip(_BLANKS).startswith(b"%PDF-"):
        length = file.seek(0, 2)
        if b"startxref" not in read(file, max(0, length - _TAIL), _TAIL):
            raise FileRefused(Reason.BROKEN)
        return "pdf"
    elif head.startswith(b"PK\x03\x04"):
        return archive_type(file)
    else:
        return None


def _text(file: FileIO, head: bytes, claimed: str) -> str | None:
    start = head.lstrip(_BLANKS)
    if start.startswith((b"<", b"#!", b"{\\rtf")) or not _is_text(file):
        return None
    elif is_captions(head):
        return "vtt"
    elif claimed in ("", "txt", "csv"):
        return claimed or "txt"
    else:
        return None


def _is_text(file: FileIO) -> bool:
    """Tell whether no byte of a file is one that texts do not have."""
    file.seek(0)
    while chunk := file.read(_CHUNK):
        if len(chunk.translate(None, _NOT_TEXT)) != len(chunk):
            return False
    return True


def _has_markup(head: bytes) -> bool:
    start = head[:_SNIFFED].lower()
    return any(mark in start for mark in _MARKUP)
