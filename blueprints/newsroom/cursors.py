"""The place in a list as it stands in an address, in words that can be read: `2026-03-24T…~412`."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from flask import abort, request

from app.queries.keyset import Cursor

BEFORE, AFTER = "avant", "apres"
LONGEST_ID = 9
"""Digits of an id, within the 32 bits of its column."""


def mark(key: object, id_: int) -> str:
    """Return the place of a row, by what the list sorts by."""
    return f"{key.isoformat() if isinstance(key, datetime) else key}~{id_}"


def cursor_of(read_key: Callable[[str], Any]) -> Cursor | None:
    """Return the row beside which the page begins; what cannot be one is 404.

    `read_key` reads what the list sorts by and raises ValueError.
    """
    side = BEFORE if BEFORE in request.args else AFTER
    text = request.args.get(side)
    if text is None:
        return None
    key, _tilde, id_ = text.rpartition("~")
    try:
        return Cursor(read_key(key), number(id_, LONGEST_ID), before=side == BEFORE)
    except ValueError:
        abort(404)


def moment(text: str) -> datetime:
    """Read a moment; raises ValueError."""
    found = datetime.fromisoformat(text)
    if found.tzinfo is None or not 1900 < found.year < 2200:
        raise ValueError(text)
    return found


def number(text: str, digits: int = 2) -> int:
    """Read a number of so many digits; raises ValueError."""
    if not (text.isascii() and text.isdigit() and len(text) <= digits):
        raise ValueError(text)
    return int(text)


def words(text: str) -> str:
    """Read a text; raises ValueError for what nobody types."""
    if not text.isprintable():
        raise ValueError(text)
    return text
