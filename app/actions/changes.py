"""Change the row of an article only if it is still as it was seen."""

from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Update, bindparam, update
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value

from app.actions.checks import ask_for_check
from app.actions.contributors import approver_of, note_contributor
from app.actions.exceptions import Outdated
from app.models import Article

COMPARED = (
    "status",
    "rubrique_id",
    "newest_revision_id",
    "online_revision_id",
    "waiting_since",
    "author_id",
)
"""What decides about the transitions of an article."""
NAMED = ("author_id", "approved_by_id")
"""Whom lists are sorted by."""
TO_BE_CHECKED = ("online_revision_id", "rubrique_id")
"""What readers read, and whether everybody may: after a change of it the check looks again."""


def change_if_unchanged(session: Session, now: datetime, article: Article, **values: Any) -> None:
    """Update an article in one statement that also compares what decides about its transitions.

    Who approved what is online follows from its text. Raises Outdated when another transaction was
    faster: its row count is the proof.
    """
    written = {"changed_at": now, **values}
    if "online_revision_id" in values:
        written["approved_by_id"] = approver_of(session, values["online_revision_id"])
    seen = {f"seen_{name}": getattr(article, name) for name in ("id", *COMPARED)}
    done = session.connection().execute(_statement(tuple(written)), {**seen, **written})
    if done.rowcount != 1:
        raise Outdated
    for name, value in written.items():
        set_committed_value(article, name, value)
    for person_id in filter(None, map(written.get, NAMED)):
        note_contributor(session, person_id)
    if article.online_revision_id is not None and not values.keys().isdisjoint(TO_BE_CHECKED):
        ask_for_check(session, [article.id])


@lru_cache(maxsize=64)
def _statement(written: tuple[str, ...]) -> Update:
    """Return the statement that writes some columns; made once, since a batch sends thousands."""
    table = Article.__table__
    seen = [
        table.c[name].is_not_distinct_from(bindparam(f"seen_{name}", type_=table.c[name].type))
        for name in COMPARED
    ]
    return (
        update(Article)
        .where(table.c.id == bindparam("seen_id"), *seen)
        .values({name: bindparam(name, type_=table.c[name].type) for name in written})
    )
