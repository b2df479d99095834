"""Whoever works, seen from outside a request: with the rights that he has now."""

from sqlalchemy.orm import Session

from app.queries.rubriques import nodes
from app.queries.workpiece import Worker
from app.rules.audience import Viewer
from app.rules.visibility import archived_in, roles_in


def read_worker(session: Session, viewer: Viewer) -> Worker:
    """Return a viewer as the newsroom knows him, with what is archived, in one query."""
    tree = nodes(session)
    return Worker(viewer, roles_in(tree, viewer), archived_in(tree))
