"""Pages of a list by key: what comes after a row or before it, never an offset."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import BindParameter, ColumnElement, Select, SQLColumnExpression, and_, case, or_

Row = TypeVar("Row")
FIRST, LAST = 0, 2**63 - 1
"""Ids below and above all that there are."""


@dataclass(frozen=True)
class Cursor:
    """A place in a list: the sort value and the id of a row; `before` asks for what precedes.

    `group`: that of the row, where rows of equal sort values stand in groups.
    """

    key: Any
    id: int
    before: bool = False
    group: Any = None


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
    group: SQLColumnExpression[int] | None = None,
) -> Select[Any]:
    """Return the statement of one page, and of one row more, which says whether others follow.

    `key` is never null. Rows of equal keys stand in the order of their groups, where there is one,
    and of their ids, which turn with it.
    """
    if cursor is not None:
        falling = _falls(cursor, descending=descending)
        statement = statement.where(*_beyond(key, group, id_, cursor, falling=falling))
    order = order_of_page(key, id_, descending=descending, cursor=cursor, group=group)
    page: Select[Any] = statement.order_by(*order).limit(size + 1)
    return page


def order_of_page(
    key: SQLColumnExpression[Any],
    id_: SQLColumnExpression[int],
    *,
    descending: bool,
    cursor: Cursor | None = None,
    group: SQLColumnExpression[int] | None = None,
) -> tuple[SQLColumnExpression[Any], ...]:
    """Return the order in which `sliced` wants the rows of `by_key`.

    A bound value is the same in all rows: it orders nothing, and SQLite would sort for it.
    """
    columns = (key, id_) if group is None else (key, group, id_)
    varying = [column for column in columns if not isinstance(column, BindParameter)]
    falls = _falls(cursor, descending=descending)
    return tuple(column.desc() if falls else column.asc() for column in varying)


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


def _beyond(
    key: SQLColumnExpression[Any],
    group: SQLColumnExpression[int] | None,
    id_: SQLColumnExpression[int],
    cursor: Cursor,
    *,
    falling: bool,
) -> Iterator[ColumnElement[bool]]:
    """Yield what is true of the rows after the cursor; of its group no earlier row is read."""
    yield key <= cursor.key if falling else key >= cursor.key
    past_key = key < cursor.key if falling else key > cursor.key
    if group is None:
        yield or_(past_key, id_ < cursor.id if falling else id_ > cursor.id)
        return
    yield or_(past_key, group <= cursor.group if falling else group >= cursor.group)
    is_group = and_(key == cursor.key, group == cursor.group)
    end = case((is_group, cursor.id), else_=LAST if falling else FIRST)
    yield id_ < end if falling else id_ > end
