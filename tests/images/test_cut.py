"""What comes out of a cut: exact sizes, both formats, upright, opaque, without metadata."""

import struct
import zlib
from io import BytesIO

import pytest
from PIL import ExifTags, Image, ImageCms, PngImagePlugin

from app.files.reasons import FileRefused, Reason
from app.images.cut import cut
from app.images.forms import CARD, FORMS, FULL, HERO, THUMBNAIL
from app.images.made import Format

WHITE, RED, BLUE = (255, 255, 255), (254, 0, 0), (0, 0, 254)


def file(image, file_format="PNG", **options):
    target = BytesIO()
    image.save(target, file_format, **options)
    return target.getvalue()


def halves(size):
    image = Image.new("RGB", size, "red")
    image.paste("blue", (size[0] // 2, 0, *size))
    return image


def opened(made):
    image = Image.open(BytesIO(made.data))
    image.load()
    return image


def pixel(made, x, y):
    """Return the colour at fractions of the width and the height."""
    image = opened(made)
    return image.getpixel((int(x * (image.width - 1)), int(y * (image.height - 1))))


def near(colour):
    return pytest.approx(colour, abs=14)


def refusal(source, **arguments):
    with pytest.raises(FileRefused) as refused:
        cut(source, **arguments)
    return refused.value.reason


def test_a_large_picture_gives_every_form_in_both_formats():
    made = cut(file(halves((4200, 2800)), "JPEG"))
    assert [one.name for one in made if one.format is Format.AVIF] == [
        "hero-2100.avif",
        "hero-narrow-1200.avif",
        "hero-narrow-2400.avif",
        "card-680.avif",
        "card-1360.avif",
        "thumbnail-340.avif",
        "thumbnail-680.avif",
        "full-1600.avif",
    ]
    for one in made:
        image = opened(one)
        assert image.size == (one.width, one.height)
        assert image.mode == "RGB"
        assert image.format == ("AVIF" if one.format is Format.AVIF else "JPEG")
        assert one.format.mime_type == image.get_format_mimetype()


def test_a_card_is_exactly_680_by_383():
    made = cut(file(halves((1000, 1000))), [CARD])
    assert {opened(one).size for one in made} == {(680, 383)}


def test_no_form_gives_no_cut():
    assert cut(file(halves((10, 10))), []) == []


def test_jpegs_are_progressive():
    made = cut(file(halves((700, 400))), [CARD])
    assert opened(made[1]).info["progressive"]


@pytest.mark.parametrize(("focal", "colour"), [((0.0, 0.5), RED), ((1.0, 0.5), BLUE)])
def test_the_focal_point_stays_in_the_picture(focal, colour):
    for one in cut(file(halves((3000, 400))), [CARD], focal):
        assert pixel(one, 0.5, 0.5) == near(colour)


@pytest.mark.parametrize("size", [(3000, 2000), (1001, 1000)])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photograph_stands_upright_whatever_its_orientation(orientation, size):
    upright = Image.new("RGB", size, "red")
    upright.paste("blue", (0, 0, size[0] // 2, size[1] // 2))
    undo = {
        1: None,
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }[orientation]
    stored = upright if undo is None else upright.transpose(undo)
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    for one in cut(file(stored, "JPEG", exif=exif), [FULL]):
        assert (one.width > one.height) is True
        assert pixel(one, 0.2, 0.2) == near(BLUE)
        assert [pixel(one, x, y) for x, y in ((0.8, 0.2), (0.2, 0.8), (0.8, 0.8))] == [
            near(RED)
        ] * 3


def test_nothing_hidden_in_a_file_survives():
    exif = Image.Exif()
    exif[ExifTags.Base.Make] = "SECRET-MAKE"
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSMapDatum] = "SECRET-PLACE"
    photograph = file(
        halves((800, 600)), "JPEG", exif=exif, comment="SECRET-COMMENT", xmp=b"<x>SECRET-XMP</x>"
    )
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Author", "SECRET-AUTHOR")
    notes.add_text("Long", "SECRET-LONG", zip=True)
    drawing = file(halves((800, 600)), "PNG", pnginfo=notes)
    for source in (photograph, photograph + b"<?php SECRET", drawing + b"PK\x03\x04SECRET"):
        for one in cut(source):
            assert b"SECRET" not in one.data
            image = opened(one)
            assert not image.getexif()
            assert not {"exif", "xmp", "comment", "icc_profile", "dpi"} & set(image.info)


@pytest.mark.parametrize(
    ("image", "options"),
    [
        (Image.new("RGBA", (800, 600), (0, 0, 0, 0)), {}),
        (Image.new("LA", (800, 600), (0, 0)), {}),
        (Image.new("P", (800, 600), 0), {"transparency": 0}),
        (Image.new("P", (800, 600), 0), {"transparency": b"\x00\x80"}),
        (Image.new("RGB", (800, 600), (1, 2, 3)), {"transparency": (1, 2, 3)}),
        (Image.new("L", (800, 600), 7), {"transparency": 7}),
        (Image.new("1", (800, 600), 1), {}),
        (Image.new("I;16", (800, 600), 65_535), {}),
    ],
    ids=["RGBA", "LA", "P", "P-partly", "RGB-key", "L-key", "1", "I;16"],
)
def test_what_is_transparent_becomes_white(image, options):
    for one in cut(file(image, **options), [CARD]):
        assert pixel(one, 0.5, 0.5) == near(WHITE)


def test_what_is_half_transparent_is_half_white():
    source = file(Image.new("RGBA", (800, 600), (0, 0, 0, 128)))
    assert all(pixel(one, 0.5, 0.5) == near((127, 127, 127)) for one in cut(source, [CARD]))


def test_sixteen_bit_greys_keep_their_shade():
    source = file(Image.new("I;16", (800, 600), 100 * 256))
    assert all(pixel(one, 0.5, 0.5) == near((100, 100, 100)) for one in cut(source, [CARD]))


def test_a_printed_picture_in_four_colours_is_shown_in_three():
    source = file(Image.new("CMYK", (800, 600), (0, 255, 255, 0)), "JPEG")
    assert all(pixel(one, 0.5, 0.5) == near(RED) for one in cut(source, [CARD]))


def test_a_colour_profile_is_applied_before_it_is_dropped():
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    swapped = srgb.replace(b"rXYZ", b"-XYZ").replace(b"bXYZ", b"rXYZ").replace(b"-XYZ", b"bXYZ")
    source = file(Image.new("RGB", (800, 600), "red"), icc_profile=swapped)
    assert all(pixel(one, 0.5, 0.5) == near(BLUE) for one in cut(source, [CARD]))


@pytest.mark.parametrize("profile", [b"not a profile", b"\x00" * 200])
def test_a_wrong_colour_profile_is_ignored(profile):
    source = file(Image.new("RGB", (800, 600), (120, 60, 200)), icc_profile=profile)
    assert all(pixel(one, 0.5, 0.5) == near((120, 60, 200)) for one in cut(source, [CARD]))


def test_the_first_picture_of_an_animation_is_shown():
    frames = [Image.new("RGB", (800, 600), colour) for colour in ("red", "blue", "lime")]
    source = file(frames[0], "GIF", save_all=True, append_images=frames[1:], duration=50)
    assert all(pixel(one, 0.5, 0.5) == near(RED) for one in cut(source, [CARD]))


def test_a_photograph_larger_than_needed_is_cut_from_a_smaller_reading_of_it():
    made = cut(file(halves((6000, 4000)), "JPEG"), [THUMBNAIL])
    assert {(one.width, one.height) for one in made} == {(340, 191), (680, 382)}
    assert pixel(made[1], 0.25, 0.5) == near(RED)
    assert pixel(made[1], 0.75, 0.5) == near(BLUE)


def test_one_pixel_is_a_picture():
    made = cut(file(Image.new("RGB", (1, 1), "red")))
    assert {(one.form, one.width, one.height) for one in made} == {(name, 1, 1) for name in FORMS}


@pytest.mark.parametrize(
    "source",
    [
        b"",
        b"hello",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"MZ\x90\x00",
        file(halves((20, 20)), "BMP"),
        file(halves((20, 20)), "TIFF"),
        file(halves((20, 20)), "WEBP"),
        file(halves((20, 20)), "EPS"),
    ],
    ids=["empty", "text", "svg", "exe", "bmp", "tiff", "webp", "eps"],
)
def test_other_files_are_refused(source):
    assert refusal(source) is Reason.UNSUPPORTED


@pytest.mark.parametrize("file_format", ["JPEG", "PNG", "GIF"])
def test_a_file_cut_short_is_refused(file_format):
    source = file(Image.effect_noise((600, 600), 50), file_format)
    assert refusal(source[: len(source) // 2]) is Reason.BROKEN


def bomb(width, height):
    """Return a PNG that announces a size and holds one short row."""

    def chunk(kind, data):
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0))
    return (
        b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0" * 9)) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("size", [(7_072, 7_072), (20_000, 20_000), (60_000, 60_000)])
def test_a_picture_of_too_many_pixels_is_refused_unread(size):
    assert refusal(bomb(*size)) is Reason.TOO_MANY_PIXELS


@pytest.mark.parametrize("form", [HERO, CARD], ids=lambda form: form.name)
def test_a_small_picture_is_not_enlarged(form):
    for one in cut(file(halves((300, 300))), [form]):
        assert one.width == 300
        assert one.height == int(300 * form.height / form.width)
