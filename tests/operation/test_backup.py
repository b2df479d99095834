"""Backups: taken under write load, put back elsewhere, compared."""

from pathlib import Path

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.extensions import db
from app.models import Media, PersonDuty, Setting, SiteVersion, UserSession
from app.queries.stored_files import stored_files
from app.rules.audience import Duty
from app.storage import Storage
from tests.factories import NOW, make_person
from tests.operation.school_kept import (
    WRITERS,
    Writers,
    command,
    complaints,
    everything,
    inside,
    keep_file,
)


def test_a_backup_among_writes_is_of_one_moment(app: Flask, place: Flask, tmp_path: Path) -> None:
    storage: Storage = app.extensions["storage"]
    archive = tmp_path / "school.tar"
    with Writers(db.engine, storage) as writers:
        before = dict(writers.acknowledged)
        taken = command(app, "backup", str(archive))
        after = dict(writers.acknowledged)
    assert taken.exit_code == 0, taken.output
    assert sum(after.values()) > sum(before.values()), "nobody wrote meanwhile"
    restored = command(place, "restore", str(archive))
    assert restored.exit_code == 0, restored.output
    with inside(place) as session:
        values = dict(session.execute(select(Setting.name, Setting.value)).all())
        for own in range(WRITERS):
            assert values[f"left {own}"] == values[f"right {own}"], "half a transaction"
            assert before[own] <= values[f"left {own}"]
        named = {name for _address, name in stored_files(session)}
        assert complaints(session) == []
    kept: Storage = place.extensions["storage"]
    assert set(kept.names()) == named, "a file without row, or a row without file"
    assert all(kept.is_whole(name) for name in named)


def test_what_is_put_back_is_what_was_there(
    app: Flask, session: Session, place: Flask, tmp_path: Path
) -> None:
    person = make_person(session)
    person.duties = [PersonDuty(duty=Duty.HEAD)]
    keep_file(session, app.extensions["storage"], b"a menu")
    session.add(Setting(name="name", value="Collège des Trois Rivières"))
    session.add(
        UserSession(
            token_hash="t", person_id=person.id, created_at=NOW, seen_at=NOW, expires_at=NOW
        )
    )
    session.commit()
    archive = tmp_path / "school.tar"
    assert command(app, "backup", str(archive)).exit_code == 0
    assert archive.stat().st_mode & 0o077 == 0, "it holds what others must not read"
    said = command(place, "restore", str(archive))
    assert said.exit_code == 0, said.output
    assert "Collège des Trois Rivières as of" in said.output
    wanted = everything(session)
    with inside(place) as elsewhere:
        assert everything(elsewhere) == wanted
        assert elsewhere.scalars(select(UserSession)).all() == [], "everybody signs in again"
    assert command(place, "check").exit_code == 0
    assert {one.name for one in tmp_path.iterdir()} == {"school.tar", "place"}


def test_a_folder_gets_an_archive_named_by_the_time(app: Flask, tmp_path: Path) -> None:
    said = command(app, "backup", str(tmp_path))
    assert said.exit_code == 0, said.output
    assert [one.suffix for one in tmp_path.iterdir()] == [".tar"]


def test_a_missing_file_is_told_and_the_rest_kept(
    app: Flask, session: Session, place: Flask, tmp_path: Path
) -> None:
    storage: Storage = app.extensions["storage"]
    keep_file(session, storage, b"kept")
    keep_file(session, storage, b"gone")
    session.commit()
    lost = session.scalars(select(Media.stored_name).order_by(Media.id.desc())).first()
    session.rollback()
    storage.path(str(lost)).unlink()
    said = command(app, "backup", str(tmp_path / "school.tar"))
    assert said.exit_code == 1
    assert "missing: /medias/" in said.output
    assert command(place, "restore", str(tmp_path / "school.tar")).exit_code == 0


def test_no_browser_knows_the_site_version_that_follows(
    app: Flask, session: Session, place: Flask, tmp_path: Path
) -> None:
    before = session.scalar(select(SiteVersion.value)) or 0
    session.rollback()
    command(app, "backup", str(tmp_path / "school.tar"))
    command(place, "restore", str(tmp_path / "school.tar"))
    with inside(place) as elsewhere:
        assert (elsewhere.scalar(select(SiteVersion.value)) or 0) > before + 1000
