"""What is refused: with a sentence, and without a trace."""

import zlib

import pytest

from app.files.reasons import Reason
from app.rules.quotas import Place
from tests import files_sent as made
from tests.uploads.conftest import Refusal

SVG = (
    b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
)
HTML = b"<!DOCTYPE html><script>alert(1)</script>"
PHP = b"<?php system($_GET['c']); ?>"
JS = b"/*GIF*/alert(1)//"
EXE = b"MZ\x90\0\3\0\0\0\4\0\0\0\xff\xff\0\0" + b"\0" * 200
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
ELF = b"\x7fELF\2\1\1" + b"\0" * 100
MOV = made.mp4(brand=b"qt  ")
AVIF = made.box(b"ftyp", b"avif\0\0\0\0avifmif1miaf") + b"\0" * 100
ID3_HTML = b"ID3\4\0\0\0\0\1\0" + HTML + b"\0" * 128 + made.MP3


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (SVG, "dessin.svg"),
        (SVG, "dessin.png"),
        (b"\n\n  " + SVG[21:], "dessin.jpg"),
        (HTML, "page.pdf"),
        (HTML, "page.txt"),
        (PHP, "photo.jpg"),
        (b"#!/bin/sh\nrm -rf /\n", "menu.txt"),
        (JS, "script.js"),
        (b"alert(1)", "photo.gif"),
        (EXE, "setup.exe"),
        (EXE, "menu.pdf"),
        (ELF, "chorale.mp3"),
        (OLE, "menu.doc"),
        (b"{\\rtf1 hello}", "menu.rtf"),
        (MOV, "film.mp4"),
        (AVIF, "photo.heic"),
        (made.picture("BMP", (40, 30)), "photo.bmp"),
        (made.picture("TIFF", (40, 30)), "photo.jpg"),
        (made.picture("EPS", (20, 20)), "photo.jpg"),
        (made.picture("WEBP", (40, 30)), "photo.png"),
        (b"\0" * 500, "menu.pdf"),
        (b"\xff\xd8", "photo.jpg"),
        (b"G", "photo.gif"),
        (b"ID3", "chorale.mp3"),
        (b"OggS", "chorale.ogg"),
        (b"\x1aE\xdf\xa3B\x82\x88matroska", "film.webm"),
    ],
    ids=lambda value: value[:12] if isinstance(value, bytes) else value,
)
def test_other_files_are_refused_under_any_name(refusal: Refusal, data: bytes, name: str) -> None:
    for place in Place:
        refused = refusal(data, name, place)
        assert refused.reason in (Reason.UNSUPPORTED, Reason.ACTIVE)
        assert refused.filename == name
        assert refused.words.endswith(".")


@pytest.mark.parametrize(
    ("data", "name", "place"),
    [
        (made.pdf(), "photo.jpg", Place.IMAGES),
        (made.MP3, "film.mp4", Place.VIDEO),
        (made.mp4(), "chorale.mp3", Place.AUDIO),
        (made.mp4(), "film.mp4", Place.ATTACHMENTS),
        (made.VTT, "film.vtt", Place.ATTACHMENTS),
        (b"Bonjour", "film.vtt", Place.CAPTIONS),
        (made.picture("PNG"), "chorale.ogg", Place.AUDIO),
        (made.archive({"a.txt": b"a"}), "photo.png", Place.IMAGES),
    ],
)
def test_a_place_takes_its_own_types(
    refusal: Refusal, data: bytes, name: str, place: Place
) -> None:
    assert refusal(data, name, place).reason is Reason.UNSUPPORTED


@pytest.mark.parametrize(
    ("data", "name", "place"),
    [
        (HTML + made.pdf(), "menu.pdf", Place.ATTACHMENTS),
        (b"%PDF-1.4\n" + HTML + made.pdf(), "menu.pdf", Place.ATTACHMENTS),
        (HTML + made.MP3, "chorale.mp3", Place.AUDIO),
        (ID3_HTML, "chorale.mp3", Place.AUDIO),
        (b"\x1aE\xdf\xa3\xa3B\x82\x84webm" + SVG, "film.webm", Place.VIDEO),
        (made.archive({"META-INF/MANIFEST.MF": b"Main-Class: A"}), "menu.zip", Place.ATTACHMENTS),
        (HTML + made.archive({"a.txt": b"a"}), "menu.zip", Place.ATTACHMENTS),
    ],
)
def test_what_could_be_read_as_a_page_or_a_program_is_refused(
    refusal: Refusal, data: bytes, name: str, place: Place
) -> None:
    assert refusal(data, name, place).reason is Reason.ACTIVE


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (made.office(**{"word/vbaProject.bin": b"x"}), "lettre.docx"),
        (
            made.archive({"[Content_Types].xml": b"x.macroEnabled.main+xml"}),
            "lettre.docm",
        ),
        (made.open_document(**{"Basic/Standard/Module1.xml": b"x"}), "lettre.odt"),
        (made.open_document("spreadsheet", **{"Scripts/python/a.py": b"x"}), "notes.ods"),
    ],
)
def test_documents_with_macros_are_refused(refusal: Refusal, data: bytes, name: str) -> None:
    assert refusal(data, name).reason is Reason.MACROS


