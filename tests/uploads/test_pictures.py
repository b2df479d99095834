"""Pictures: what is kept of them, crops cut anew, and addresses that go on answering."""

import io
from collections.abc import Callable

import pillow_heif
import pytest
from flask import Flask
from PIL import ExifTags, Image
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actions.media import add_picture
from app.files.reasons import Reason
from app.images.cut import cut
from app.images.forms import CARD, FULL, THUMBNAIL, Box
from app.models import LogEntry, Media, MediaCrop, MediaForm, MediaKind
from app.queries.media import file_named
from app.refused_files import UploadRefused
from app.rules.quotas import Place
from app.storage import Storage
from app.uploads import recut, replace
from tests import files_sent as made
from tests.factories import NOW
from tests.uploads.conftest import Take

RED, BLUE, WHITE = (254, 0, 0), (0, 0, 254), (255, 255, 255)


def halves(size: tuple[int, int] = (1400, 800), file_format: str = "JPEG", **options) -> bytes:
    """Return a picture that is red at the left and blue at the right."""
    image = Image.new("RGB", size, "red")
    image.paste("blue", (size[0] // 2, 0, *size))
    target = io.BytesIO()
    image.save(target, file_format, **options)
    return target.getvalue()


def names(session: Session, media: Media) -> list[str]:
    """Return the names of the forms of a picture."""
    return sorted(session.scalars(select(MediaForm.name).where(MediaForm.media_id == media.id)))


def stored(session: Session, storage: Storage, media: Media, name: str) -> Image.Image:
    """Return a form of a picture as it is stored, none but that of this very name."""
    form = session.get_one(MediaForm, (media.id, name))
    return Image.open(io.BytesIO(storage.path(form.stored_name).read_bytes()))


def middle(image: Image.Image) -> object:
    """Return the colour in the middle of a picture."""
    return pytest.approx(image.getpixel((image.width // 2, image.height // 2)), abs=14)


@pytest.fixture
def photo(take: Take) -> Media:
    """A picture of which every form exists."""
    return take(halves(), "photo.jpg", Place.IMAGES)


@pytest.fixture
def again(app: Flask, session: Session) -> Callable[..., None]:
    """Cut a picture anew and commit."""

    def again(
        media: Media, chosen: dict[str, Box], focal: tuple[float, float] = (0.5, 0.5)
    ) -> None:
        recut(media, chosen, focal, actor_id=None, now=NOW)
        session.commit()

    return again


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


@pytest.mark.parametrize("name", ["master-1400.jpg", "master-1.jpg", "master-1400.avif"])
def test_no_address_reaches_a_master(session: Session, photo: Media, name: str) -> None:
    assert file_named(session, select(Media), photo.id, name) is None


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
    assert (photo.width, photo.height) in {(600, 800), (800, 600)}
    check_nothing_hidden(session, storage, photo)


@pytest.mark.parametrize("place", [Place.IMAGES, Place.ATTACHMENTS])
def test_nothing_hidden_is_kept(
    session: Session, storage: Storage, take: Take, place: Place
) -> None:
    """Neither the place and the camera of a photograph, nor what stands behind its end."""
    exif = Image.Exif()
    exif[ExifTags.Base.Make] = "SECRET-MAKE"
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSMapDatum] = "SECRET-PLACE"
    data = halves((900, 600), exif=exif, comment="SECRET", xmp=b"<x>SECRET</x>")
    photo = take(data + b"<?php SECRET ?>", "photo.jpg", place)
    check_nothing_hidden(session, storage, photo)


def check_nothing_hidden(session: Session, storage: Storage, media: Media) -> None:
    """Check all that is stored of a picture."""
    kept = list(
        session.scalars(select(MediaForm.stored_name).where(MediaForm.media_id == media.id))
    )
    assert len(kept) == (0 if media.stored_name else 13)
    for name in [*kept, *([media.stored_name] if media.stored_name else [])]:
        data = storage.path(name).read_bytes()
        assert b"SECRET" not in data
        image = Image.open(io.BytesIO(data))
        assert not image.getexif()
        assert not {"exif", "xmp", "comment", "icc_profile"} & set(image.info)


def test_an_attached_picture_is_one_jpeg_to_take_away(take: Take, storage: Storage) -> None:
    media = take(halves((5000, 3000), "PNG"), "affiche.png", Place.ATTACHMENTS)
    assert (media.kind, media.filename, media.mime_type) == (
        MediaKind.DOCUMENT,
        "affiche.jpg",
        "image/jpeg",
    )
    assert Image.open(io.BytesIO(storage.path(media.stored_name or "").read_bytes())).size == (
        4200,
        2520,
    )
    assert (media.width, media.height) == (4200, 2520)


def test_a_crop_shows_what_was_chosen(
    session: Session, storage: Storage, photo: Media, again: Callable[..., None]
) -> None:
    before = session.get_one(MediaForm, (photo.id, "card-680.jpg")).stored_name
    hero = session.get_one(MediaForm, (photo.id, "hero-1400.jpg")).stored_name
    again(photo, {"card": (0.5, 0.5, 1.0, 1.0)})
    assert middle(stored(session, storage, photo, "card-680.jpg")) == BLUE
    assert stored(session, storage, photo, "card-680.avif").size == (680, 383)
    assert session.get_one(MediaForm, (photo.id, "card-680.jpg")).stored_name != before
    assert session.get_one(MediaForm, (photo.id, "hero-1400.jpg")).stored_name == hero
    crop = session.get_one(MediaCrop, (photo.id, "card"))
    assert (crop.left_edge, crop.top_edge, crop.right_edge, crop.bottom_edge) == (0.5, 0.5, 1, 1)
    entry = session.scalars(select(LogEntry).where(LogEntry.subject == "media")).one()
    assert (entry.action, entry.subject_id) == ("crop", photo.id)


def test_crops_follow_the_focal_point_unless_chosen(
    session: Session, storage: Storage, take: Take, again: Callable[..., None]
) -> None:
    photo = take(halves((1400, 400)), "photo.jpg", Place.IMAGES)
    again(photo, {"card": (0.5, 0.0, 1.0, 1.0)}, (0.0, 0.5))
    assert middle(stored(session, storage, photo, "card-680.jpg")) == BLUE
    assert middle(stored(session, storage, photo, "thumbnail-340.jpg")) == RED
    assert (photo.focal_x, photo.focal_y) == (0.0, 0.5)
    again(photo, {}, (1.0, 0.5))
    assert middle(stored(session, storage, photo, "thumbnail-340.jpg")) == BLUE
    assert session.scalars(select(MediaCrop)).all() == []


def test_a_picture_without_master_is_cut_from_its_whole_form(
    session: Session, storage: Storage, again: Callable[..., None]
) -> None:
    cuts = cut(halves((1400, 400)), [CARD, THUMBNAIL, FULL])
    photo = add_picture(
        session, storage, cuts, now=NOW, size=(1400, 400), title="Cross", filename="cross.jpg"
    )
    session.commit()
    again(photo, {"card": (0.5, 0.0, 1.0, 1.0)})
    assert middle(stored(session, storage, photo, "card-680.jpg")) == BLUE
    assert not [name for name in names(session, photo) if name.startswith(("hero", "master"))]


def test_an_old_address_answers_with_the_nearest_size(
    session: Session, photo: Media, again: Callable[..., None]
) -> None:
    again(photo, {"card": (0.0, 0.0, 0.1, 0.1)})

    def answer(name: str) -> str | None:
        found = file_named(session, select(Media), photo.id, name)
        return found[1].name if found and found[1] else None

    assert answer("card-680.jpg") == answer("card-1360.jpg") == "card-140.jpg"
    assert answer("card-680.avif") == "card-140.avif"
    assert answer("thumbnail-341.jpg") == "thumbnail-340.jpg"
    assert answer("thumbnail-600.jpg") == "thumbnail-680.jpg"
    assert answer("hero-narrow-9.jpg") == "hero-narrow-1200.jpg"
    assert answer("photo.jpg") == "full-1400.jpg"
    for wrong in (
        "card-0680.jpg",
        "card-680.png",
        "card",
        "poster-680.jpg",
        "photo.png",
        "card-.jpg",
    ):
        assert answer(wrong) is None


def test_a_file_is_replaced_under_its_address(app: Flask, session: Session, photo: Media) -> None:
    photo.alt, photo.credit, photo.focal_x = "La cour", "Camille Dupré", 0.2
    session.commit()
    digest = photo.digest
    replace(photo, made.sent(made.picture("PNG", (500, 400)), "autre.png"), actor_id=None, now=NOW)
    session.commit()
    assert (photo.width, photo.height, photo.alt, photo.credit) == (
        500,
        400,
        "La cour",
        "Camille Dupré",
    )
    assert photo.filename == "photo.jpg"
    assert (photo.focal_x, photo.digest == digest) == (0.5, False)
    found = file_named(session, select(Media), photo.id, "full-1600.jpg")
    assert found is not None
    assert found[1] is not None
    assert found[1].name == "full-500.jpg"
    assert session.scalars(select(LogEntry.action)).all() == ["replace"]


@pytest.mark.parametrize(
    ("data", "name", "reason"),
    [
        (made.pdf(), "photo.jpg", Reason.UNSUPPORTED),
        (made.picture()[:200], "photo.jpg", Reason.BROKEN),
        (b"", "photo.jpg", Reason.EMPTY),
    ],
)
def test_a_refused_file_replaces_nothing(
    app: Flask, session: Session, photo: Media, data: bytes, name: str, reason: Reason
) -> None:
    before = names(session, photo)
    with app.test_request_context(), pytest.raises(UploadRefused) as refused:
        replace(photo, made.sent(data, name), actor_id=None, now=NOW)
    assert refused.value.reason is reason
    assert names(session, photo) == before


def test_a_document_is_replaced_by_the_same_type(
    app: Flask, session: Session, storage: Storage, take: Take
) -> None:
    media = take(made.pdf(1), "menu.pdf")
    with app.test_request_context(), pytest.raises(UploadRefused) as refused:
        replace(media, made.sent(made.office(), "menu.docx"), actor_id=None, now=NOW)
    assert refused.value.reason is Reason.OTHER_KIND
    replace(media, made.sent(made.pdf(3), "autre.pdf"), actor_id=None, now=NOW)
    session.commit()
    assert (media.filename, media.pages) == ("menu.pdf", 3)
    assert storage.path(media.stored_name or "").read_bytes() == made.pdf(3)
