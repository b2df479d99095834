"""Names: whatever was sent, what is kept is short, readable and safe everywhere."""

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from app.files.names import LONGEST, clean_name, shown_name
from app.models import MediaUse, Setting, Slot
from tests import files_sent as made
from tests.uploads.conftest import Take
from tests.visits import browser


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("menu.pdf", "menu.pdf"),
        ("Menu de la semaine n°12 (été).PDF", "Menu de la semaine n 12 (été).pdf"),
        ("photo.png", "photo.pdf"),
        ("2026.03.24 menu.pdf", "2026-03-24 menu.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\Marie\\menu.pdf", "menu.pdf"),
        ("C:\\", "C.pdf"),
        (".htaccess", "htaccess.pdf"),
        ("..", "fichier.pdf"),
        ("", "fichier.pdf"),
        ("/", "fichier.pdf"),
        ("\0menu\0.pdf", "menu.pdf"),
        ("a\u202egpj.exe", "agpj.pdf"),
        ("evil.php.jpg", "evil-php.pdf"),
        ("menu\r\nSet-Cookie: a=b.pdf", "menu Set-Cookie a b.pdf"),
        ('a"b<c>d|e?f*g:h;i%j#k&l.pdf', "a b c d e f g h i j k l.pdf"),
        ("CON.pdf", "CON-fichier.pdf"),
        ("nul", "nul-fichier.pdf"),
        ("e\u0301cole.pdf", "\u00e9cole.pdf"),
        ("\ud800école\u200b.pdf", "école.pdf"),
        ("😀.pdf", "fichier.pdf"),
        ("école de l’été.pdf", "école de l’été.pdf"),
        ("   .pdf", "fichier.pdf"),
        ("menu.pdf ", "menu.pdf"),
    ],
)
def test_a_name_is_cleaned(sent: str, kept: str) -> None:
    assert clean_name(sent, "pdf") == kept


@pytest.mark.parametrize("letter", ["a", "é", "語"])
def test_a_long_name_is_cut_between_two_letters(letter: str) -> None:
    name = clean_name(letter * 260 + ".pdf", "pdf")
    assert LONGEST - 3 <= len(name.encode()) - len(".pdf") <= LONGEST
    assert set(name.removesuffix(".pdf")) == {letter}


@given(st.text(max_size=300))
def test_a_name_is_a_plain_name(sent: str) -> None:
    for name in (clean_name(sent, "pdf"), shown_name(sent)):
        assert name
        assert name == name.strip()
        assert not name.startswith(".")
        assert not set(name) & set('/\\\0\r\n:*?"<>|;%#&')
        assert name.isprintable()
        assert len(name.encode()) < 255
    assert clean_name(clean_name(sent, "pdf"), "pdf") == clean_name(sent, "pdf")


@pytest.mark.parametrize("sent", ["Menu d’été (1) + goûter.pdf", "../a\u202eb\0.pdf", "語" * 260])
def test_a_file_is_reached_and_saved_under_its_name(
    app: Flask, session: Session, take: Take, sent: str
) -> None:
    media = take(made.pdf(1), sent)
    session.add(Setting(name="charter", value={}))
    session.flush()
    session.add(MediaUse(media_id=media.id, slot=Slot.ATTACHMENT, setting="charter"))
    session.commit()
    answer = browser(app).get(f"/medias/{media.id}/{media.filename}")
    assert answer.status_code == 200
    disposition = answer.headers["Content-Disposition"]
    assert disposition.startswith("attachment; filename")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
