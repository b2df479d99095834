"""What is taken: told by its content, whatever its name says, with what is known of it."""

import hashlib
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from app.demo.texts import FILES
from app.files.judge import judge
from app.models import MediaKind
from app.rules.quotas import MO, Place
from app.storage import Storage
from app.uploads import take_upload
from tests import files_sent as made
from tests.factories import NOW, make_person
from tests.uploads.conftest import Refusal, Take


@pytest.mark.parametrize(
    ("data", "place", "kind", "extension", "mime_type"),
    [
        (made.picture("JPEG", (40, 30)), Place.IMAGES, "picture", "jpg", "image/jpeg"),
        (made.picture("PNG", (40, 30)), Place.IMAGES, "picture", "jpg", "image/jpeg"),
        (made.picture("GIF", (40, 30)), Place.IMAGES, "picture", "jpg", "image/jpeg"),
        (made.MP3, Place.AUDIO, "audio", "mp3", "audio/mpeg"),
        (b"ID3\4\0\0\0\0\0\x05hello" + made.MP3, Place.AUDIO, "audio", "mp3", "audio/mpeg"),
        (made.OGG, Place.AUDIO, "audio", "ogg", "audio/ogg"),
        (made.mp4(), Place.VIDEO, "video", "mp4", "video/mp4"),
        (made.WEBM, Place.VIDEO, "video", "webm", "video/webm"),
        (made.VTT, Place.CAPTIONS, "captions", "vtt", "text/vtt"),
        (made.SRT, Place.CAPTIONS, "captions", "vtt", "text/vtt"),
        (made.pdf(), Place.ATTACHMENTS, "document", "pdf", "application/pdf"),
        (
            made.office(),
            Place.ATTACHMENTS,
            "document",
            "docx",
            f"{made.OOXML}.wordprocessingml.document",
        ),
        (
            made.open_document("spreadsheet"),
            Place.ANNOUNCEMENT,
            "document",
            "ods",
            "application/vnd.oasis.opendocument.spreadsheet",
        ),
        (
            made.archive({"index.html": b"<html>"}, 0),
            Place.ATTACHMENTS,
            "document",
            "zip",
            "application/zip",
        ),
        (
            made.archive({"project.json": b"{}"}),
            Place.ATTACHMENTS,
            "document",
            "sb3",
            "application/x.scratch.sb3",
        ),
        (made.MP3, Place.ATTACHMENTS, "document", "mp3", "audio/mpeg"),
        (made.picture("PNG"), Place.ATTACHMENTS, "document", "jpg", "image/jpeg"),
    ],
)
def test_what_a_file_is_stands_in_its_content(
    take: Take, data: bytes, place: Place, kind: str, extension: str, mime_type: str
) -> None:
    """Under the name of something else, it is given its own extension."""
    media = take(data, "Le fichier.exe", place)
    assert (media.kind, media.filename, media.mime_type) == (
        MediaKind(kind),
        f"Le fichier.{extension}",
        mime_type,
    )
    assert media.title == "Le fichier"
    assert len(media.digest or "") == 64


LIMITS = [
    (made.picture("PNG", (40, 30)), 5 * MO, "photo.png", Place.IMAGES),
    (made.MP3, 50 * MO, "chorale.mp3", Place.AUDIO),
    (made.WEBM, 100 * MO, "film.webm", Place.VIDEO),
    (made.picture("PNG", (40, 30)), 50 * MO, "affiche.png", Place.ATTACHMENTS),
    (b"Bonjour", 2 * MO, "lettre.txt", Place.ANNOUNCEMENT),
    (made.VTT, 1 * MO, "film.vtt", Place.CAPTIONS),
]
each_limit = pytest.mark.parametrize(
    ("data", "limit", "name", "place"), LIMITS, ids=[str(place) for *_, place in LIMITS]
)


@each_limit
def test_exactly_the_limit_passes(
    take: Take, data: bytes, limit: int, name: str, place: Place
) -> None:
    assert take(made.padded(data, limit), name, place).title == name.partition(".")[0]


@each_limit
def test_one_byte_more_does_not(
    refusal: Refusal, data: bytes, limit: int, name: str, place: Place
) -> None:
    refused = refusal(made.padded(data, limit + 1), name, place)
    what, most = "Cette image" if place is Place.IMAGES else "Ce fichier", limit // MO
    assert refused.filename == name
    assert refused.words == (
        f"{what} pèse {most},1\u00a0Mo\u202f; la limite est de {most}\u00a0Mo."
    )


def test_a_file_is_kept_as_it_was_sent(take: Take, storage: Storage) -> None:
    data = made.pdf(3)
    media = take(data, "Menu.pdf")
    assert media.stored_name == hashlib.sha256(data).hexdigest() + ".pdf"
    assert storage.path(media.stored_name).read_bytes() == data
    assert (media.size, media.pages, media.digest) == (
        len(data),
        3,
        hashlib.sha256(data).hexdigest(),
    )


@pytest.mark.parametrize("file", sorted(FILES.iterdir()), ids=lambda file: file.name)
def test_real_files_are_what_they_are(file: Path) -> None:
    """Those of the demo school, made by real programs."""
    with file.open("rb", buffering=0) as opened:
        assert judge(opened, "sans-nom").extension == file.suffix[1:]


def test_a_film_says_how_long_it_is(take: Take) -> None:
    assert take(made.mp4(102), "film.mp4", Place.VIDEO).duration == 102


def test_subrip_becomes_webvtt(take: Take, storage: Storage) -> None:
    media = take(made.SRT, "film.srt", Place.CAPTIONS)
    assert storage.path(media.stored_name or "").read_text() == (
        "WEBVTT\n\n1\n00:00:01.000 --> 00:00:02.500\nBonjour à tous\n"
    )


def test_old_captions_are_read_as_windows_wrote_them(take: Take, storage: Storage) -> None:
    media = take(made.SRT.decode().encode("cp1252"), "film.srt", Place.CAPTIONS)
    assert "Bonjour à tous" in storage.path(media.stored_name or "").read_text()


def test_a_file_is_its_owners(app: Flask, session: Session) -> None:
    person = make_person(session)
    session.commit()
    owner = person.id
    file = made.sent(made.pdf(), "menu.pdf")
    media = take_upload(file, Place.ATTACHMENTS, owner_id=owner, now=NOW)
    assert (media.owner_id, media.created_at) == (owner, NOW)


def test_taking_a_file_loses_nothing_that_is_not_committed_yet(
    app: Flask, session: Session
) -> None:
    person = make_person(session)
    media = take_upload(
        made.sent(made.pdf(), "a.pdf"), Place.ATTACHMENTS, owner_id=person.id, now=NOW
    )
    session.commit()
    assert media.owner_id == person.id
