"""Take a backup while the site runs: the database of one moment, and the files that it names.

Stored files never change, they only come and go: each gets a second name at once, where no purge
finds it, and is copied in peace (from a bucket it is fetched). What has been purged before makes
another round, of a later moment.
"""

import fcntl
import os
import shutil
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from alembic.migration import MigrationContext
from sqlalchemy import Connection, Engine
from sqlalchemy.orm import Session

from app.backups.archive import DATABASE, FILES, Contents, add_contents, add_file, version
from app.backups.dumps import Tell, dump, moment
from app.queries.school import read_school
from app.queries.stored_files import stored_files
from app.storage import Storage

MOST_ROUNDS = 10


class BackupRefused(Exception):
    """No backup can be taken so."""


@dataclass
class Taken:
    """What a backup holds; `missing` are addresses of files that are not in their folder."""

    files: int = 0
    bytes: int = 0
    missing: list[str] = field(default_factory=list)


def take(engine: Engine, storage: Storage, data: Path, target: Path, tell: Tell) -> Taken:
    """Write an archive to `target`, aside first; return what it holds.

    Raises BackupRefused where a file of that name is, or while another backup is taken;
    ToolMissing, OSError, DBAPIError. What was begun is then gone.
    """
    if target.exists():
        raise BackupRefused(f"{target} is there already")
    aside = target.with_name(f".{target.name}.part")
    with _alone(data) as scratch:
        try:
            aside.unlink(missing_ok=True)  # of one that was killed, or put there by somebody else
            new = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(new, "wb") as out:
                with tarfile.open(fileobj=out, mode="w") as archive:
                    taken = _fill(archive, engine, storage, scratch, tell)
                out.flush()
                os.fsync(out.fileno())
            taken.bytes = aside.stat().st_size
            aside.rename(target)
            _sync(target.parent)
        except BaseException:
            aside.unlink(missing_ok=True)
            raise
    return taken


def _fill(
    archive: tarfile.TarFile, engine: Engine, storage: Storage, scratch: Path, tell: Tell
) -> Taken:
    gone: set[str] = set()
    for _round in range(MOST_ROUNDS):
        with moment(engine) as seen:
            named = {name: address for address, name in stored_files(seen)}
            places = {name: storage.hold(name, scratch / name) for name in named}
            lost = {name for name, place in places.items() if place is None}
            # What the databases of two moments name and the folder does not hold was not purged.
            if lost <= gone:
                about = _about(seen)
                dump(seen, scratch / DATABASE, tell)
                break
        gone |= lost
    else:
        raise BackupRefused("files are purged all the time: take the backup at another moment")
    members = {DATABASE: add_file(archive, DATABASE, scratch / DATABASE)}
    held = sorted((name, place) for name, place in places.items() if place is not None)
    for done, (name, place) in enumerate(held, 1):
        members[f"{FILES}{name}"] = add_file(archive, f"{FILES}{name}", place)
        tell("files", done, len(held))
    add_contents(archive, replace(about, members=members))
    return Taken(files=len(held), missing=sorted(named[name] for name in lost))


def _about(seen: Connection) -> Contents:
    return Contents(
        version=version(),
        database=seen.dialect.name,
        revision=MigrationContext.configure(seen).get_current_revision() or "",
        school=read_school(Session(seen)).name,
        taken_at=datetime.now(UTC).isoformat(timespec="seconds"),
        members={},
    )


@contextmanager
def _alone(data: Path) -> Iterator[Path]:
    """Give an empty folder for what is on its way, to one backup at a time."""
    scratch = data / "backup-aside"
    with (data / "backup.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BackupRefused("another backup of this instance is being taken") from None
        shutil.rmtree(scratch, ignore_errors=True)
        scratch.mkdir(mode=0o700)
        try:
            yield scratch
        finally:
            shutil.rmtree(scratch, ignore_errors=True)


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
