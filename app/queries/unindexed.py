"""Conditions that SQLite does not look up in an index, so that it takes the one that sorts."""

from typing import Any, TypeVar

from sqlalchemy import ColumnElement
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

Value = TypeVar("Value")


class _Unindexed(FunctionElement[Value]):
    inherit_cache = True


def unindexed(
    column: InstrumentedAttribute[Value] | ColumnElement[Value],
) -> FunctionElement[Value]:
    """Return a column for a condition that most rows fulfil.

    SQLite takes each equality for a rare one, reads what answers to it and sorts all of that, where
    a walk along the order of the list finds a page at once. PostgreSQL counts, and decides itself.
    """
    found: FunctionElement[Value] = _Unindexed(column)
    found.type = column.type
    return found


@compiles(_Unindexed)
def _as_it_is(element: _Unindexed[Any], compiler: SQLCompiler, **given: Any) -> str:
    return compiler.process(element.clauses, **given)


@compiles(_Unindexed, "sqlite")
def _with_a_plus(element: _Unindexed[Any], compiler: SQLCompiler, **given: Any) -> str:
    """Write the sign for which SQLite's planner leaves a column alone (its documentation says)."""
    return "+" + compiler.process(element.clauses, **given)
