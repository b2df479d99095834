"""What requests share: contents for which the same span of the site gives the same answer.

What depends on who asks is kept under the keys that decide it (`access.peer`). What is one person's
own is kept for him, if at all, beside that and under his id; what counts as he reads (what was
sent to him, what is new to him) is made anew.
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import TypeVar

from flask import Flask, current_app, g, request

from app.extensions import db
from app.queries.named_keys import named_keys
from app.spans.current import Current, Spans
from app.spans.shelf import Shelf
from app.spans.span import Span

Kept = TypeVar("Kept")
Asked = TypeVar("Asked")
ROOM = 2**20
"""Characters of all that a process keeps for many: some 4 MiB with what Python needs for them."""
OWN_ROOM = 2**20
"""The same for what is one person's own, so that it drives out nothing of what many share."""
READING = ("GET", "HEAD")


@dataclass
class Shelves:
    """What a process keeps of one span."""

    span: Span
    shared: Shelf
    own: Shelf


def init_shared(app: Flask) -> None:
    """Let an application share; this comes before all that asks the database in a request."""
    with app.app_context():
        spans = app.extensions["spans"] = Spans(db.engine)
    app.extensions["shared"] = Current(spans, _begin_anew)
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
    here: tuple[Shelves, str] | None = g.get("shelves")
    if here is None:
        return make()
    shelves, root = here
    return shelves.shared.get((root, *name), make, size)


def own(
    owner: Hashable,
    name: tuple[Hashable, ...],
    make: Callable[[], Kept],
    *,
    size: Callable[[Kept], int | None] | None = None,
) -> Kept:
    """Return what earlier requests have made for one person under this name, or make it.

    As `shared`, of what depends on public tables, on that person and on the name alone. Its `owner`
    is the id of the person, or the session of one.
    """
    here: tuple[Shelves, str] | None = g.get("shelves")
    if here is None:
        return make()
    shelves, root = here
    return shelves.own.get((root, owner, *name), make, size)


def own_beside(
    owner: Hashable,
    name: tuple[Hashable, ...],
    make: Callable[[], tuple[Kept, Asked]],
    ask: Callable[[], Asked],
) -> tuple[Kept, Asked]:
    """Return what is kept for one person, and what is asked each time.

    Who has nothing kept yet gets both by one question: `make` asks it.
    """
    found: list[Asked] = []

    def both() -> Kept:
        kept, asked = make()
        found.append(asked)
        return kept

    kept = own(owner, name, both)
    return kept, found[0] if found else ask()


def is_sharing() -> bool:
    """Tell whether this request shares."""
    return g.get("shelves") is not None


def deciding_keys() -> frozenset[str]:
    """Return the keys on which contents depend: those that a grant, a tile or a service names."""
    return shared(("keys",), lambda: named_keys(db.session()))


def _begin_anew(span: Span) -> Shelves:
    return Shelves(span, Shelf(span, ROOM), Shelf(span, OWN_ROOM))


def _begin() -> None:
    if request.method in READING and request.endpoint is not None:
        current: Current[Shelves] = current_app.extensions["shared"]
        shelves = current.get()
        if shelves is not None:
            g.shelves = (shelves, request.root_path)
