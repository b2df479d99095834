"""What is sent to the database."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import Any
from unittest.mock import patch

from sqlalchemy import Engine, event


@contextmanager
def alone() -> Iterator[None]:
    """Let each request meanwhile ask for all by itself, as the first one after a change does."""
    with patch("app.shared.READING", ()):
        yield


@contextmanager
def recorded(engine: Engine, *, sharing: bool = False) -> Iterator[list[str]]:
    """Record the statements of an engine in their order, with the ends of transactions.

    Without `sharing` each request asks for all by itself.
    """
    sent: list[str] = []

    def execute(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        sent.append(" ".join(statement.split()))

    def commit(_connection: Any) -> None:
        sent.append("COMMIT")

    event.listen(engine, "before_cursor_execute", execute)
    event.listen(engine, "commit", commit)
    try:
        with nullcontext() if sharing else alone():
            yield sent
    finally:
        event.remove(engine, "before_cursor_execute", execute)
        event.remove(engine, "commit", commit)
