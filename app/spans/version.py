"""The site version, read at each request by a connection that does nothing else."""

from threading import Lock
from typing import Any

from sqlalchemy import Engine, event, select
from sqlalchemy.exc import SQLAlchemyError

from app.models import SiteVersion
from app.spans.wal_index import WalIndex, wal_index

STATEMENT = select(SiteVersion.value)


class VersionUnknown(Exception):
    """The database does not say which version of the site it holds."""


class VersionReader:
    """Reads the counter: one statement, prepared once, each time a transaction of its own.

    A connection serves one reader at a time and waits for the next one; there are as many as have
    read at once. They end with the engine's own. SQLite is asked only if somebody has committed
    something since (`docs/decisions/0012-the-version-without-a-question.md`).
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._words = str(STATEMENT.compile(engine))
        self._errors = engine.dialect.loaded_dbapi.Error
        self._idle: list[Any] = []
        self._index: WalIndex | None = None
        self._opening = Lock()
        event.listen(engine, "engine_disposed", lambda _engine: self.close())

    def read(self) -> int:
        """Return the version of the last transaction that was committed anywhere.

        Raises VersionUnknown when the database does not say it.
        """
        index = self._index
        if index is None:
            return self._asked()
        header, (known, version) = index.header(), index.known
        if header != known:
            version = self._asked()
            index.known = (header, version)
        return version

    def _asked(self) -> int:
        """Ask; a connection that waited may have been cut meanwhile, so another one is tried."""
        try:
            return self._ask(self._idle.pop())
        except IndexError:
            return self._read_anew()
        except self._errors:
            self.close()
            return self._read_anew()

    def close(self) -> None:
        """End the connections that wait; a later question opens others."""
        index, self._index = self._index, None
        if index is not None:
            index.close()
        while self._idle:
            _end(self._idle.pop())

    def _read_anew(self) -> int:
        try:
            version = self._ask(self._connected().cursor())
            self._find_index()
            return version
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

    def _find_index(self) -> None:
        """Look for the WAL index, whose connection has to stay while others may be cut."""
        if self._engine.dialect.name != "sqlite":
            return
        with self._opening:
            if self._index is None:
                connection = self._connected()
                connection.execute(self._words).fetchall()  # which opens the index
                self._index = wal_index(connection)

    def _connected(self) -> Any:
        pooled = self._engine.raw_connection()
        pooled.detach()
        connection = pooled.dbapi_connection
        assert connection is not None  # noqa: S101 - it has just been opened
        self._engine.dialect.set_isolation_level(connection, "AUTOCOMMIT")
        return connection


def _end(cursor: Any) -> None:
    cursor.connection.close()
