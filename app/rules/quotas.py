"""How many files, of which types and sizes, a place accepts (guide p. 22).

A school may choose less than the guide, never more: the site is built and tried for so much.
Names are judged here by their extension only; what a file really is, the edge reads in its content.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
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
    LOGO = "logo"


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
    Place.LOGO: Limit(2 * MO, extensions=PICTURES),
}
"""The most that a place ever accepts, and what it accepts where the school has chosen nothing."""

CHOSEN: Mapping[str, tuple[Place, str]] = {
    "most_picture_mb": (Place.IMAGES, "file_size"),
    "most_sound_mb": (Place.AUDIO, "file_size"),
    "most_film_mb": (Place.VIDEO, "file_size"),
    "most_attachment_mb": (Place.ATTACHMENTS, "file_size"),
    "most_attachments": (Place.ATTACHMENTS, "files"),
    "most_attachments_mb": (Place.ATTACHMENTS, "total_size"),
    "most_announced_mb": (Place.ANNOUNCEMENT, "file_size"),
    "most_announced": (Place.ANNOUNCEMENT, "files"),
    "most_announced_total_mb": (Place.ANNOUNCEMENT, "total_size"),
}
"""What a school may choose: the place and the part of its limit; sizes are in Mo."""

CHOSEN_AT_MOST: Mapping[str, int] = {
    name: getattr(LIMITS[place], part) // (1 if part == "files" else MO)
    for name, (place, part) in CHOSEN.items()
}
"""The guide's own numbers."""


def limits_of(settings: Mapping[str, object]) -> dict[Place, Limit]:
    """Return the limits with what a school has chosen of `CHOSEN`.

    What is no number counts as not chosen; one out of bounds is the nearest that may be chosen.
    """
    limits = dict(LIMITS)
    for name, (place, part) in CHOSEN.items():
        number = settings.get(name)
        if isinstance(number, int) and not isinstance(number, bool):
            number = min(max(number, 1), CHOSEN_AT_MOST[name])
            size = number if part == "files" else number * MO
            limits[place] = replace(limits[place], **{part: size})  # type: ignore[arg-type]
    return limits


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


def violations(limit: Limit, files: Sequence[File]) -> list[Violation]:
    """Return what is wrong with the files of a place: those it holds and those being added."""
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
