"""Parts of pictures that somebody chose, as texts: what forms send and tiles keep."""

from collections.abc import Mapping
from hashlib import sha256
from math import isfinite

from app.images.forms import HERO, HERO_MOVING, Box, Point

SMALLEST = 0.02
"""Of a side of the picture: a smaller part shows nothing."""
LONGEST = 200


def box_in(text: str) -> Box:
    """Return the part that a text names: left, top, right, bottom; raises ValueError."""
    parts = text.split(",") if len(text) <= LONGEST else []
    if len(parts) != 4:
        raise ValueError(text)
    numbers = [float(part) for part in parts]
    if not all(isfinite(number) for number in numbers):
        raise ValueError(text)
    left, top, right, bottom = (round(min(max(number, 0.0), 1.0), 5) for number in numbers)
    if right - left < SMALLEST or bottom - top < SMALLEST:
        raise ValueError(text)
    return (left, top, right, bottom)


def part_in(text: str) -> Box | None:
    """Return the part that a checked text names; none for an empty one."""
    return box_in(text) if text else None


def text_of(box: Box | None) -> str:
    """Return a part as a text; empty for none."""
    return ",".join(f"{number:.5f}" for number in box) if box else ""


def centre_of(box: Box) -> Point:
    """Return the point in the middle of a part."""
    left, top, right, bottom = box
    return ((left + right) / 2, (top + bottom) / 2)


def key_of(box: Box | None) -> str:
    """Return what tells the files of one part from those of another in their names.

    It is empty for the part that the picture itself shows.
    """
    return "." + sha256(text_of(box).encode()).hexdigest()[:8] if box else ""


def as_the_still(chosen: Mapping[str, Box]) -> dict[str, Box]:
    """Return parts by their forms, so that what moves shows the same as what stands still."""
    moving = {HERO_MOVING.name: chosen[HERO.name]} if HERO.name in chosen else {}
    return {**chosen, **moving}
