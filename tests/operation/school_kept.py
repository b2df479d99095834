"""A school that is written to, backed up and looked at."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from click.testing import Result
from flask import Flask
from sqlalchemy import Engine, delete, select
from sqlalchemy.orm import Session

from app.extensions import db
from app.models import Base, Media, Setting, SiteVersion, UserSession
from app.storage import Storage
from tests.factories import NOW

WRITERS = 3
LEAST_WRITES = 10
"""Acknowledged before the backup begins, so that it is taken among writes."""


def command(app: Flask, *words: str) -> Result:
    """Run a command of an instance."""
    with app.app_context():
        return app.test_cli_runner().invoke(args=list(words))


def keep_file(session: Session, storage: Storage, data: bytes) -> None:
    """Store a file, then its row, as an upload does."""
    name = storage.put(data, ".pdf")
    session.add(
        Media(
            kind="document", title="Menu", filename="menu.pdf", stored_name=name,
            mime_type="application/pdf", size=len(data), created_at=NOW,
        )
    )  # fmt: skip


class Writers:
    """People who write while a backup is taken, each a number in two settings and a file."""

    def __init__(self, engine: Engine, storage: Storage) -> None:
        self.engine, self.storage = engine, storage
        self.acknowledged = dict.fromkeys(range(WRITERS), 0)
        self.ended = threading.Event()
        self.threads = [threading.Thread(target=self.write, args=(n,)) for n in range(WRITERS)]

    def __enter__(self) -> "Writers":
        for thread in self.threads:
            thread.start()
        while min(self.acknowledged.values()) < LEAST_WRITES:
            assert all(thread.is_alive() for thread in self.threads)
        return self

    def __exit__(self, *_: object) -> None:
        self.ended.set()
        for thread in self.threads:
            thread.join()

    def write(self, own: int) -> None:
        number = 0
        while not self.ended.is_set():
            number += 1
            with Session(self.engine) as session:
                session.merge(Setting(name=f"left {own}", value=number))
                session.merge(Setting(name=f"right {own}", value=number))
                keep_file(session, self.storage, f"{own} {number}".encode())
                purged = self.purged(session, own, number)
                session.commit()
            for name in purged:
                self.storage.discard(name, float("inf"))
            self.acknowledged[own] = number

    def purged(self, session: Session, own: int, number: int) -> list[str]:
        """Remove what is five writes old: the row, and after its commit the file."""
        old = self.storage.put(f"{own} {number - 5}".encode(), ".pdf")
        session.execute(delete(Media).where(Media.stored_name == old))
        return [old]


@contextmanager
def inside(app: Flask) -> Iterator[Session]:
    """Ask the database of an instance."""
    with app.app_context():
        yield db.session()
        db.session.remove()


def everything(session: Session) -> dict[str, list[Any]]:
    """Return all rows of all tables, but sessions and what rises by itself."""
    left_out = (UserSession.__tablename__, SiteVersion.__tablename__)
    rows = {
        table.name: sorted(repr(tuple(row)) for row in session.execute(select(table)))
        for table in Base.metadata.sorted_tables
        if table.name not in left_out
    }
    session.rollback()
    return rows


def complaints(session: Session) -> list[Any]:
    """Return what SQLite says of its own file."""
    if session.get_bind().dialect.name != "sqlite":
        return []
    connection = session.connection()
    whole = connection.exec_driver_sql("PRAGMA integrity_check").scalars().all()
    return [one for one in whole if one != "ok"] + list(
        connection.exec_driver_sql("PRAGMA foreign_key_check")
    )
