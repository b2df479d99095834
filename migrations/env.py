"""How migrations run: on the application's engine; on SQLite with foreign keys off, then checked.

Batch mode rebuilds a table under a new name; with foreign keys on, dropping the old one would delete
the rows that refer to it.
"""

from contextlib import suppress
from pathlib import Path
from typing import Any

from alembic import context
from flask import current_app
from sqlalchemy import Connection, Engine

SEARCH_TABLES = ("search_index", "newest_index")


def is_managed(thing: Any, name: str | None, kind: str, _reflected: bool, _other: Any) -> bool:
    """Leave out what hand-written migrations make for what is looked for in texts."""
    if kind == "table":
        return not (name or "").startswith(SEARCH_TABLES)
    if kind in ("column", "index"):
        return name not in ("vector", "ix_search_document_vector")
    return True


def run_migrations() -> None:
    """Bring the database to the wanted revision, in one transaction."""
    engine: Engine = current_app.extensions["migrate"].db.engine
    with engine.connect() as connection:
        _keep_to_ourselves(connection)
        _set_foreign_keys(connection, on=False)
        context.configure(
            connection=connection,
            target_metadata=current_app.extensions["migrate"].db.metadata,
            render_as_batch=True,
            include_object=is_managed,
            compare_type=True,
            transactional_ddl=True,
        )
        try:
            with context.begin_transaction():
                given = _ids_given(connection)
                context.run_migrations()
                _give_none_again(connection, given)
                _check_foreign_keys(connection)
        finally:
            connection.rollback()  # what is left of a migration that failed; SQLite needs it first
            _set_foreign_keys(connection, on=True)


def _keep_to_ourselves(connection: Connection) -> None:
    """Close the file of SQLite to the group, where the web server is: it reads pictures, no names.

    What SQLite writes beside it is closed the same way.
    """
    place = connection.engine.url.database
    if connection.dialect.name == "sqlite" and place:
        with suppress(OSError):  # it belongs to somebody else, who has decided
            Path(place).chmod(0o600)


def _set_foreign_keys(connection: Connection, *, on: bool) -> None:
    if connection.dialect.name == "sqlite":
        driver: Any = connection.connection.dbapi_connection
        driver.execute(f"PRAGMA foreign_keys={'ON' if on else 'OFF'}")


def _ids_given(connection: Connection) -> dict[str, int]:
    """Return the highest id that each table of SQLite has ever given, where it keeps that in mind.

    In batch mode the table under the new name forgets it: an id that was deleted would come again.
    """
    if connection.dialect.name != "sqlite" or not _has_table(connection, "sqlite_sequence"):
        return {}
    counters = connection.exec_driver_sql("SELECT name, seq FROM sqlite_sequence")
    return dict(counters.all())


def _give_none_again(connection: Connection, given: dict[str, int]) -> None:
    for table, highest in given.items():
        if _has_table(connection, table):
            connection.exec_driver_sql("DELETE FROM sqlite_sequence WHERE name = ?", (table,))
            connection.exec_driver_sql(
                "INSERT INTO sqlite_sequence VALUES (?, ?)", (table, highest)
            )


def _has_table(connection: Connection, name: str) -> bool:
    named = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?"
    return connection.exec_driver_sql(named, (name,)).first() is not None


def _check_foreign_keys(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        if broken:
            raise RuntimeError(f"rows refer to nothing after the migration: {broken[:5]}")


run_migrations()
