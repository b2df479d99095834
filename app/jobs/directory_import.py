"""The jobs of an import of the directory: read and compare, then carry out.

Files are read before the database is asked for anything that others might wait for; what is
carried out is one transaction, so that a kill leaves nothing and the job begins anew.
"""

import time
from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from app import clock
from app.actions.directory_import import (
    end_import,
    note_breakdown,
    note_faults,
    note_other_directory,
    note_report,
)
from app.actions.directory_writing import write_plan
from app.database import ONLY_READS
from app.directory.arrival import Arrival
from app.directory.faults import Refused
from app.directory.layout import File
from app.directory.read import read_directory
from app.extensions import db
from app.jobs.run import RunningJob
from app.kept_imports import folder_of, forget, is_folder, write_progress
from app.models import DirectoryImport
from app.models.directory_import import ImportState
from app.queries.directory_comparison import compared, dry_run
from app.queries.school import read_school
from app.queries.viewers import viewer_of
from app.rules.audience import ANONYMOUS, Viewer

KEPT_EACH = 20.0
"""Seconds after which the lease is prolonged while files are read."""
TOLD_EACH = 0.3
"""Seconds between two words on how far it is."""


def read_import(session: Session, arguments: Mapping[str, Any], job: RunningJob) -> None:
    """Make the dry run of `import_id`; run again, it begins anew."""
    found = session.get(DirectoryImport, arguments["import_id"])
    if found is None or found.state is not ImportState.READING:
        return
    id_, actor_id, folder = found.id, found.person_id, found.files["folder"]
    now = clock.now(read_school(session).clock_offset)
    session.commit()
    try:
        arrival = _read(folder, job)
        with (
            db.engine.connect().execution_options(**ONLY_READS) as connection,
            Session(connection) as reading,
        ):
            importer = _importer(reading, actor_id)
            report, comparison = dry_run(reading, arrival, importer, now)
    except Refused as refused:
        note_faults(session, id_, refused.faults)
        job.checkpoint()
        forget(folder)
    else:
        note_report(session, id_, report, comparison.digest)


def apply_import(session: Session, arguments: Mapping[str, Any], job: RunningJob) -> None:
    """Carry `import_id` out, unless the directory is no longer the one that was compared with."""
    found = session.get(DirectoryImport, arguments["import_id"])
    if found is None or found.state is not ImportState.APPLYING:
        return
    id_, folder = found.id, found.files["folder"]
    actor_id = found.report.get("by", found.person_id)
    digest, same = found.digest, found.report.get("same", {})
    now = clock.now(read_school(session).clock_offset)
    session.commit()
    try:
        arrival = _read(folder, job)
        job.checkpoint()  # a whole lease for what cannot be told before its end
        comparison = compared(session, arrival, _importer(session, actor_id), same)
        if comparison.digest == digest:
            tell = _Told(folder)
            write_plan(session, now, actor_id, arrival, comparison.plan, tell, id_)
            end_import(session, id_)
        else:
            note_other_directory(session, id_)
    except Refused as refused:
        note_faults(session, id_, refused.faults)
    job.checkpoint()
    forget(folder)


def give_import_up(session: Session, arguments: Mapping[str, Any]) -> None:
    """Say that the job of `import_id` failed for good: nothing was changed."""
    note_breakdown(session, arguments["import_id"])
    found = session.get(DirectoryImport, arguments["import_id"])
    if found is not None and is_folder(folder := found.files.get("folder", "")):
        forget(folder)


class _Told:
    """Writes down how far it is, now and then."""

    def __init__(self, folder: str) -> None:
        self.folder = folder
        self.last = 0.0

    def __call__(self, done: int, total: int) -> None:
        if time.monotonic() - self.last > TOLD_EACH:
            self.last = time.monotonic()
            write_progress(self.folder, done, total)


def _importer(session: Session, person_id: int | None) -> Viewer:
    """Return who imports as he is now; who has no account any more may do nothing special."""
    return ANONYMOUS if person_id is None else viewer_of(session, person_id)


def _read(folder: str, job: RunningJob) -> Arrival:
    place = folder_of(folder)
    total = sum((place / file).stat().st_size for file in File if (place / file).is_file())
    tell, kept, done = _Told(folder), time.monotonic(), 0

    def progress(read: int) -> None:
        nonlocal done, kept
        done += read
        tell(done, total)
        if time.monotonic() - kept > KEPT_EACH:
            kept = time.monotonic()
            job.checkpoint()

    return read_directory(place, progress)
