"""Why a file is refused."""

from enum import StrEnum


class Reason(StrEnum):
    """Why a file is refused; the edge says it in words."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    UNSUPPORTED = "unsupported"
    """What it is does not belong in this place, or is not known."""
    ACTIVE = "active"
    """It is, or could also be read as, a page or a program."""
    MACROS = "macros"
    BROKEN = "broken"
    TOO_MANY_PIXELS = "too_many_pixels"
    TOO_MANY_FRAMES = "too_many_frames"
    SWELLS = "swells"
    """A small archive that unpacks to far more."""
    TOO_HEAVY = "too_heavy"
    TOO_SLOW = "too_slow"
    BUSY = "busy"
    NOT_STORED = "not_stored"
    """The disk, or the store of the files, does not take it now."""
    OTHER_KIND = "other_kind"
    """It would replace a file of another kind."""


class FileRefused(Exception):
    """A file that cannot be taken, with the reason."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason
