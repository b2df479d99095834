"""Crops cut anew, files replaced, and addresses that go on answering."""

from collections.abc import Callable

import pytest
from flask import Flask
from PIL import Image
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actions.media import add_picture
from app.files.reasons import Reason
from app.images.cut import cut
from app.images.forms import CARD, FULL, THUMBNAIL, Box
from app.models import LogEntry, Media, MediaCrop, MediaForm
from app.queries.media import file_named
from app.refused_files import UploadRefused
from app.rules.quotas import Place
from app.storage import Storage
from app.uploads import cut_part, recut, replace
from tests import files_sent as made
from tests.factories import NOW
from tests.uploads.conftest import Take, stored
from tests.web.tile_pictures_kit import gif

RED, BLUE = (254, 0, 0), (0, 0, 254)


def names(session: Session, media: Media) -> list[str]:
    """Return the names of the forms of a picture."""
    return sorted(session.scalars(select(MediaForm.name).where(MediaForm.media_id == media.id)))


def middle(image: Image.Image) -> object:
    """Return the colour in the middle of a picture."""
    return pytest.approx(image.getpixel((image.width // 2, image.height // 2)), abs=14)


@pytest.fixture
def again(app: Flask, session: Session) -> Callable[..., None]:
    """Cut a picture anew and commit."""

    def again(
        media: Media, chosen: dict[str, Box], focal: tuple[float, float] = (0.5, 0.5)
    ) -> None:
        recut(media, chosen, focal, actor_id=None, now=NOW)
        session.commit()

    return again


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
    entry = session.scalars(select(LogEntry).order_by(LogEntry.id.desc())).first()
    assert entry is not None
    assert (entry.action, entry.subject_id) == ("crop", photo.id)


def test_crops_follow_the_focal_point_unless_chosen(
    session: Session, storage: Storage, take: Take, again: Callable[..., None]
) -> None:
    photo = take(made.halves((1400, 400)), "photo.jpg", Place.IMAGES)
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
    cuts = cut(made.halves((1400, 400)), [CARD, THUMBNAIL, FULL])
    photo = add_picture(
        session, storage, cuts, now=NOW, size=(1400, 400), title="Cross", filename="cross.jpg"
    )
    session.commit()
    again(photo, {"card": (0.5, 0.0, 1.0, 1.0)})
    assert middle(stored(session, storage, photo, "card-680.jpg")) == BLUE
    assert not [name for name in names(session, photo) if name.startswith(("hero", "master"))]


def test_what_moves_follows_the_crop_of_its_still(
    app: Flask, session: Session, take: Take, again: Callable[..., None]
) -> None:
    media = take(gif(), "danse.gif", Place.IMAGES)
    cut_part(media, None)
    before = session.get_one(MediaForm, (media.id, "hero-moving-700.webp")).stored_name
    again(media, {"card": (0.0, 0.0, 0.5, 0.5)})
    assert session.get_one(MediaForm, (media.id, "hero-moving-700.webp")).stored_name == before
    again(media, {"hero": (0.0, 0.0, 0.5, 0.5)})
    assert [name for name in names(session, media) if name.startswith("hero-moving")] == [
        "hero-moving-350.webp"
    ]


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
    journal = session.scalars(select(LogEntry.action).order_by(LogEntry.id))
    assert journal.all() == ["add", "replace"]


def test_a_refused_file_replaces_nothing(app: Flask, session: Session, photo: Media) -> None:
    before = names(session, photo)
    refused = (
        (made.pdf(), Reason.UNSUPPORTED),
        (made.picture()[:200], Reason.BROKEN),
        (b"", Reason.EMPTY),
    )
    for data, reason in refused:
        with app.test_request_context(), pytest.raises(UploadRefused) as refusal:
            replace(photo, made.sent(data, "photo.jpg"), actor_id=None, now=NOW)
        assert refusal.value.reason is reason
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
