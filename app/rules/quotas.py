"""How many files, of which types and sizes, a place accepts (guide p. 22).

Names are judged here by their extension only; what a file really is, the edge reads in its content.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePosixPath

MO = 1_048_576
"""One "Mo" of the guide, in bytes; exactly the limit passes."""


class Place(StrEnum):
    """Where files are added: places of a rubrique's contents, and an announcement."""

    IMAGES = "images"
    AUDIO = "audio"
    VIDEO = "video"
    ATTACHMENTS = "attachments"
    ANNOUNCEMENT = "announcement"
    CAPTIONS = "captions"


@dataclass(frozen=True)
class Limit:
    """What a place accepts, sizes in bytes; none stands for no limit."""

    file_size: int
    extensions: frozenset[str] | None = None
    files: int | None = None
    total_size: int | None = None


PICTURES = frozenset({"jpg", "jpeg", "png", "gif", "heic", "heif"})
SOUNDS = frozenset({"mp3", "ogg"})
DOCUMENTS = frozenset("pdf docx xlsx pptx ppsx odt ods odp odg epub ggb sb3 zip csv txt".split())
ATTACHED = DOCUMENTS | PICTURES | SOUNDS
"""The guide takes any file; we leave out what runs, and films, which need captions."""

LIMITS: dict[Place, Limit] = {
    Place.IMAGES: Limit(5 * MO, extensions=PICTURES),
    Place.AUDIO: Limit(50 * MO, extensions=SOUNDS),
    Place.VIDEO: Limit(100 * MO, extensions=frozenset({"mp4", "webm"})),
    Place.ATTACHMENTS: Limit(50 * MO, ATTACHED, files=150, total_size=250 * MO),
    Place.ANNOUNCEMENT: Limit(2 * MO, ATTACHED, files=10, total_size=2 * MO),
    Place.CAPTIONS: Limit(1 * MO, extensions=frozenset({"vtt", "srt"})),
}


class Excess(StrEnum):
    """What a limit says no to."""

    EXTENSION = "extension"
    FILE_SIZE = "file_size"
    FILES = "files"
    TOTAL_SIZE = "total_size"


@dataclass(frozen=True)
class File:
    """A file by its name and its size in bytes."""

    name: str
    size: int


@dataclass(frozen=True)
class Violation:
    """A limit passed: by which file, or by all of them together when `name` is none."""

    excess: Excess
    name: str | None = None


def violations(place: Place, files: Sequence[File]) -> list[Violation]:
    """Return what is wrong with the files of a place: those it holds and those being added."""
    limit = LIMITS[place]
    found = [violation for file in files for violation in _violations_of(file, limit)]
    if limit.files is not None and len(files) > limit.files:
        found.append(Violation(Excess.FILES))
    if limit.total_size is not None and sum(file.size for file in files) > limit.total_size:
        found.append(Violation(Excess.TOTAL_SIZE))
    return found


def _violations_of(file: File, limit: Limit) -> list[Violation]:
    extension = PurePosixPath(file.name).suffix.removeprefix(".").lower()
    found = []
    if limit.extensions is not None and extension not in limit.extensions:
        found.append(Violation(Excess.EXTENSION, file.name))
    if file.size > limit.file_size:
        found.append(Violation(Excess.FILE_SIZE, file.name))
    return found
