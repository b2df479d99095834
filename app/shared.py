"""What requests share: contents for which the same span of the site gives the same answer.

What depends on who asks is kept under the keys that decide it (`access.peer`). What names a person,
counts what was sent to him, marks what is new to him or holds a token is made anew; only the list
of what one works on is kept for oneself, under that person's id.
"""

from collections.abc import Callable, Hashable
from typing import TypeVar

from flask import Flask, current_app, g, request

from app.extensions import db
from app.queries.named_keys import named_keys
from app.spans.current import Current, Spans
from app.spans.shelf import Shelf

Kept = TypeVar("Kept")
ROOM = 4 * 2**20
"""Characters of all that a process keeps."""
READING = ("GET", "HEAD")


def init_shared(app: Flask) -> None:
    """Let an application share; this comes before all that asks the database in a request."""
    with app.app_context():
        spans = app.extensions["spans"] = Spans(db.engine)
    app.extensions["shared"] = Current(spans, lambda span: Shelf(span, ROOM))
    app.before_request(_begin)


def shared(
    name: tuple[Hashable, ...],
    make: Callable[[], Kept],
    *,
    size: Callable[[Kept], int | None] | None = None,
) -> Kept:
    """Return what other requests have made under this name, or make it.

    The name holds all on which it depends, but for the site and where the application stands.
    `size` says how much of the room it takes, none where it is not to be kept. A request that
    writes shares nothing: neither a form, nor a page from its first change on
    (`app/database.py`), which sees what others do not.
    """
    here: tuple[Shelf, str] | None = g.get("shelf")
    if here is None:
        return make()
    shelf, root = here
    return shelf.get((root, *name), make, size)


def is_sharing() -> bool:
    """Tell whether this request shares."""
    return g.get("shelf") is not None


def deciding_keys() -> frozenset[str]:
    """Return the keys on which contents depend: those that a grant, a tile or a service names."""
    return shared(("keys",), lambda: named_keys(db.session()))


def _begin() -> None:
    if request.method in READING and request.endpoint is not None:
        current: Current[Shelf] = current_app.extensions["shared"]
        shelf = current.get()
        if shelf is not None:
            g.shelf = (shelf, request.root_path)
