"""What cutting a picture gives, and what is refused: known without the library that cuts."""

from dataclasses import dataclass
from enum import StrEnum

from app.images.forms import Size

MAX_PIXELS = 50_000_000
"""The largest picture accepted, a little above what telephones take (8160 × 6120)."""

MOST_FRAMES = 500
"""Of an animation; only its first is shown."""

MOST_FRAMES_MOVING = 200
"""Of an animation that stays one; of a longer one only the first frame is shown."""


class Format(StrEnum):
    """The formats of our own files; the value is their suffix."""

    AVIF = "avif"
    JPEG = "jpg"
    WEBP = "webp"
    """Of what moves."""

    @property
    def mime_type(self) -> str:
        """What the browser is told."""
        return f"image/{self.name.lower()}"


@dataclass(frozen=True)
class Cut:
    """A picture cut to a form, in one size and one format."""

    form: str
    format: Format
    width: int
    height: int
    data: bytes
    source: Size
    """The size of the whole picture, upright."""
    seconds: int = 0
    """How long an animation takes, at least one."""

    @property
    def name(self) -> str:
        """Its name among the files of the same picture, as in "card-680.avif"."""
        return f"{self.form}-{self.width}.{self.format}"
