"""Let the database fail at each statement of an action in turn, and look at what is left."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, event, select
from sqlalchemy.orm import Session

from app.models import Base

Snapshot = dict[str, list[tuple[Any, ...]]]


class Fault(Exception):
    """The failure of the tests' own, which no code of the site expects."""


def snapshot(session: Session) -> Snapshot:
    """Return every row of every table."""
    session.rollback()
    rows = {
        table.name: sorted((tuple(row) for row in session.execute(select(table))), key=repr)
        for table in Base.metadata.sorted_tables
    }
    session.rollback()
    return rows


@contextmanager
def failing_at(engine: Engine, number: int) -> Iterator[list[str]]:
    """Make the statement of this number fail before it is sent, counted from 1; the commit too."""
    sent: list[str] = []

    def execute(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        sent.append(statement)
        if len(sent) == number:
            raise Fault(statement)

    def commit(_connection: Any) -> None:
        sent.append("COMMIT")
        if len(sent) == number:
            raise Fault("COMMIT")

    event.listen(engine, "before_cursor_execute", execute)
    event.listen(engine, "commit", commit)
    try:
        yield sent
    finally:
        event.remove(engine, "before_cursor_execute", execute)
        event.remove(engine, "commit", commit)


def statements_survived(session: Session, action: Callable[[], object]) -> int:
    """Run an action with a fault at its first statement, its second and so on, until it passes.

    After each fault every table must be as before. Returns how many faults were survived; raises
    AssertionError with the statement after which something was left.
    """
    engine = session.get_bind()
    assert isinstance(engine, Engine)
    before = snapshot(session)
    for number in range(1, 500):
        with failing_at(engine, number) as sent:
            try:
                action()
                session.commit()
            except Fault:
                session.rollback()
            else:
                return number - 1
        session.expire_all()
        assert snapshot(session) == before, f"left behind by a fault at {sent[-1]}"
    raise AssertionError("the action never ended")
