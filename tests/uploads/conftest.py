"""Taking files on an empty site."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models import Media
from app.refused_files import UploadRefused
from app.rules.quotas import Place
from app.storage import Storage
from app.uploads import take_upload
from tests.factories import NOW
from tests.files_sent import sent

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

    def refusal(data: bytes, name: str, place: Place = Place.ATTACHMENTS) -> UploadRefused:
        with app.test_request_context(), pytest.raises(UploadRefused) as refused:
            take_upload(sent(data, name), place, owner_id=None, now=NOW)
        return refused.value

    yield refusal
    assert session.scalar(select(func.count()).select_from(Media)) == 0
    assert set(storage.names()) == before
    assert list(storage.aside().iterdir()) == []
