"""Whoever works, seen from outside a request: with the rights that he has now."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Rubrique
from app.queries.rubriques import nodes
from app.queries.workpiece import Worker
from app.rules.audience import Viewer
from app.rules.visibility import roles_in, with_all_below


def read_worker(session: Session, viewer: Viewer) -> Worker:
    """Return a viewer as the newsroom knows him, with what is archived, by two queries."""
    tree = nodes(session)
    marked = session.scalars(select(Rubrique.id).where(Rubrique.archived_at.is_not(None)))
    archived = frozenset(id_ for root in marked for id_ in with_all_below(tree, root))
    return Worker(viewer, roles_in(tree, viewer), archived)
