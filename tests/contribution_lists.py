"""The list of contributions of a school with many: read to its end, and how SQLite finds a page."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event
from sqlalchemy.orm import Session

from app.extensions import db
from app.models import Person
from app.queries.contribution_counts import Counts
from app.queries.contribution_filter import PAGE_SIZE, Filter, Tab
from app.queries.contribution_lead import NO_LEAD, Lead
from app.queries.contribution_orders import Sort
from app.queries.contributions import Contribution, read_contributions
from app.queries.keyset import Cursor, Slice
from app.queries.rubriques import nodes
from app.queries.viewers import viewer_of
from app.queries.workpiece import Worker
from app.rules.visibility import roles_in
from tests.factories import NOW
from tests.filling import empty
from tests.many_contributions import fill

MANY = 1_200
FILTERS = {
    "all": Filter(),
    "drafts": Filter(tab=Tab.DRAFTS),
    "to approve": Filter(tab=Tab.WAITING),
    "words": Filter(words="SORTIE musee"),
    "percent": Filter(words="100 %"),
    "author": Filter(author="vidal", tab=Tab.ONLINE),
    "days": Filter(since=NOW - timedelta(days=30), until=NOW - timedelta(days=10)),
    "old": Filter(unchanged_since=NOW - timedelta(days=40), without_picture=True),
    "no picture": Filter(without_picture=True),
    "nothing": Filter(words="introuvable"),
    "most": Filter(until=NOW, words="texte"),
}
Desk = tuple[Session, Worker, dict[int, str]]
"""A session, who works there, and the names of the rubriques."""


def desks(app: Flask) -> Iterator[Desk]:
    """Yield the desk of whoever manages many contributions; they are gone afterwards."""
    with app.app_context():
        session = db.session()
        empty(session)
        chief = fill(session, MANY)
        session.commit()
        yield session, *worker_of(session, chief)
        session.rollback()
        empty(session)
        db.session.remove()


def worker_of(session: Session, person: Person) -> tuple[Worker, dict[int, str]]:
    """Return a person as the newsroom knows him, and the names of the rubriques."""
    viewer, tree = viewer_of(session, person.id), nodes(session)
    return Worker(viewer, roles_in(tree, viewer)), {node.id: node.name for node in tree}


def read_page(desk: Desk, wanted: Filter, sort: Sort, **how: Any) -> Slice[Contribution]:
    """Read one page of the list."""
    session, worker, names = desk
    return read_contributions(session, worker, wanted, sort, NOW, names, **how)


def walk(
    desk: Desk,
    wanted: Filter,
    sort: Sort,
    *,
    descending: bool,
    backwards: bool = False,
    total: int | None = None,
    kept: int | None = None,
    lead: Lead = NO_LEAD,
) -> list[Contribution]:
    """Read the whole list page by page, from its beginning or, backwards, from its end."""
    found: list[Contribution] = []
    cursor = None
    if backwards:
        rows = walk(desk, wanted, sort, descending=descending, total=total)
        if not rows:
            return []
        cursor, found = beside(rows[-1], before=True), [rows[-1]]
    while True:
        counts = counted(wanted, total, kept, lead)
        how = {"descending": descending, "cursor": cursor, "counts": counts}
        page = read_page(desk, wanted, sort, **how)
        assert len(page.rows) <= PAGE_SIZE
        found = [*page.rows, *found] if backwards else [*found, *page.rows]
        if not (page.has_previous if backwards else page.has_next):
            return found
        end = page.rows[0 if backwards else -1]
        cursor = beside(end, before=backwards)


def counted(wanted: Filter, total: int | None, kept: int | None, lead: Lead) -> Counts:
    """Return what is known of how many a filter keeps."""
    known = {Tab.ALL: kept, wanted.tab: total}
    return Counts({tab: number for tab, number in known.items() if number is not None}, lead=lead)


def beside(row: Contribution, *, before: bool) -> Cursor:
    """Return the place after a row, or before it."""
    return Cursor(row.key, row.id, before, row.group)


def plan_of(
    desk: Desk,
    wanted: Filter,
    sort: Sort,
    total: int | None = None,
    kept: int | None = None,
    lead: Lead = NO_LEAD,
) -> list[str]:
    """Return how SQLite finds the first page."""
    how = {"descending": True, "counts": counted(wanted, total, kept, lead)}
    return plan(desk[0], lambda: read_page(desk, wanted, sort, **how))


def plan(session: Session, ask: Callable[[], object]) -> list[str]:
    """Return how SQLite answers the last statement of a question.

    On PostgreSQL, which counts what it has and decides by that, the test is left out.
    """
    if session.get_bind().dialect.name != "sqlite":
        pytest.skip("how SQLite answers is asked of SQLite")
    sent: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, statement: str, given: Any, *_: Any) -> None:
        sent.append((statement, given))

    event.listen(session.get_bind(), "before_cursor_execute", note)
    try:
        ask()
    finally:
        event.remove(session.get_bind(), "before_cursor_execute", note)
    statement, given = sent[-1]
    lines = session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", given)
    return [line.detail for line in lines]


def steps(session: Session, ask: Callable[[], object]) -> int:
    """Return how many steps SQLite takes for a question, in hundreds."""
    if session.get_bind().dialect.name != "sqlite":
        pytest.skip("SQLite counts its steps")
    taken: list[None] = []
    connection: Any = session.connection().connection.driver_connection
    connection.set_progress_handler(lambda: taken.append(None), 100)
    try:
        ask()
    finally:
        connection.set_progress_handler(None, 0)
    return len(taken)
