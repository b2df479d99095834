"""Why somebody may do something in a rubrique: the grant that gives the role he has there."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.rules.audience import Viewer, because
from app.rules.roles import Role
from app.rules.visibility import Node


@dataclass(frozen=True)
class Reason:
    """A role in a rubrique, the key that gives it, and the rubrique in which it was granted."""

    role: Role
    key: str
    granted_in: int


def reason(tree: Iterable[Node], viewer: Viewer, role: Role, rubrique_id: int) -> Reason | None:
    """Return the grant that gives a viewer his role in a rubrique.

    The nearest one counts, and of several keys the most personal one. None: he manages everywhere,
    or visits what is public.
    """
    nodes = {node.id: node for node in tree}
    node: Node | None = None if viewer.manages_everywhere else nodes[rubrique_id]
    while node is not None:
        key = because(viewer, {key for key, given in node.grants.items() if given is role})
        if key is not None:
            return Reason(role, key, node.id)
        node = nodes.get(node.parent_id or 0) if node.inherits else None
    return None


def reasons(tree: Iterable[Node], roles: Mapping[int, Role], viewer: Viewer) -> dict[int, Reason]:
    """Return the reason of each role above visitor that a grant gives, by rubrique.

    `roles` are the viewer's own. Who manages everywhere needs no grant, and has no reasons here.
    """
    tree = list(tree)
    found = {
        rubrique_id: reason(tree, viewer, role, rubrique_id)
        for rubrique_id, role in roles.items()
        if role is not Role.VISITOR
    }
    return {rubrique_id: one for rubrique_id, one in found.items() if one is not None}
