"""An import is one change: cut at any moment it has done nothing, and is taken up again."""

from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.datastructures import FileStorage

from app.actions.directory_import import confirm_import, open_import
from app.directory.layout import File
from app.extensions import db
from app.kept_imports import folder_of, keep, read_progress, sweep_imports, write_progress
from app.models import DirectoryImport, Group, JobState, LogEntry, Membership, Person
from app.models.directory_import import ImportState
from tests.directory_kit import write
from tests.factories import make_person
from tests.jobs.conftest import Drain, Purge, make_due, the_job
from tests.statements import recorded


class Killed(BaseException):
    """What no handler catches, as a kill."""


@pytest.fixture
def ready(session: Session, drain: Drain, tmp_path: Path) -> DirectoryImport:
    """An import that was looked at and confirmed; its job is due."""
    folder = write(tmp_path)
    token = keep((file, FileStorage(BytesIO((folder / file).read_bytes()))) for file in File)
    actor_id = make_person(session).id
    opened = open_import(session, actor_id, token)
    session.commit()
    assert drain() == 1
    session.refresh(opened)
    assert opened.state is ImportState.READY
    confirm_import(session, opened, actor_id, [], although_many=False, although_bare=False)
    session.commit()
    return opened


def counts(session: Session) -> list[int]:
    session.rollback()
    tables = (Person, Group, Membership, LogEntry)
    return [session.scalar(select(func.count()).select_from(table)) or 0 for table in tables]


@pytest.mark.parametrize("at", ["write_groups", "record", "end_import", "checkpoint"])
def test_a_kill_leaves_nothing_and_the_job_begins_anew(
    ready: DirectoryImport,
    session: Session,
    drain: Drain,
    monkeypatch: pytest.MonkeyPatch,
    at: str,
) -> None:
    places = {
        "write_groups": "app.actions.directory_writing.write_groups",
        "record": "app.actions.directory_writing.record",
        "end_import": "app.jobs.directory_import.end_import",
        "checkpoint": "app.jobs.directory_import.forget",
    }

    def die(*_args: object, **_kwargs: object) -> None:
        raise Killed

    with monkeypatch.context() as killing:
        killing.setattr(places[at], die)
        with pytest.raises(Killed):
            drain()
    done = at == "checkpoint"
    assert counts(session) == ([4, 3, 3, 1] if done else [1, 0, 0, 0])
    make_due(the_job("directory_apply").id)
    assert drain() == 1
    assert counts(session) == [4, 3, 3, 1]
    session.refresh(ready)
    assert ready.state is ImportState.DONE
    assert the_job("directory_apply").state is JobState.DONE


def test_nothing_is_told_while_it_is_carried_out(
    app: Flask, ready: DirectoryImport, session: Session, drain: Drain
) -> None:
    """One transaction: between the first change and the last, nothing is committed."""
    with recorded(db.engine) as sent:
        drain()
    first = next(n for n, words in enumerate(sent) if words.startswith("INSERT INTO person"))
    last = next(n for n, words in enumerate(sent) if "INSERT INTO log_entry" in words)
    assert "COMMIT" not in sent[first:last]


def test_files_that_no_import_needs_are_swept(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    kept, left = keep([]), keep([])
    sweep_imports([])
    assert folder_of(left).exists()
    monkeypatch.setattr("app.kept_imports.YOUNG", -1.0)
    sweep_imports([kept])
    assert folder_of(kept).exists()
    assert not folder_of(left).exists()
    write_progress(kept, 3, 10)
    write_progress(left, 3, 10)
    assert (read_progress(kept), read_progress(left)) == ((3, 10), (0, 0))
    with pytest.raises(ValueError, match="not a folder"):
        folder_of("../files")


def test_what_nobody_decides_on_is_given_up_and_forgotten(
    session: Session, purge: Purge, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.kept_imports.YOUNG", -1.0)
    now = datetime.now(UTC)
    folders = {days: keep([]) for days in (6, 8, 91)}
    for days, folder in folders.items():
        session.add(
            DirectoryImport(
                state=ImportState.READY,
                created_at=now - timedelta(days=days),
                files={"folder": folder},
            )
        )
    session.commit()
    purge(now)
    found = session.scalars(select(DirectoryImport).order_by(DirectoryImport.id)).all()
    assert [one.state for one in found] == [ImportState.READY, ImportState.DISCARDED]
    assert [folder_of(folder).exists() for folder in folders.values()] == [True, False, False]
