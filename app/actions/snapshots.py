"""What a batch changed in an article, kept so that an undo can give it back."""

from datetime import datetime
from typing import Any

from app.models import Decision, Revision
from app.queries.workpiece import Workpiece
from app.rules.workflow import Status

OF_ARTICLE = (
    "status",
    "former_status",
    "trashed_at",
    "trashed_by_id",
    "rubrique_id",
    "author_id",
    "online_revision_id",
    "waiting_since",
    "starts_at",
    "bumped_at",
    "updated_at",
    "changed_at",
)
OF_NEWEST = ("submitted_at", "decision", "decided_at", "decided_by_id", "reason")
"""What transitions write into the newest text; its names begin with `newest.` in a snapshot."""
_NEWEST = "newest."
PEOPLE = ("author_id", "trashed_by_id", f"{_NEWEST}decided_by_id")
"""What names people, whose accounts may be erased before an undo."""
_CHOICES = {"status": Status, "former_status": Status, f"{_NEWEST}decision": Decision}

Snapshot = dict[str, Any]


def snapshot(work: Workpiece) -> Snapshot:
    """Return what a batch may change, as JSON values."""
    article, newest = work.article, work.newest
    return {name: _stored(getattr(article, name)) for name in OF_ARTICLE} | {
        _NEWEST + name: _stored(getattr(newest, name)) for name in OF_NEWEST
    }


def difference(before: Snapshot, after: Snapshot) -> tuple[Snapshot, Snapshot]:
    """Return both snapshots with what differs between them, and with the last change always.

    `changed_at` tells whether anybody has touched the article since.
    """
    names = [name for name in before if before[name] != after[name] or name == "changed_at"]
    return {name: before[name] for name in names}, {name: after[name] for name in names}


def holds(work: Workpiece, after: Snapshot) -> bool:
    """Tell whether an article still is as a batch left it."""
    current = snapshot(work)
    return all(current[name] == value for name, value in after.items())


def article_values(before: Snapshot) -> dict[str, Any]:
    """Return the columns of the article that a snapshot gives back."""
    return {name: _loaded(name, before[name]) for name in before if not name.startswith(_NEWEST)}


def give_back_to(newest: Revision, before: Snapshot) -> None:
    """Give the newest text back what a snapshot holds of it."""
    for name in OF_NEWEST:
        if _NEWEST + name in before:
            setattr(newest, name, _loaded(_NEWEST + name, before[_NEWEST + name]))


def _stored(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


def _loaded(name: str, value: Any) -> Any:
    if value is None:
        return None
    elif name in _CHOICES:
        return _CHOICES[name](value)
    elif name.endswith(("_at", "_since")):
        return datetime.fromisoformat(value)
    else:
        return value
