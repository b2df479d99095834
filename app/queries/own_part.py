"""A part of what is held about a person: one table of rows, each column by its name."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select


@dataclass(frozen=True)
class Part:
    """`name` names its file, `rows` selects what a person may have of it.

    `covers` are the foreign keys, as `table.column`, by which the person is found.
    """

    name: str
    covers: tuple[str, ...]
    rows: Callable[[int], Select[*tuple[Any, ...]]]
