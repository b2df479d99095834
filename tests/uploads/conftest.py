"""Taking files on an empty site."""

import io
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from PIL import Image
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models import Media, MediaForm
from app.refused_files import UploadRefused
from app.rules.quotas import Place
from app.storage import Storage
from app.uploads import take_upload
from tests.factories import NOW
from tests.files_sent import halves, sent

Take = Callable[..., Media]
Refusal = Callable[..., UploadRefused]


@pytest.fixture
def storage(app: Flask) -> Storage:
    """Where the files of this test are."""
    storage: Storage = app.extensions["storage"]
    return storage


@pytest.fixture
def take(app: Flask, session: Session) -> Take:
    """Take a file into a place and commit."""

    def take(data: bytes, name: str, place: Place = Place.ATTACHMENTS) -> Media:
        with app.test_request_context():
            media = take_upload(sent(data, name), place, owner_id=None, now=NOW)
            session.commit()
            return media

    return take


@pytest.fixture
def refusal(app: Flask, session: Session, storage: Storage) -> Iterator[Refusal]:
    """Return why a file is refused; no refusal leaves a row, or a file."""
    before = set(storage.names())
    aside = set(storage.aside().iterdir())

    def refusal(data: bytes, name: str, place: Place = Place.ATTACHMENTS) -> UploadRefused:
        with app.test_request_context(), pytest.raises(UploadRefused) as refused:
            take_upload(sent(data, name), place, owner_id=None, now=NOW)
        return refused.value

    yield refusal
    assert session.scalar(select(func.count()).select_from(Media)) == 0
    assert set(storage.names()) == before
    assert set(storage.aside().iterdir()) == aside


@pytest.fixture
def photo(take: Take) -> Media:
    """A picture of which every form exists."""
    return take(halves(), "photo.jpg", Place.IMAGES)


def stored(session: Session, storage: Storage, media: Media, name: str) -> Image.Image:
    """Return a form of a picture as it is stored, none but that of this very name."""
    form = session.get_one(MediaForm, (media.id, name))
    return Image.open(io.BytesIO(storage.path(form.stored_name).read_bytes()))


def pytest_make_parametrize_id(val: object) -> str | None:
    """Name a content by its length: its bytes hold moments, which differ between processes."""
    return f"{len(val)} bytes" if isinstance(val, bytes) else None
