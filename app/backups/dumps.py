"""A database as one file, out and in, with the tools of the database itself."""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, func, inspect, select

from app.database import ONLY_READS

PAGES = 2_000
"""How much of an SQLite file is copied between two signs of life."""
Tell = Callable[[str, int, int], None]


class ToolMissing(Exception):
    """A tool of the database server is not installed, or refuses; its words are the message."""


@contextmanager
def moment(engine: Engine) -> Iterator[Connection]:
    """Give a connection that sees the database as it is now, whatever others write meanwhile."""
    if engine.dialect.name == "postgresql":
        engine = engine.execution_options(isolation_level="REPEATABLE READ")
    with engine.connect().execution_options(**ONLY_READS) as connection:
        yield connection


def dump(connection: Connection, place: Path, tell: Tell) -> None:
    """Write the database as a connection sees it into `place`; raises ToolMissing, OSError."""
    if connection.dialect.name == "sqlite":
        _copy_sqlite(connection, place, tell)
    else:
        tell("database", 0, 1)
        snapshot = connection.scalar(select(func.pg_export_snapshot()))
        options = ["--format=custom", "--no-owner", "--no-privileges", f"--file={place}"]
        _call(connection.engine, "pg_dump", [*options, f"--snapshot={snapshot}"])
        tell("database", 1, 1)


def load(engine: Engine, place: Path) -> None:
    """Fill an empty PostgreSQL database from a dump, whole or not at all; raises ToolMissing."""
    options = ["--no-owner", "--no-privileges", "--single-transaction", "--exit-on-error"]
    _call(engine, "pg_restore", [*options, str(place)])


def is_empty(engine: Engine) -> bool:
    """Tell whether a database has no tables yet; an SQLite file is not made by asking."""
    if engine.dialect.name == "sqlite" and not sqlite_file(engine).exists():
        return True
    with engine.connect().execution_options(**ONLY_READS) as connection:
        return not inspect(connection).get_table_names()


def sqlite_file(engine: Engine) -> Path:
    """Return where an SQLite database stands."""
    return Path(engine.url.database or "")


def _copy_sqlite(connection: Connection, place: Path, tell: Tell) -> None:
    """Copy page by page within the reading transaction: writers do not make it begin anew."""
    source: Any = connection.connection.driver_connection
    with closing(sqlite3.connect(place, isolation_level=None)) as target:
        source.backup(
            target,
            pages=PAGES,
            progress=lambda _state, left, all_: tell("database", all_ - left, all_),
        )
        target.execute("PRAGMA journal_mode=DELETE")


def _call(engine: Engine, tool: str, options: list[str]) -> None:
    program = shutil.which(tool)
    if program is None:
        raise ToolMissing(f"{tool} is not installed (it comes with PostgreSQL's client)")
    url = engine.url
    place = {"host": url.host, "port": url.port, "user": url.username, "dbname": url.database}
    environment = dict(os.environ)
    if url.password:
        environment["PGPASSWORD"] = str(url.password)
    done = subprocess.run(  # noqa: S603 - a program of the server, with our own options
        [program, f"--dbname={_words({**place, **url.query})}", *options],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise ToolMissing(f"{tool} refuses: {' '.join(done.stderr.split())[:500]}")


def _words(place: Mapping[str, object]) -> str:
    """Return where a database is as PostgreSQL's tools read it; the password goes another way."""
    escaped = {
        name: str(value).replace("\\", "\\\\").replace("'", "\\'")
        for name, value in place.items()
        if value is not None
    }
    return " ".join(f"{name}='{value}'" for name, value in escaped.items())
