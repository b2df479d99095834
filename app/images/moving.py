"""Cuts an animation: its frames re-encoded as an animated WebP, bounded in number and in pixels."""

from io import BytesIO
from math import ceil, sqrt

from PIL import Image

from app.files.reasons import FileRefused, Reason
from app.images.cut import opaque
from app.images.forms import Box, Form, Point, Size, part_of, sizes_of_part
from app.images.made import MOST_FRAMES_MOVING, Cut, Format

MOST_PIXELS = 40_000_000
"""Of all frames together: where they would have more, each is made smaller."""

MOST_BYTES = 5_000_000
"""Of a file: what is heavier is not worth its way to a telephone."""

SHORTEST, USUAL = 20, 100
"""Milliseconds: browsers show a frame that claims to be shorter for a tenth of a second."""

QUALITY = 72


def cut_moving(source: bytes, form: Form, focal: Point, chosen: Box | None) -> Cut:
    """Return a form of an animation; raises FileRefused for what is none, or is too heavy."""
    try:
        image = Image.open(BytesIO(source), formats=["GIF", "WEBP"])
        frames = getattr(image, "n_frames", 1)
        if not 1 < frames <= MOST_FRAMES_MOVING:
            raise FileRefused(Reason.TOO_MANY_FRAMES if frames > 1 else Reason.UNSUPPORTED)
        part = part_of(form, image.size, focal, chosen)
        size = _bounded(sizes_of_part(form, image.size, chosen)[0], frames)
        pieces, lengths = _pieces(image, frames, part, size)
        file = BytesIO()
        pieces[0].save(
            file,
            "WEBP",
            save_all=True,
            append_images=pieces[1:],
            duration=lengths,
            loop=image.info.get("loop", 1),
            quality=QUALITY,
            method=1,
        )
    except (FileRefused, MemoryError):
        raise
    except Exception as error:  # a decoder fed with a broken file raises anything
        raise FileRefused(Reason.BROKEN) from error
    data = file.getvalue()
    if len(data) > MOST_BYTES:
        raise FileRefused(Reason.TOO_HEAVY)
    if not getattr(Image.open(BytesIO(data)), "is_animated", False):
        raise FileRefused(Reason.UNSUPPORTED)
    seconds = ceil(sum(lengths) / 1000)
    return Cut(form.name, Format.WEBP, *size, data, image.size, seconds)


def _bounded(size: Size, frames: int) -> Size:
    scale = min(1.0, sqrt(MOST_PIXELS / (size[0] * size[1] * frames)))
    return (max(1, int(size[0] * scale)), max(1, int(size[1] * scale)))


def _pieces(
    image: Image.Image, frames: int, part: Box, size: Size
) -> tuple[list[Image.Image], list[int]]:
    width, height = image.size
    box = (part[0] * width, part[1] * height, part[2] * width, part[3] * height)
    pieces, lengths = [], []
    for number in range(frames):
        image.seek(number)
        frame = opaque(image.copy()).convert("RGB")
        piece = frame.resize(size, Image.Resampling.BILINEAR, box=box)
        piece.info.clear()
        pieces.append(piece)
        told = int(image.info.get("duration", 0))
        lengths.append(told if told >= SHORTEST else USUAL)
    return pieces, lengths
