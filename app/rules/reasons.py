"""Why somebody may do something in a rubrique: the grant that gives the role he has there."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.rules.audience import Viewer, because
from app.rules.roles import Role
from app.rules.visibility import Node


@dataclass(frozen=True)
class Reason:
    """A role in a rubrique, the key that gives it, and the rubrique in which it was granted."""

    rubrique_id: int
    role: Role
    key: str
    granted_in: int


def reasons(tree: Iterable[Node], roles: Mapping[int, Role], viewer: Viewer) -> dict[int, Reason]:
    """Return the reason of each role above visitor that a grant gives, by rubrique.

    `roles` are the viewer's own. The nearest grant of the role counts, and of several keys the most
    personal one. Who manages everywhere needs no grant, and has no reasons here.
    """
    nodes = {node.id: node for node in tree}
    found = {}
    for rubrique_id, role in roles.items():
        node: Node | None = nodes[rubrique_id]
        while node is not None and role is not Role.VISITOR and not viewer.manages_everywhere:
            key = because(viewer, {key for key, given in node.grants.items() if given is role})
            if key is not None:
                found[rubrique_id] = Reason(rubrique_id, role, key, node.id)
                break
            node = nodes.get(node.parent_id or 0) if node.inherits else None
    return found
