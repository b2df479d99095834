"""The types of files that Parvis knows, and how each is told to a browser."""

from dataclasses import dataclass
from enum import StrEnum


class Family(StrEnum):
    """What a file is for; the values are those of `models.MediaKind`."""

    PICTURE = "picture"
    AUDIO = "audio"
    VIDEO = "video"
    CAPTIONS = "captions"
    DOCUMENT = "document"


@dataclass(frozen=True)
class FileType:
    """A type: the extension of its names, its MIME type and its family."""

    extension: str
    mime_type: str
    family: Family = Family.DOCUMENT


_OOXML = "application/vnd.openxmlformats-officedocument"
_ODF = "application/vnd.oasis.opendocument"

TYPES: dict[str, FileType] = {
    known.extension: known
    for known in (
        FileType("jpg", "image/jpeg", Family.PICTURE),
        FileType("png", "image/png", Family.PICTURE),
        FileType("gif", "image/gif", Family.PICTURE),
        FileType("heic", "image/heic", Family.PICTURE),
        FileType("mp3", "audio/mpeg", Family.AUDIO),
        FileType("ogg", "audio/ogg", Family.AUDIO),
        FileType("mp4", "video/mp4", Family.VIDEO),
        FileType("webm", "video/webm", Family.VIDEO),
        FileType("vtt", "text/vtt", Family.CAPTIONS),
        FileType("pdf", "application/pdf"),
        FileType("docx", f"{_OOXML}.wordprocessingml.document"),
        FileType("xlsx", f"{_OOXML}.spreadsheetml.sheet"),
        FileType("pptx", f"{_OOXML}.presentationml.presentation"),
        FileType("ppsx", f"{_OOXML}.presentationml.slideshow"),
        FileType("odt", f"{_ODF}.text"),
        FileType("ods", f"{_ODF}.spreadsheet"),
        FileType("odp", f"{_ODF}.presentation"),
        FileType("odg", f"{_ODF}.graphics"),
        FileType("epub", "application/epub+zip"),
        FileType("ggb", "application/vnd.geogebra.file"),
        FileType("sb3", "application/x.scratch.sb3"),
        FileType("zip", "application/zip"),
        FileType("csv", "text/csv"),
        FileType("txt", "text/plain"),
    )
}
"""By extension."""
