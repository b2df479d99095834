"""Cuts a picture to its forms: re-encoded, upright, in sRGB, on white, without metadata."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from io import BytesIO
from math import ceil

from PIL import ExifTags, Image, ImageCms, ImageOps, UnidentifiedImageError

from app.files.reasons import FileRefused, Reason
from app.images.forms import FORMS, Box, Form, Point, Size, part_of, sizes, sizes_of_part
from app.images.frames import has_more_frames
from app.images.made import MAX_PIXELS, MOST_FRAMES, Cut, Format

MOST_READ_WHOLE = 30_000_000
"""Pixels above which a JPEG is read at a smaller scale where no form that pages show loses."""

ACCEPTED = frozenset({"JPEG", "PNG", "GIF", "HEIF"})
"""Pillow's names of the formats read, recognised by their content; HEIF in the helper alone."""

MASTER_QUALITY = 90
_CENTRE = (0.5, 0.5)
_NOTHING: Mapping[str, Box] = {}
_SRGB = ImageCms.createProfile("sRGB")

Image.MAX_IMAGE_PIXELS = MAX_PIXELS


STILL = (Format.AVIF, Format.JPEG)


def cut(
    source: bytes,
    forms: Iterable[Form] = FORMS.values(),
    focal: Point = _CENTRE,
    chosen: Mapping[str, Box] = _NOTHING,
) -> list[Cut]:
    """Return the picture in every size of the forms, each in AVIF and JPEG, the master in JPEG.

    A crop shows what is `chosen` for its form, or stands as near to `focal` (fractions of width and
    height, from 0 to 1) as it can; of an animation the first frame is taken. Raises FileRefused.
    Files that people send go through `process.cut_in_process`, which bounds the memory and the time
    that they take.
    """
    forms = tuple(forms)
    image, full_size = _decoded(source, forms, chosen)
    profile = image.info.get("icc_profile")
    image = opaque(image)
    return [
        Cut(form.name, file_format, *size, _encoded(piece, file_format, form), full_size)
        for form in forms
        for size in (
            sizes_of_part(form, full_size, chosen.get(form.name))
            if form.shown
            else sizes(form, image.size)
        )
        for piece in [
            _piece(image, part_of(form, full_size, focal, chosen.get(form.name)), size, profile)
        ]
        for file_format in (STILL if form.shown else [Format.JPEG])
    ]


def _decoded(
    source: bytes, forms: tuple[Form, ...], chosen: Mapping[str, Box]
) -> tuple[Image.Image, Size]:
    """Return the upright picture, perhaps read at a smaller scale, and the size of the original."""
    try:
        image = _opened(source)
        is_turned = image.getexif().get(ExifTags.Base.Orientation, 1) in range(5, 9)
        full_size = image.size[::-1] if is_turned else image.size
        scale = _scale_needed(forms, full_size, chosen)
        image.draft(None, (ceil(image.width * scale), ceil(image.height * scale)))
        ImageOps.exif_transpose(image, in_place=True)
    except (FileRefused, MemoryError):
        raise
    except Exception as error:  # a decoder fed with a broken file raises anything
        raise FileRefused(Reason.BROKEN) from error
    return image, full_size


def _opened(source: bytes) -> Image.Image:
    Image.preinit()
    try:
        image = Image.open(BytesIO(source), formats=sorted(ACCEPTED & Image.OPEN.keys()))
    except UnidentifiedImageError as error:
        raise FileRefused(Reason.UNSUPPORTED) from error
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise FileRefused(Reason.TOO_MANY_PIXELS) from error
    if image.width * image.height > MAX_PIXELS:
        raise FileRefused(Reason.TOO_MANY_PIXELS)
    if image.format == "GIF" and has_more_frames(source, MOST_FRAMES):
        raise FileRefused(Reason.TOO_MANY_FRAMES)
    return image


def _scale_needed(forms: tuple[Form, ...], source: Size, chosen: Mapping[str, Box]) -> float:
    """Return the scale, 1 at most, at which a JPEG may be read without loss for these forms.

    The master of a very large picture may be smaller than it could.
    """
    is_large = source[0] * source[1] > MOST_READ_WHOLE
    scales = (
        width / (source[0] * (right - left))
        for form in forms
        if form.shown or not is_large
        for left, _, right, _ in [part_of(form, source, _CENTRE, chosen.get(form.name))]
        for width, _ in sizes_of_part(form, source, chosen.get(form.name))
    )
    return min(1.0, max(scales, default=1.0))


def opaque(image: Image.Image) -> Image.Image:
    """Return the picture on white, in a mode that resizes well: grey, RGB or CMYK."""
    if image.mode.startswith("I"):
        return image.point(lambda value: value / 256).convert("L")
    elif image.has_transparency_data:
        layer = image if image.mode == "RGBA" else image.convert("RGBA")
        paper = Image.new("RGB", image.size, "white")
        paper.paste(layer, mask=layer)
        return paper
    else:
        return image if image.mode in ("L", "RGB", "CMYK") else image.convert("RGB")


def _piece(image: Image.Image, part: Box, size: Size, profile: bytes | None) -> Image.Image:
    width, height = image.size
    box = (part[0] * width, part[1] * height, part[2] * width, part[3] * height)
    piece = image.resize(size, Image.Resampling.LANCZOS, box=box, reducing_gap=3.0)
    piece = _in_srgb(piece, profile)
    piece.info.clear()
    return piece


def _in_srgb(piece: Image.Image, profile: bytes | None) -> Image.Image:
    """Return the picture in the colours that every screen shows; a wrong profile is ignored."""
    if profile:
        with suppress(ImageCms.PyCMSError, OSError, ValueError):
            colours = ImageCms.ImageCmsProfile(BytesIO(profile))
            converted = ImageCms.profileToProfile(piece, colours, _SRGB, outputMode="RGB")
            if converted is not None:
                return converted
    return piece.convert("RGB")


def _encoded(piece: Image.Image, file_format: Format, form: Form) -> bytes:
    file = BytesIO()
    if file_format is Format.AVIF:
        try:
            piece.save(file, "AVIF", quality=55, speed=8, max_threads=1)
        except RuntimeError as error:  # what the encoder says when memory is short
            raise FileRefused(Reason.TOO_HEAVY) from error
    else:
        quality = 82 if form.shown else MASTER_QUALITY
        piece.save(file, "JPEG", quality=quality, progressive=True, optimize=True)
    return file.getvalue()