@pytest.mark.parametrize(
    ("data", "name", "place"),
    [
        (made.picture()[:300], "photo.jpg", Place.IMAGES),
        (made.picture("PNG")[:60], "photo.png", Place.IMAGES),
        (made.box(b"ftyp", b"isom\0\0\2\0") + b"\0" * 30, "film.mp4", Place.VIDEO),
        (made.mp4()[:-20], "film.mp4", Place.VIDEO),
        (made.pdf()[:300], "menu.pdf", Place.ATTACHMENTS),
        (made.office()[:-30], "lettre.docx", Place.ATTACHMENTS),
        (made.office()[:40], "lettre.docx", Place.ATTACHMENTS),
        (b"WEBVTT\n\nBonjour", "film.vtt", Place.CAPTIONS),
        (made.box(b"ftyp", b"heic\0\0\0\0mif1heic") + b"\0" * 500, "photo.heic", Place.IMAGES),
    ],
)
def test_damaged_files_are_refused(refusal: Refusal, data: bytes, name: str, place: Place) -> None:
    assert refusal(data, name, place).reason in (Reason.BROKEN, Reason.UNSUPPORTED)


def text_bomb() -> bytes:
    """Return a PNG whose compressed note unpacks to 100 MB."""
    note = zlib.compress(b"\0" * 100_000_000, 9)
    return made.png(8, 8, made.png_chunk(b"zTXt", b"Comment\0\0" + note))


def profile_bomb() -> bytes:
    """Return a PNG whose colour profile unpacks to 100 MB."""
    return made.png(8, 8, made.png_chunk(b"iCCP", b"x\0\0" + zlib.compress(b"\0" * 100_000_000, 9)))


@pytest.mark.parametrize(
    ("data", "reasons"),
    [
        (made.png(20_000, 20_000), {Reason.TOO_MANY_PIXELS}),
        (made.png(60_000, 60_000), {Reason.TOO_MANY_PIXELS}),
        (made.gif(1, (65_535, 65_535)), {Reason.TOO_MANY_PIXELS}),
        (made.gif(501), {Reason.TOO_MANY_FRAMES}),
        (made.gif(10_000), {Reason.TOO_MANY_FRAMES}),
        (made.gif(300_000), {Reason.TOO_MANY_FRAMES}),
    ],
    ids=["20000", "60000", "65535", "501 frames", "10000 frames", "300000 frames"],
)
def test_bombs_are_refused_unread(refusal: Refusal, data: bytes, reasons: set[Reason]) -> None:
    assert refusal(data, "photo.png", Place.IMAGES).reason in reasons


@pytest.mark.parametrize("bomb", [text_bomb, profile_bomb])
def test_bombs_in_the_notes_of_a_picture_are_refused(refusal: Refusal, bomb) -> None:
    assert refusal(bomb(), "photo.png", Place.IMAGES).reason in (Reason.BROKEN, Reason.TOO_HEAVY)


def test_archives_that_swell_are_refused(refusal: Refusal) -> None:
    many = made.archive({f"{number}.txt": b"" for number in range(10_001)})
    assert refusal(many, "menu.zip").reason is Reason.SWELLS
    data = bytearray(made.archive({"a.txt": b"a", "b.txt": b"b"}))
    for at in range(len(data)):
        if data[at : at + 4] == b"PK\1\2":
            data[at + 24 : at + 28] = (0xF0000000).to_bytes(4, "little")
    assert refusal(bytes(data), "menu.zip").reason is Reason.SWELLS


def test_an_empty_file_is_refused(refusal: Refusal) -> None:
    refused = refusal(b"", "menu.pdf")
    assert (refused.reason, refused.words) == (Reason.EMPTY, "Ce fichier est vide.")
