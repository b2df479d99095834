"""Who is told of what is submitted in a rubrique (DESIGN, "Articles and revisions")."""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import PersonDuty
from app.queries.holders import holders
from app.queries.rubriques import nodes
from app.rules.audience import Duty
from app.rules.roles import Role
from app.rules.visibility import Node

MODERATING = frozenset({Role.MODERATOR, Role.MANAGER})


def moderators_of(session: Session, rubrique_id: int) -> set[int]:
    """Return the ids of those who moderate a rubrique by a grant, else of the head.

    Grants of the rubrique come first, then those that it inherits, the nearest ones only; a grant
    that nobody holds any more counts for nothing. Administrators are never told: they are not
    there to read what pupils and teachers write.
    """
    tree = {node.id: node for node in nodes(session)}
    administrators = set(
        session.scalars(select(PersonDuty.person_id).where(PersonDuty.duty == Duty.ADMIN))
    )
    node: Node | None = tree.get(rubrique_id)
    while node is not None:
        keys = [key for key, role in node.grants.items() if role in MODERATING]
        found = set(session.scalars(holders(keys))) - administrators if keys else set()
        if found:
            return found
        node = _above(tree, node)
    return set(session.scalars(holders([f"duty:{Duty.HEAD}"])))


def _above(tree: Mapping[int, Node], node: Node) -> Node | None:
    if not node.inherits or node.parent_id is None:
        return None
    return tree.get(node.parent_id)
