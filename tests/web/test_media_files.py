"""How files are sent: in parts, to be shown or to be saved, and what has no address."""

import pytest
from flask import Flask
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from app.models import Media, MediaUse, Setting, Slot
from app.rules.quotas import Place
from app.uploads import take_upload
from tests import files_sent as made
from tests.factories import NOW, make_person
from tests.visits import browser, signed_in

SOUND = made.MP3 + bytes(range(256)) * 40


def shown(session: Session, data: bytes, name: str, place: Place) -> Media:
    """Take a file and use it where everybody may read it."""
    media = take_upload(made.sent(data, name), place, owner_id=None, now=NOW)
    session.merge(Setting(name="shown", value={}))
    session.flush()
    session.add(MediaUse(media_id=media.id, slot=Slot.ATTACHMENT, setting="shown"))
    session.commit()
    return media


@pytest.fixture
def sound(app: Flask, session: Session) -> str:
    """The address of a sound."""
    return f"/medias/{shown(session, SOUND, 'chorale.mp3', Place.AUDIO).id}/chorale.mp3"


def part(app: Flask, address: str, wanted: str) -> TestResponse:
    """Ask for part of a file."""
    return browser(app).get(address, headers={"Range": wanted})


@pytest.mark.parametrize(
    ("wanted", "start", "end"),
    [
        ("bytes=0-0", 0, 1),
        ("bytes=100-199", 100, 200),
        ("bytes=-5", len(SOUND) - 5, len(SOUND)),
        ("bytes=5000-", 5000, len(SOUND)),
        ("bytes=0-999999999999999999999999", 0, len(SOUND)),
    ],
)
def test_a_player_asks_for_parts(app: Flask, sound: str, wanted: str, start: int, end: int) -> None:
    answer = part(app, sound, wanted)
    assert answer.status_code == 206
    assert answer.headers["Content-Range"] == f"bytes {start}-{end - 1}/{len(SOUND)}"
    assert answer.data == SOUND[start:end]
    assert answer.headers["Content-Type"] == "audio/mpeg"


@pytest.mark.parametrize(
    "wanted",
    [
        "bytes=" + ",".join("0-" for _ in range(500)),
        "bytes=" + ",".join(f"{number}-{number}" for number in range(500)),
        "bytes=0-1,5-9",
        "bytes=9-2",
        "bytes=99999999-",
        "bytes=99999999999999999999999999999999-",
        "bytes=-0",
        "bytes=a-b",
        "bytes=٣-٤",
        "octets=0-5",
        "bytes=",
        "=",
        "-" * 5000,
    ],
)
def test_no_range_gives_more_than_the_file(app: Flask, sound: str, wanted: str) -> None:
    answer = part(app, sound, wanted.encode().decode("latin-1"))
    assert answer.status_code in (200, 206, 416)
    assert len(answer.data) <= len(SOUND) or answer.status_code == 416
    assert len(answer.data) < 20_000


def test_a_file_says_that_it_has_parts(app: Flask, sound: str) -> None:
    answer = browser(app).get(sound)
    assert answer.headers["Accept-Ranges"] == "bytes"
    assert answer.headers["Content-Disposition"].startswith("inline")


@pytest.mark.parametrize(
    ("data", "name", "place", "kept"),
    [
        (made.pdf(1), "menu.pdf", Place.ATTACHMENTS, "menu.pdf"),
        (made.MP3, "dictée.mp3", Place.ATTACHMENTS, "dictée.mp3"),
        (made.picture("PNG", (40, 30)), "affiche.png", Place.ATTACHMENTS, "affiche.jpg"),
        (b"nom;classe\n", "liste.csv", Place.ATTACHMENTS, "liste.csv"),
        (made.picture("PNG", (40, 30)), "photo.png", Place.IMAGES, "photo.jpg"),
    ],
)
def test_what_is_attached_is_saved(
    app: Flask, session: Session, data: bytes, name: str, place: Place, kept: str
) -> None:
    media = shown(session, data, name, place)
    assert media.filename == kept
    answer = browser(app).get(f"/medias/{media.id}/{kept}")
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].startswith("attachment; filename")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_a_master_has_no_address(app: Flask, session: Session) -> None:
    """Not even for its owner: a part that was cut away stays away."""
    owner = make_person(session)
    media = shown(session, made.picture("JPEG", (40, 30)), "photo.jpg", Place.IMAGES)
    media.owner_id = owner.id
    owner_id, address = owner.id, f"/medias/{media.id}/"
    session.commit()
    for client in (browser(app), signed_in(app, owner_id)):
        assert client.get(address + "full-40.jpg").status_code == 200
        for name in ("master-40.jpg", "master-4200.jpg", "MASTER-40.jpg", "./master-40.jpg"):
            assert client.get(address + name).status_code in (404, 308)


def test_an_old_address_shows_the_nearest_size(app: Flask, session: Session) -> None:
    media = shown(session, made.picture("JPEG", (400, 300)), "photo.jpg", Place.IMAGES)
    answer = browser(app).get(f"/medias/{media.id}/full-1600.jpg")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "image/jpeg")
    assert answer.data == browser(app).get(f"/medias/{media.id}/full-400.jpg").data
