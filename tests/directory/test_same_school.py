"""The demo school exported and imported again is the same school."""

from pathlib import Path

from flask import Flask
from sqlalchemy.orm import Session

from app.directory.layout import File
from app.extensions import db
from tests.directory_kit import bring_in, bring_out, look


def test_what_was_exported_changes_nothing(demo_app: Flask, tmp_path: Path) -> None:
    with demo_app.app_context():
        report = look(db.session(), bring_out(db.session(), tmp_path))
        db.session.remove()
    assert report["nothing"]
    assert report["counts"]["people"] == 612 + 1148 + 46 + 22
    assert report["duplicates"] == []


def test_an_empty_directory_becomes_the_same(
    demo_app: Flask, session: Session, tmp_path: Path
) -> None:
    with demo_app.app_context():
        before = bring_out(db.session(), tmp_path / "before")
        db.session.remove()
    bring_in(session, before)
    after = bring_out(session, tmp_path / "after")
    for file in File:
        assert (after / file).read_text() == (before / file).read_text(), file
