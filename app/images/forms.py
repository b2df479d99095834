"""The forms that a picture is cut to, and the geometry of a cut."""

from dataclasses import dataclass

Size = tuple[int, int]
Point = tuple[float, float]
Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Form:
    """A size in pixels that pages ask for; `doubled` adds one twice as large for dense screens.

    A form that is not `cropped` keeps the ratio of the picture and fits inside its size; one that
    is not `shown` is kept to cut the others from, and no page ever shows it.
    """

    name: str
    width: int
    height: int
    doubled: bool = False
    cropped: bool = True
    shown: bool = True


HERO = Form("hero", 2100, 480)
HERO_NARROW = Form("hero-narrow", 1200, 675, doubled=True)
CARD = Form("card", 680, 383, doubled=True)
THUMBNAIL = Form("thumbnail", 340, 191, doubled=True)
FULL = Form("full", 1600, 1600, cropped=False)

MASTER = Form("master", 4200, 4200, cropped=False, shown=False)

MOVING = Form("moving", 2100, 2100, cropped=False, shown=False)
"""Of an animation, the whole of it: tiles cut theirs from it."""

HERO_MOVING = Form("hero-moving", 2100, 480)

FORMS: dict[str, Form] = {form.name: form for form in (HERO, HERO_NARROW, CARD, THUMBNAIL, FULL)}
"""What pages show of every picture."""

LOGO = Form("logo", 480, 240, cropped=False)
"""Of the logo of the school, a small whole one for the head of each page."""

ADDRESSED: dict[str, Form] = {**FORMS, LOGO.name: LOGO, HERO_MOVING.name: HERO_MOVING}
"""What has an address."""

BANDS = (HERO, HERO_NARROW)
"""What a tile that crops its picture in place shows of it; `HERO_MOVING` if it is an animation."""


def sizes(form: Form, source: Size) -> list[Size]:
    """Return the sizes in which a form is cut from a picture, never larger than the picture itself.

    A cropped form is cut at its exact size, and at twice that size where the picture is large
    enough in both directions. A picture too small for the form gives one cut, the largest of the
    same ratio that fits inside it, rounded down: a card from 500 × 500 is 500 × 281.
    """
    if not form.cropped:
        return [_fitted(form, source)]
    elif not _is_inside((form.width, form.height), source):
        width, height = _largest_crop(form, source)
        return [(max(1, int(width)), max(1, int(height)))]
    else:
        double = (2 * form.width, 2 * form.height)
        is_doubled = form.doubled and _is_inside(double, source)
        return [(form.width, form.height), *([double] if is_doubled else [])]


def crop_box(form: Form, source: Size, focal: Point) -> Box:
    """Return the part of a picture that a form shows, as fractions: left, top, right, bottom.

    It is the largest of the form's ratio, as near to `focal` as the edges of the picture allow;
    `focal` is a fraction of the width and of the height, each from 0 to 1.
    """
    if not form.cropped:
        return (0.0, 0.0, 1.0, 1.0)
    width, height = source
    crop_width, crop_height = _largest_crop(form, source)
    left, right = _span(crop_width / width, focal[0])
    top, bottom = _span(crop_height / height, focal[1])
    return (left, top, right, bottom)


def part_of(form: Form, source: Size, focal: Point, chosen: Box | None = None) -> Box:
    """Return the part that a form shows when somebody chose one: the middle of that, in its ratio.

    Where nobody chose, it is `crop_box`.
    """
    if chosen is None or not form.cropped:
        return crop_box(form, source, focal)
    left, top, right, bottom = chosen
    width, height = right - left, bottom - top
    inner = crop_box(form, pixels_of(chosen, source), (0.5, 0.5))
    return (
        left + inner[0] * width,
        top + inner[1] * height,
        left + inner[2] * width,
        top + inner[3] * height,
    )


def sizes_of_part(form: Form, source: Size, chosen: Box | None = None) -> list[Size]:
    """Return the sizes in which a form is cut from the part of a picture that was chosen."""
    return sizes(form, pixels_of(chosen, source) if chosen and form.cropped else source)


def pixels_of(part: Box, source: Size) -> Size:
    """Return the size of a part of a picture, in pixels."""
    left, top, right, bottom = part
    width, height = source
    return (max(1, round((right - left) * width)), max(1, round((bottom - top) * height)))


def _fitted(form: Form, source: Size) -> Size:
    width, height = source
    scale = min(1.0, form.width / width, form.height / height)
    return (max(1, round(width * scale)), max(1, round(height * scale)))


def _is_inside(size: Size, source: Size) -> bool:
    return size[0] <= source[0] and size[1] <= source[1]


def _largest_crop(form: Form, source: Size) -> tuple[float, float]:
    width, height = source
    if width * form.height > height * form.width:
        return (height * form.width / form.height, height)
    else:
        return (width, width * form.height / form.width)


def _span(length: float, centre: float) -> tuple[float, float]:
    start = min(max(centre - length / 2, 0.0), 1.0 - length)
    return (start, start + length)
