"""Pictures: what is kept of them, and what is not."""

import io

import pillow_heif
import pytest
from PIL import ExifTags, Image
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Media, MediaForm, MediaKind
from app.queries.media import file_named
from app.rules.quotas import Place
from app.storage import Storage
from tests import files_sent as made
from tests.uploads.conftest import Take, stored


def test_a_picture_keeps_a_master_beside_its_forms(
    session: Session, storage: Storage, photo: Media
) -> None:
    assert (photo.width, photo.height) == (1400, 800)
    master = stored(session, storage, photo, "master-1400.jpg")
    assert (master.format, master.size) == ("JPEG", (1400, 800))
    largest = {
        session.get_one(MediaForm, (photo.id, f"full-1400.{end}")).size for end in ("avif", "jpg")
    }
    assert photo.size in largest
    for name in ("master-1400.jpg", "master-1.jpg", "master-1400.avif"):
        assert file_named(session, select(Media), photo.id, name) is None, "it has no address"


def test_a_phones_picture_in_heic_is_taken_upright_and_clean(
    session: Session, storage: Storage, take: Take
) -> None:
    image = Image.new("RGB", (800, 600), "red")
    image.paste("blue", (0, 300, 800, 600))
    exif = Image.Exif()
    exif[ExifTags.Base.Make] = "SECRET-MAKE"
    exif[ExifTags.Base.Orientation] = 6
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSMapDatum] = "SECRET-PLACE"
    target = io.BytesIO()
    pillow_heif.from_pillow(image).save(target, exif=exif.tobytes(), quality=50)
    assert b"SECRET" in target.getvalue()
    photo = take(target.getvalue(), "IMG_2034.HEIC", Place.IMAGES)
    assert (photo.kind, photo.filename) == (MediaKind.PICTURE, "IMG_2034.jpg")
    assert (photo.width, photo.height) == (600, 800)
    left = stored(session, storage, photo, "full-600.jpg").getpixel((100, 400))
    assert left == pytest.approx((0, 0, 254), abs=20)
    check_nothing_hidden(session, storage, photo, 11)


@pytest.mark.parametrize(("place", "forms"), [(Place.IMAGES, 13), (Place.ATTACHMENTS, 0)])
def test_nothing_hidden_is_kept(
    session: Session, storage: Storage, take: Take, place: Place, forms: int
) -> None:
    """Neither the place and the camera of a photograph, nor what stands behind its end."""
    exif = Image.Exif()
    exif[ExifTags.Base.Make] = "SECRET-MAKE"
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSMapDatum] = "SECRET-PLACE"
    data = made.halves((900, 600), exif=exif, comment="SECRET", xmp=b"<x>SECRET</x>")
    photo = take(data + b"<?php SECRET ?>", "photo.jpg", place)
    check_nothing_hidden(session, storage, photo, forms)


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (made.picture("GIF", (40, 30)) + b"*/=1;alert('SECRET')//", "photo.gif"),
        (made.picture("JPEG", (40, 30), comment="<?php SECRET ?>"), "photo.php"),
        (made.picture("PNG", (40, 30)) + made.archive({"SECRET.js": b"alert()"}), "photo.zip"),
    ],
)
def test_of_a_polyglot_only_the_picture_is_kept(
    session: Session, storage: Storage, take: Take, data: bytes, name: str
) -> None:
    media = take(data, name, Place.ATTACHMENTS)
    assert media.filename == "photo.jpg"
    check_nothing_hidden(session, storage, media, 0)


def check_nothing_hidden(session: Session, storage: Storage, media: Media, forms: int) -> None:
    """Check all that is stored of a picture."""
    kept = list(
        session.scalars(select(MediaForm.stored_name).where(MediaForm.media_id == media.id))
    )
    assert len(kept) == forms
    for name in [*kept, *([media.stored_name] if media.stored_name else [])]:
        data = storage.path(name).read_bytes()
        assert b"SECRET" not in data
        image = Image.open(io.BytesIO(data))
        assert not image.getexif()
        assert not {"exif", "xmp", "comment", "icc_profile"} & set(image.info)


def test_an_attached_picture_is_one_jpeg_to_take_away(take: Take, storage: Storage) -> None:
    media = take(made.halves((4300, 40), "PNG"), "affiche.png", Place.ATTACHMENTS)
    assert (media.kind, media.filename, media.mime_type) == (
        MediaKind.DOCUMENT,
        "affiche.jpg",
        "image/jpeg",
    )
    kept = io.BytesIO(storage.path(media.stored_name or "").read_bytes())
    assert Image.open(kept).size == (4200, 39), "no larger than crops need"
    assert (media.width, media.height) == (4200, 39)
