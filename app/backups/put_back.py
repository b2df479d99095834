"""Put a backup back into an empty place: everything is checked before anything is in its place."""

import os
import shutil
import tarfile
from pathlib import Path

from alembic.script import ScriptDirectory
from sqlalchemy import Engine, delete, func, select, update
from sqlalchemy.orm import Session

from app.backups.archive import (
    DATABASE,
    FILES,
    ArchiveRefused,
    Contents,
    Hashed,
    copy,
    members,
    read_contents,
)
from app.backups.dumps import Tell, is_empty, load, sqlite_file
from app.config import ROOT
from app.models import Job, JobState, SiteVersion, UserSession
from app.storage import Storage

LEAP = 1_000_000
"""By how much the site version rises: no page kept by a browser or a proxy has seen a later one."""


class PlaceTaken(Exception):
    """There is a school where a backup should go."""


def put_back(engine: Engine, storage: Storage, data: Path, source: Path, tell: Tell) -> Contents:
    """Put the database and the files of an archive in their places.

    Raises PlaceTaken where there are tables or files; ArchiveRefused; ToolMissing, OSError,
    DBAPIError. Then nothing has changed.
    """
    if not is_empty(engine):
        raise PlaceTaken(f"the database of this instance ({engine.url!r}) holds tables already")
    if any(storage.names()):
        raise PlaceTaken("the place of the files holds some already")
    aside = data / "restore-aside"
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir(mode=0o700)
    try:
        contents = _unpack(engine, source, aside, tell)
        try:
            storage.take_over(Storage(aside / "files"))
            _put_database(engine, aside / DATABASE)
        except BaseException:
            storage.clear()
            raise
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return contents


def after(session: Session) -> int:
    """End all sessions, some of which may have been ended since; return how many jobs wait.

    Codes stay: who had opened his account since needs his slip again.
    """
    session.execute(delete(UserSession))
    session.execute(update(SiteVersion).values(value=SiteVersion.value + LEAP))
    waiting = select(func.count()).where(Job.state.in_([JobState.WAITING, JobState.RUNNING]))
    return session.scalar(waiting) or 0


def _unpack(engine: Engine, source: Path, aside: Path, tell: Tell) -> Contents:
    """Write all members aside, compare each with its hash; return the list."""
    try:
        with tarfile.open(source, "r:") as archive:
            contents = read_contents(archive)
            _check(contents, engine)
            files = Storage(aside / "files")
            files.root.mkdir()
            total = len(contents.members)
            for done, (name, stream) in enumerate(members(archive, contents), 1):
                hashed = Hashed(stream)
                if name == DATABASE:
                    copy(hashed, aside / DATABASE)
                else:
                    stored = name.removeprefix(FILES)
                    files.put_stream(hashed, Path(stored).suffix)  # type: ignore[arg-type]
                if hashed.hexdigest() != contents.members[name]:
                    raise ArchiveRefused(f"{name} is damaged in it")
                tell("reading", done, total)
    except (tarfile.TarError, EOFError):
        raise ArchiveRefused("it is damaged, or no backup of Parvis") from None
    return contents


def _check(contents: Contents, engine: Engine) -> None:
    kind = engine.dialect.name
    if contents.database != kind:
        raise ArchiveRefused(f"it is of {contents.database}, and PARVIS_DATABASE names {kind}")
    scripts = ScriptDirectory(str(ROOT / "migrations"))
    if contents.revision not in {one.revision for one in scripts.walk_revisions()}:
        raise ArchiveRefused(
            f"its database is of a newer Parvis ({contents.version}, migration "
            f"{contents.revision}): install that one"
        )


def _put_database(engine: Engine, dump: Path) -> None:
    if engine.dialect.name != "sqlite":
        load(engine, dump)
        return
    place = sqlite_file(engine)
    with dump.open("rb") as file:
        os.fsync(file.fileno())
    engine.dispose()
    for remains in (place, *(place.with_name(place.name + end) for end in ("-wal", "-shm"))):
        remains.unlink(missing_ok=True)
    dump.rename(place)
