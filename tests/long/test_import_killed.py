"""A worker killed in the middle of an import changes nothing; the next one does it whole."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select, update
from werkzeug.datastructures import FileStorage

from app.actions.directory_import import confirm_import, open_import
from app.config import ROOT, Config
from app.directory.layout import File
from app.jobs.handlers import HANDLERS
from app.jobs.run import run_due
from app.kept_imports import PROGRESS, folder_of, keep, read_progress
from app.models import DirectoryImport, Job, JobState, Person
from app.models.directory_import import ImportState
from tests.directory_kit import keep_head
from tests.directory_volume import write_school
from tests.serving import environment_of, working
from tests.visits import saved

pytestmark = pytest.mark.long

PEOPLE = 20_000
BLOWS = 3


def test_a_killed_import_changes_nothing_and_is_taken_up_again(
    own_app: Flask, own_instance: Config, tmp_path: Path
) -> None:
    folder = write_school(tmp_path / "files", PEOPLE)
    import_id, token = _confirmed(own_app, folder)
    before = _people(own_app)
    for _ in range(BLOWS):
        _kill_while_writing(own_app, own_instance, token)
        assert _people(own_app) == before
        assert _state(own_app, import_id) is ImportState.APPLYING
        with closing(sqlite3.connect(own_instance.data / "parvis.db")) as database:
            assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        with saved(own_app) as session:
            session.execute(
                update(Job)
                .values(leased_until=None, state=JobState.WAITING)
                .where(Job.state == JobState.RUNNING)
            )
    with working(own_instance):
        _wait(lambda: _state(own_app, import_id) is ImportState.DONE)
    assert _people(own_app) == before + PEOPLE


def _confirmed(app: Flask, folder: Path) -> tuple[int, str]:
    with saved(app) as session:
        keep_head(session, folder)
        head = session.scalars(select(Person.id).where(Person.login == "admin")).one()
        session.execute(update(Job).values(state=JobState.DONE))
        files = [(file, FileStorage(BytesIO((folder / file).read_bytes()))) for file in File]
        token = keep(files)
        import_id = open_import(session, head, token).id
    with app.app_context():
        while run_due(HANDLERS, lambda: False):
            pass
    with saved(app) as session:
        found = session.get_one(DirectoryImport, import_id)
        confirm_import(session, found, head, [], although_many=True, although_bare=True)
    return import_id, token


def _kill_while_writing(app: Flask, config: Config, token: str) -> None:
    """Start a worker, and kill it while it writes: once it tells of a total that is no file's."""
    with app.app_context():
        bytes_of_files = _size(token)
    process = subprocess.Popen(
        [sys.executable, "-m", "flask", "--app", "wsgi", "worker"],
        cwd=ROOT,
        env={**os.environ, **environment_of(config)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )

    def writes() -> bool:
        with app.app_context():
            done, total = read_progress(token)
        return total not in (0, bytes_of_files) and done > 0

    try:
        _wait(writes)
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()
        with app.app_context():
            _forget_progress(token)


def _wait(met: Callable[[], bool], seconds: float = 120) -> None:
    end = time.monotonic() + seconds
    while not met():
        assert time.monotonic() < end
        time.sleep(0.01)


def _size(token: str) -> int:
    return sum((folder_of(token) / file).stat().st_size for file in File)


def _forget_progress(token: str) -> None:
    (folder_of(token) / PROGRESS).unlink(missing_ok=True)


def _people(app: Flask) -> int:
    with saved(app) as session:
        here = select(func.count()).select_from(Person)
        return session.scalar(here) or 0


def _state(app: Flask, import_id: int) -> ImportState:
    with saved(app) as session:
        return session.get_one(DirectoryImport, import_id).state
