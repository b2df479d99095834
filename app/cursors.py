"""The place in a list as it stands in an address, in words that can be read: `2026-03-24T…~412`.

Where rows of the same key stand in groups, the group's id comes before that of the row.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

from flask import abort, request

from app.addresses import id_in
from app.queries.keyset import Cursor, Slice
from app.text.numbers import LONGEST_ID, number_in

BEFORE, AFTER = "avant", "apres"
Row = TypeVar("Row")


def cursor_asked(read_key: Callable[[str], Any], *, is_grouped: bool = False) -> Cursor | None:
    """Return the row beside which the page begins; what cannot be one is 404.

    `read_key` reads what the list sorts by and raises ValueError. `is_grouped`: by groups too.
    """
    side = BEFORE if BEFORE in request.args else AFTER
    text = request.args.get(side)
    if text is None:
        return None
    key, _tilde, digits = text.rpartition("~")
    id_, group = id_in(digits), None
    try:
        if is_grouped:
            key, _tilde, digits = key.rpartition("~")
            group = number(digits, LONGEST_ID)
        found = Cursor(read_key(key), id_, before=side == BEFORE, group=group) if id_ else None
    except ValueError:
        found = None
    return found or abort(404)


def pages_beside(
    page: Slice[Row], place: Callable[[Row], tuple[object, ...]], address: Callable[..., str]
) -> tuple[str, str]:
    """Return the addresses of the page before and of the one after, empty where there is none.

    `place` gives what the list sorts by, the group if it has some, and the id; `address` takes the
    place by its name.
    """
    if not page.rows:
        return "", ""
    first, last = page.rows[0], page.rows[-1]
    return (
        address(**{BEFORE: mark(*place(first))}) if page.has_previous else "",
        address(**{AFTER: mark(*place(last))}) if page.has_next else "",
    )


def mark(*place: object) -> str:
    """Return the place of a row, by what the list sorts by."""
    return "~".join(one.isoformat() if isinstance(one, datetime) else str(one) for one in place)


def moment(text: str) -> datetime:
    """Read a moment; raises ValueError."""
    found = datetime.fromisoformat(text)
    if found.tzinfo is None or not 1900 < found.year < 2200:
        raise ValueError(text)
    return found


def number(text: str, digits: int = 2) -> int:
    """Read a number of so many digits; raises ValueError."""
    found = number_in(text, digits)
    if found is None:
        raise ValueError(text)
    return found


def words(text: str) -> str:
    """Read a text; raises ValueError for what nobody types."""
    if not text.isprintable():
        raise ValueError(text)
    return text
