"""Whether the stored files and the rows that name them agree."""

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import groupby

from sqlalchemy import Connection

from app.database import ONLY_READS
from app.extensions import db
from app.queries.purge import names_kept, names_kept_from
from app.queries.stored_files import stored_files
from app.storage import Storage

SAFE_AGE = timedelta(days=1)
"""A file is younger than this when its row may still be on its way."""
ANY_AGE = timedelta(days=-1)
"""For when nothing else runs, so that nothing is on its way."""


@dataclass
class Findings:
    """What a look at all files found; a file in `missing` or `altered` is told by its address."""

    rows: int = 0
    files: int = 0
    missing: list[str] = field(default_factory=list)
    altered: list[str] = field(default_factory=list)
    unnamed: int = 0
    """Files that no row names, older than asked for."""
    on_their_way: int = 0
    """Files that no row names, younger than that."""
    aside: int = 0
    """Remains of writers that were killed."""
    database: list[str] = field(default_factory=list)
    """What SQLite says of its own file."""

    @property
    def is_right(self) -> bool:
        """Whether nothing has to be mended."""
        return not (self.missing or self.altered or self.unnamed or self.aside or self.database)


def look(storage: Storage, age: timedelta = SAFE_AGE) -> Findings:
    """Compare all rows with all files, reading each file once; change nothing."""
    found = Findings()
    before = time.time() - age.total_seconds()
    found.aside = len(storage.left_aside(before))
    for start, names in groupby(storage.names(), key=lambda name: name[0]):
        stored = set(names)
        found.files += len(stored)
        with _reading() as connection:
            kept = names_kept_from(connection, start)
        for name in stored - kept:
            if storage.is_older(name, before):
                found.unnamed += 1
            else:
                found.on_their_way += 1
    with _reading() as connection:
        rows = stored_files(connection)
        found.database = _complaints(connection)
    found.rows = len(rows)
    for address, name in rows:
        if not storage.is_whole(name) and _is_still_named(name):
            (found.altered if storage.exists(name) else found.missing).append(address)
    return found


def sweep(storage: Storage, before: float) -> Iterator[int]:
    """Remove files that no row names and that are older than a moment; yield after each part.

    They are what a kill left between a commit and the end of a purge, or between storing a file
    and committing its row.
    """
    yield storage.sweep_aside(before)
    for start, names in groupby(storage.names(), key=lambda name: name[0]):
        stored = set(names)
        with _reading() as connection:
            kept = names_kept_from(connection, start)
        yield sum(storage.discard(name, before) for name in stored - kept)


def _reading() -> Connection:
    return db.engine.connect().execution_options(**ONLY_READS)


def _is_still_named(name: str) -> bool:
    """Ask again: a purge removes the row before the file."""
    with _reading() as connection:
        return bool(names_kept(connection, [name]))


def _complaints(connection: Connection) -> list[str]:
    if connection.dialect.name != "sqlite":
        return []
    whole = connection.exec_driver_sql("PRAGMA integrity_check").scalars().all()
    foreign = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    return [
        *(str(complaint) for complaint in whole if complaint != "ok"),
        *(f"{row[0]} {row[1]} names a row of {row[2]} that is gone" for row in foreign),
    ]
