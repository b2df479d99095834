"""What one text changes of the files of another: which come, which go, what is said of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.models import Media, MediaUse, Slot

Uses = Sequence[tuple[MediaUse, Media]]


class FileFate(StrEnum):
    """What a change does to a file."""

    ADDED = "added"
    REMOVED = "removed"
    REWORDED = "reworded"


@dataclass(frozen=True)
class FileChange:
    """A file that a change adds, takes away, or says something else of.

    `alt` and `caption` are what was said before and what is said after; none where nothing was.
    """

    title: str
    slot: Slot
    fate: FileFate
    alt: tuple[str | None, str | None] = (None, None)
    caption: tuple[str | None, str | None] = (None, None)


def file_changes(before: Uses, after: Uses) -> list[FileChange]:
    """Return what becomes of the files of a text in another one."""
    old = {(use.slot, media.id): (use, media) for use, media in before}
    new = {(use.slot, media.id): (use, media) for use, media in after}
    changes = []
    for key in [*old, *(key for key in new if key not in old)]:
        was, is_now = old.get(key), new.get(key)
        said = [(use[0].alt, use[0].caption) if use else (None, None) for use in (was, is_now)]
        if was is None:
            fate = FileFate.ADDED
        elif is_now is None:
            fate = FileFate.REMOVED
        elif said[0] != said[1]:
            fate = FileFate.REWORDED
        else:
            continue
        _, media = is_now or old[key]
        alt, caption = zip(*said, strict=True)
        changes.append(FileChange(media.title, key[0], fate, alt, caption))
    return changes
