"""Where a batch brings its articles: to a rubrique, or to another author."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Select
from sqlalchemy.orm import Session

from app.models import Person
from app.queries.holders import holders
from app.queries.names import is_named
from app.queries.people import people_known_to
from app.queries.rubriques import nodes
from app.queries.viewers import viewer_of
from app.queries.workpiece import Worker
from app.rules.audience import MANAGERS_EVERYWHERE, Viewer
from app.rules.batches import Target
from app.rules.roles import Permission, allows
from app.rules.visibility import Node, roles_in

MOST_PEOPLE = 20


def target_of(session: Session, worker: Worker, arguments: Mapping[str, Any]) -> Target:
    """Return the target of a batch with the rights that count there now."""
    rubrique_id, author_id = arguments.get("rubrique_id"), arguments.get("author_id")
    if rubrique_id is not None:
        return rubrique_target(worker, rubrique_id)
    elif author_id is not None:
        viewer = viewer_of(session, author_id)
        roles = {} if viewer.is_anonymous else roles_in(nodes(session), viewer)
        return Target(author_id=author_id, author_roles=roles)
    else:
        return Target()


def rubrique_target(worker: Worker, rubrique_id: int) -> Target:
    """Return a rubrique as a target of this person."""
    return Target(
        rubrique_id=rubrique_id,
        role=worker.roles.get(rubrique_id),
        archived=rubrique_id in worker.archived,
    )


def possible_authors(
    viewer: Viewer, tree: Sequence[Node], rubrique_ids: Sequence[int], words: str
) -> Select[Person]:
    """Select the first people of such a name who may write in one of these rubriques.

    Only those whose names the viewer may see: a pupil who moderates a club finds no parents here.
    """
    by_id = {node.id: node for node in tree}
    keys: set[str] = set(MANAGERS_EVERYWHERE)
    for id_ in rubrique_ids:
        node = by_id.get(id_)
        while node is not None:
            writing = node.grants.items()
            keys |= {key for key, role in writing if allows(Permission.PROPOSE, role, own=True)}
            node = by_id.get(node.parent_id) if node.inherits and node.parent_id else None
    named = [is_named(words)] if words else []
    return (
        people_known_to(viewer)
        .where(Person.id.in_(holders(keys)), *named)
        .order_by(Person.sort_key, Person.id)
        .limit(MOST_PEOPLE)
    )
