"""Where files are kept does not answer: pages are read, writers are told, nothing typed is lost."""

import os
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from lxml import html
from sqlalchemy import func, select

from app.bucket import Bucket
from app.models import Media, MediaUse, Setting, Slot
from app.rules.quotas import Place
from app.storage import BucketPlace, Storage
from app.uploads import take_upload
from tests.factories import NOW
from tests.files_sent import halves, sent
from tests.media_kit import addresses_of
from tests.visits import browser, saved
from tests.web.newsroom_kit import NEW, Desk, blank
from tests.web.reading_pages import words

pytestmark = pytest.mark.usefixtures("demo_day")
NOBODY = BucketPlace("http://127.0.0.1:9", "colleges", "key", "a secret of the store")
TOLD = "Le site ne peut pas enregistrer de fichier en ce moment."


@pytest.fixture(params=["bucket", "full disk"])
def away(
    app: Flask, request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """A store that does not answer, or a disk on which there is no room."""

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as change:
        if request.param == "bucket":
            change.setitem(app.extensions, "storage", Bucket(tmp_path / "files", NOBODY))
        else:
            change.setattr(os, "fsync", full)
        yield


def rows(app: Flask) -> int:
    with saved(app) as session:
        return session.scalar(select(func.count()).select_from(Media)) or 0


@pytest.mark.usefixtures("away")
@pytest.mark.parametrize("name", ["attachments-files", "illustration-file"])
def test_a_writer_is_told_and_keeps_the_text(app: Flask, desk: Desk, name: str) -> None:
    fields = blank(desk, "writer") | {"title": "Le cross", "body": "<p>Un long texte.</p>"}
    file = (BytesIO(halves()), "affiche.jpg")
    answer = desk.browsers["writer"].post(NEW, data=fields | {name: file})
    assert answer.status_code == 422
    page = html.fromstring(answer.text)
    assert TOLD in words(page)
    assert "Un long texte." in page.get_element_by_id("body").text
    assert rows(app) == 0


@pytest.mark.usefixtures("away")
def test_a_script_is_told_too(app: Flask, desk: Desk) -> None:
    answer = desk.browsers["writer"].post(
        "/publication/mediatheque/ajouter?place=gallery",
        data={"csrf_token": desk.token("writer"), "file": (BytesIO(halves()), "affiche.jpg")},
        headers={"Accept": "application/json"},
    )
    assert answer.status_code == 422
    assert answer.json is not None
    [refused] = answer.json["refused"]
    assert refused["words"].startswith(TOLD)


@pytest.fixture
def picture(app: Flask) -> str:
    """The address of a form of a picture that everybody may see."""
    with saved(app) as session, app.test_request_context():
        media = take_upload(sent(halves(), "photo.jpg"), Place.IMAGES, owner_id=None, now=NOW)
        session.merge(Setting(name="shown", value={}))
        session.flush()
        session.add(MediaUse(media_id=media.id, slot=Slot.ATTACHMENT, setting="shown"))
        return addresses_of(session, media)[0]


def test_pages_are_read_and_files_of_which_there_is_a_copy(
    app: Flask, picture: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here: Storage = app.extensions["storage"]
    for folder, status in ((here.root, 200), (tmp_path / "files", 503)):
        monkeypatch.setitem(app.extensions, "storage", Bucket(folder, NOBODY))
        answer = browser(app).get(picture)
        assert answer.status_code == status
        assert browser(app).get("/").status_code == 200
    assert answer.headers["Retry-After"] == "30"
    assert "Le site fait une courte pause" in answer.text
    assert "secret of the store" not in answer.text
