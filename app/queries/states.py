"""Where articles stand, read from columns: for lists, which load no objects."""

from datetime import datetime
from typing import Any

from app.models import Article, Decision, Revision
from app.rules.workflow import State, change_beside, displayed_state


def state_columns(newest: type[Revision]) -> list[Any]:
    """Return the columns that say where an article stands; `newest` is its newest text."""
    return [
        Article.status,
        Article.starts_at,
        Article.ends_at,
        Article.waiting_since,
        (newest.id == Article.online_revision_id).label("is_newest"),
        newest.decision,
    ]


def state_in(row: Any, now: datetime) -> State:
    """Return the state in a row of these columns."""
    change = change_beside(is_waiting=row.waiting_since is not None, is_newest=bool(row.is_newest))
    is_refused = row.decision is Decision.REFUSED
    return displayed_state(row.status, row.starts_at, row.ends_at, is_refused, change, now)
