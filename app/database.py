"""How a connection behaves: SQLite's settings, who takes the write lock, and the site version."""

import sqlite3
from collections import defaultdict
from contextlib import suppress
from threading import RLock
from typing import Any

from flask import g, has_request_context, request
from sqlalchemy import Connection, Engine, ExceptionContext, Table, event, update, util
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import Session
from sqlalchemy.sql.base import WriteableColumnCollection
from sqlalchemy.sql.dml import UpdateBase

from app.models import SiteVersion

PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA busy_timeout=5000",
    "PRAGMA cache_size=-500",  # KiB of each connection: the machine keeps the file's pages anyway
)
PATIENCE = "5s"
"""How long a statement waits for a lock on PostgreSQL, as on SQLite; then whoever waits is told."""
AWAY = (OperationalError, InterfaceError, PoolTimeout)
"""What is raised when the database does not answer, is busy or cannot write; soon it may."""
UNFIT = frozenset({sqlite3.SQLITE_READONLY, sqlite3.SQLITE_IOERR})
"""Errors after which connections to SQLite are not used again: one that was opened when the file
could not be written stays so."""
READING = ("GET", "HEAD", "OPTIONS")
ONLY_READS = {"parvis_only_reads": True}
"""Execution options of a connection that writes nothing, where no request says so."""
CHANGED = "parvis_public_change"
WRITTEN = "parvis_written"


def _index_at_once(columns: WriteableColumnCollection[Any, Any]) -> None:
    """Fill the index of columns by which SQLAlchemy adapts a statement to an alias.

    SQLAlchemy 2.1 fills it row by row where other threads read it already: on the first requests
    of a process one of them did not find a column, and what it then took instead was remembered
    for all later requests.
    """
    index = columns._proxy_index  # noqa: SLF001 - this stands in for SQLAlchemy's own
    if index:
        return
    found: dict[Any, Any] = defaultdict(util.OrderedSet)
    for *_, metrics in columns._collection:  # noqa: SLF001
        for one in metrics.column._expanded_proxy_set:  # noqa: SLF001
            found[one].add(metrics)
    index.update(found)


setattr(WriteableColumnCollection, "_init_proxy_index", _index_at_once)  # noqa: B010
# Columns of an alias are made when they are first asked for. Two threads made them twice, and what
# held those of one did not find those of the other: SQLAlchemy takes this lock only where
# Python has none of its own.
setattr(util, "mini_gil", RLock())  # noqa: B010


def prepare_engine(engine: Engine) -> None:
    """Give the engine Parvis' transactions: on SQLite, what may write takes the lock at once.

    A deferred transaction that turns into a writer fails under load instead of waiting, therefore
    everything but reading requests, and connections with `ONLY_READS`, begins with BEGIN IMMEDIATE.
    """
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _connect)
        event.listen(engine, "begin", _begin)
        event.listen(engine, "handle_error", _let_go_of_unfit)
    else:
        event.listen(engine, "connect", _limit_waiting)
    event.listen(engine, "before_execute", _mark_change)
    event.listen(engine, "commit", _clear_mark)
    event.listen(engine, "rollback", _clear_mark)


def raise_site_version(session: Session) -> None:
    """Raise the counter as the last statement of a transaction that changed something public."""
    if session.in_nested_transaction():
        return
    session.flush()
    connection = session.connection()
    if connection.info.get(CHANGED):
        connection.execute(update(SiteVersion).values(value=SiteVersion.value + 1))


def let_go(session: Session) -> None:
    """End the transaction of a session that has only read, before long work.

    On SQLite a form holds the write lock from its first question on. What was changed stays, with
    its transaction.
    """
    is_clean = not (session.new or session.dirty or session.deleted)
    if session.in_transaction() and is_clean and not session.connection().info.get(WRITTEN):
        session.rollback()


def _connect(connection: sqlite3.Connection, _record: Any) -> None:
    connection.isolation_level = None
    for pragma in PRAGMAS:
        connection.execute(pragma)


def _limit_waiting(connection: Any, _record: Any) -> None:
    connection.execute(f"SET lock_timeout = '{PATIENCE}'")
    connection.commit()


def _let_go_of_unfit(context: ExceptionContext) -> None:
    """Close all connections: in one process they share what SQLite knows of the file.

    A cursor that the error's traceback holds would keep its own open, and with it the lock.
    """
    code = getattr(context.original_exception, "sqlite_errorcode", 0)
    if code & 0xFF not in UNFIT or context.connection is None or context.engine is None:
        return
    cursor = getattr(context.execution_context, "cursor", None)
    if cursor is not None:
        cursor.close()
    with suppress(sqlite3.Error):
        context.connection.connection.rollback()
    context.is_disconnect = True
    context.engine.dispose()


def _begin(connection: Connection) -> None:
    reading = (has_request_context() and request.method in READING) or (
        connection.get_execution_options().keys() & ONLY_READS.keys()
    )
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


def _mark_change(connection: Connection, statement: Any, *_: Any) -> None:
    if isinstance(statement, UpdateBase):
        connection.info[WRITTEN] = True
        table = getattr(statement, "table", None)
        if isinstance(table, Table) and table.info.get("public"):
            connection.info[CHANGED] = True
            if has_request_context():
                g.pop("shelves", None)  # others do not see what is changed here (app/shared.py)


def _clear_mark(connection: Connection) -> None:
    if connection.invalidated:
        return  # it was cut: its marks are gone with it
    connection.info.pop(CHANGED, None)
    connection.info.pop(WRITTEN, None)
