"""The site version, read at each request by a connection that does nothing else."""

from typing import Any

from sqlalchemy import Engine, event, select
from sqlalchemy.exc import SQLAlchemyError

from app.models import SiteVersion

STATEMENT = select(SiteVersion.value)


class VersionUnknown(Exception):
    """The database does not say which version of the site it holds."""


class VersionReader:
    """Reads the counter: one statement, prepared once, each time a transaction of its own.

    A connection serves one reader at a time and waits for the next one; there are as many as have
    read at once. They end with the engine's own.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._words = str(STATEMENT.compile(engine))
        self._errors = engine.dialect.loaded_dbapi.Error
        self._idle: list[Any] = []
        event.listen(engine, "engine_disposed", lambda _engine: self.close())

    def read(self) -> int:
        """Return the version of the last transaction that was committed anywhere.

        A connection that waited may have been cut meanwhile, so another one is tried. Raises
        VersionUnknown when that fails too.
        """
        try:
            return self._ask(self._idle.pop())
        except IndexError:
            return self._read_anew()
        except self._errors:
            self.close()
            return self._read_anew()

    def close(self) -> None:
        """End the connections that wait; a later question opens others."""
        while self._idle:
            _end(self._idle.pop())

    def _read_anew(self) -> int:
        try:
            return self._ask(self._connected())
        except (self._errors, SQLAlchemyError, ValueError) as error:
            raise VersionUnknown from error

    def _ask(self, cursor: Any) -> int:
        try:
            [(version,)] = cursor.execute(self._words).fetchall()
        except BaseException:
            _end(cursor)
            raise
        self._idle.append(cursor)
        return int(version)

    def _connected(self) -> Any:
        pooled = self._engine.raw_connection()
        pooled.detach()
        connection = pooled.dbapi_connection
        assert connection is not None  # noqa: S101 - it has just been opened
        self._engine.dialect.set_isolation_level(connection, "AUTOCOMMIT")
        return connection.cursor()


def _end(cursor: Any) -> None:
    cursor.connection.close()
