"""Pages of a list by key: what comes after a row or before it, never an offset."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import Select, SQLColumnExpression, or_

Row = TypeVar("Row")


@dataclass(frozen=True)
class Cursor:
    """A place in a list: the sort value and the id of a row; `before` asks for what precedes."""

    key: Any
    id: int
    before: bool = False


@dataclass(frozen=True)
class Slice(Generic[Row]):
    """The rows of one page in the order of the list, and whether others stand around them."""

    rows: Sequence[Row]
    has_previous: bool
    has_next: bool


def by_key(
    statement: Any,
    key: SQLColumnExpression[Any],
    id_: SQLColumnExpression[int],
    *,
    descending: bool,
    cursor: Cursor | None,
    size: int,
) -> Select[Any]:
    """Return the statement of one page, and of one row more, which says whether others follow.

    `key` is never null. Rows of equal keys stand in the order of their ids, which turns with it.
    """
    falling = _falls(cursor, descending=descending)
    if cursor is not None and falling:
        statement = statement.where(key <= cursor.key, or_(key < cursor.key, id_ < cursor.id))
    elif cursor is not None:
        statement = statement.where(key >= cursor.key, or_(key > cursor.key, id_ > cursor.id))
    order = order_of_page(key, id_, descending=descending, cursor=cursor)
    page: Select[Any] = statement.order_by(*order).limit(size + 1)
    return page


def order_of_page(
    key: SQLColumnExpression[Any],
    id_: SQLColumnExpression[int],
    *,
    descending: bool,
    cursor: Cursor | None,
) -> tuple[SQLColumnExpression[Any], ...]:
    """Return the order in which `sliced` wants the rows of `by_key`."""
    if _falls(cursor, descending=descending):
        return key.desc(), id_.desc()
    return key.asc(), id_.asc()


def sliced(rows: Sequence[Row], cursor: Cursor | None, size: int) -> Slice[Row]:
    """Return the page that the rows of a statement of `by_key` are.

    A page on which nothing is left has no row from which others could be reached.
    """
    has_more, shown = len(rows) > size, list(rows[:size])
    comes_from_beside = cursor is not None and bool(shown)
    if cursor is not None and cursor.before:
        return Slice(shown[::-1], has_previous=has_more, has_next=comes_from_beside)
    else:
        return Slice(shown, has_previous=comes_from_beside, has_next=has_more)


def _falls(cursor: Cursor | None, *, descending: bool) -> bool:
    return descending != (cursor is not None and cursor.before)
