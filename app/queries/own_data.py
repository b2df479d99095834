"""All that is held about a person, for the person (RGPD, articles 15 and 20)."""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Connection

from app.queries.own_part import Part
from app.queries.own_place import PLACE
from app.queries.own_traces import TRACES
from app.queries.own_work import WORK

PARTS: tuple[Part, ...] = (*PLACE, *WORK, *TRACES)
"""In the order of the page and of the files."""

LEFT_OUT: Mapping[str, str] = {
    "access_code.created_by_id": "The code is somebody else's; the journal says who printed it.",
    "article.trashed_by_id": "The journal says it.",
    "event.trashed_by_id": "The journal says it.",
    "rubrique.trashed_by_id": "The journal says it.",
    "notice.actor_id": "The notice was told to somebody else; the journal says what was done.",
    "data_request.answered_by_id": "The answer is told to whoever asked; the journal says it too.",
}
"""Foreign keys to people that no part covers, each with the reason.

A test reads all of them from the models: a new table is exported, or stands here.
"""
AT_ONCE = 200
"""Rows that are read together, however many there are."""


def first_rows(reader: Connection, part: Part, person_id: int, most: int) -> list[dict[str, Any]]:
    """Return the first rows of a part."""
    return [dict(row) for row in reader.execute(part.rows(person_id).limit(most)).mappings()]


def all_rows(reader: Connection, part: Part, person_id: int) -> Iterator[dict[str, Any]]:
    """Yield all rows of a part, a few of them in memory at a time."""
    found = reader.execution_options(yield_per=AT_ONCE).execute(part.rows(person_id))
    for row in found.mappings():
        yield dict(row)


def columns_of(part: Part) -> list[str]:
    """Return the names of a part's columns."""
    return [column.name for column in part.rows(0).selected_columns]
