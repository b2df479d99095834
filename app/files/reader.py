"""The helper that opens archives and PDF: `python -m app.files.reader`.

Its order is "zip" or "pdf", its input the file; it answers with one line of JSON.
"""

import json
import sys
from contextlib import suppress
from typing import IO, Any
from zipfile import ZipFile

from pypdf import PdfReader

from app.files.bounded import bound_oneself
from app.files.reasons import FileRefused, Reason

MOST_ENTRIES = 10_000
MOST_UNPACKED = 2 * 1024**3
"""Bytes to which an archive may unpack; no other limit has forty times the size of a file."""
_READ = 1_000_000

OOXML = {
    b"wordprocessingml.document.main+xml": "docx",
    b"spreadsheetml.sheet.main+xml": "xlsx",
    b"presentationml.presentation.main+xml": "pptx",
    b"presentationml.slideshow.main+xml": "ppsx",
}
BY_MIME = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
    b"application/vnd.oasis.opendocument.presentation": "odp",
    b"application/vnd.oasis.opendocument.graphics": "odg",
    b"application/epub+zip": "epub",
}
BY_MEMBER = {"geogebra.xml": "ggb", "project.json": "sb3"}


def main() -> None:
    """Be the helper: bound oneself, read the file, answer."""
    bound_oneself()
    answer: dict[str, Any]
    with open(0, "rb") as file:
        try:
            answer = {"type": _archive(file)} if sys.argv[1] == "zip" else {"pages": _pages(file)}
        except FileRefused as refusal:
            answer = {"refused": refusal.reason}
        except MemoryError:
            answer = {"refused": Reason.TOO_HEAVY}
    sys.stdout.write(json.dumps(answer))


def _archive(file: IO[bytes]) -> str:
    try:
        with ZipFile(file) as archive:
            return _type_of(archive)
    except (FileRefused, MemoryError):
        raise
    except Exception as error:  # a reader fed with a broken file raises anything
        raise FileRefused(Reason.BROKEN) from error


def _type_of(archive: ZipFile) -> str:
    entries = archive.infolist()
    if len(entries) > MOST_ENTRIES or sum(one.file_size for one in entries) > MOST_UNPACKED:
        raise FileRefused(Reason.SWELLS)
    names = {one.filename for one in entries}
    if "META-INF/MANIFEST.MF" in names:
        raise FileRefused(Reason.ACTIVE)
    if "[Content_Types].xml" in names:
        return _ooxml(_start_of(archive, "[Content_Types].xml"), names)
    elif "mimetype" in names:
        return _with_mime(_start_of(archive, "mimetype").strip(), names)
    else:
        return next((kind for name, kind in BY_MEMBER.items() if name in names), "zip")


def _ooxml(content_types: bytes, names: set[str]) -> str:
    has_macros = any(name.lower().endswith("vbaproject.bin") for name in names)
    if has_macros or b"macroEnabled" in content_types:
        raise FileRefused(Reason.MACROS)
    for part, kind in OOXML.items():
        if part in content_types:
            return kind
    raise FileRefused(Reason.UNSUPPORTED)


def _with_mime(mime_type: bytes, names: set[str]) -> str:
    if any(_is_program(name) for name in names):
        raise FileRefused(Reason.MACROS)
    if mime_type not in BY_MIME:
        raise FileRefused(Reason.UNSUPPORTED)
    return BY_MIME[mime_type]


def _is_program(name: str) -> bool:
    """Tell whether a member of an OpenDocument file is a macro; indexes of empty libraries pass."""
    is_index = name.endswith(("/", "script-lc.xml", "script-lb.xml"))
    return name.startswith(("Basic/", "Scripts/")) and not is_index


def _start_of(archive: ZipFile, name: str) -> bytes:
    with archive.open(name) as member:
        return member.read(_READ)


def _pages(file: IO[bytes]) -> int:
    with suppress(Exception):
        return len(PdfReader(file).pages)
    return 0


if __name__ == "__main__":
    main()
