"""The tree of rubriques as something that is rearranged: what may stand where."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from app.rules.visibility import Node, Visibility, may_be_public


def with_all_below(tree: Iterable[Node], root_id: int) -> list[int]:
    """Return a rubrique and all that stands below it, parents before their children."""
    children: dict[int | None, list[int]] = {}
    for node in tree:
        children.setdefault(node.parent_id, []).append(node.id)
    found = [root_id]
    for one in found:
        found.extend(id_ for id_ in children.get(one, ()) if id_ not in found)
    return found


def path_of(tree: Iterable[Node], node_id: int) -> list[int]:
    """Return the ids from the root down to a rubrique."""
    parents = {node.id: node.parent_id for node in tree}
    path: list[int] = []
    here: int | None = node_id
    while here is not None and here not in path:
        path.append(here)
        here = parents.get(here)
    return path[::-1]


def is_cycle(tree: Iterable[Node], node_id: int, parent_id: int | None) -> bool:
    """Tell whether a rubrique would stand below itself."""
    return parent_id is not None and parent_id in with_all_below(tree, node_id)


def changed(
    tree: Sequence[Node],
    node_id: int,
    *,
    parent_id: int | None,
    visibility: Visibility,
    inherits: bool,
) -> list[Node]:
    """Return the tree after a change of place, visibility or inheritance.

    What is public below what is no longer public turns private with it.
    """
    after = {
        node.id: replace(node, parent_id=parent_id, visibility=visibility, inherits=inherits)
        if node.id == node_id
        else node
        for node in tree
    }
    for id_ in with_all_below(after.values(), node_id)[1:]:
        parent = after[after[id_].parent_id or 0]
        if not may_be_public(parent.visibility):
            after[id_] = replace(after[id_], visibility=Visibility.PRIVATE)
    return list(after.values())


def turned_private(before: Iterable[Node], after: Iterable[Node]) -> list[int]:
    """Return the rubriques that were public and are no longer."""
    was = {node.id: node.visibility for node in before}
    return [
        node.id
        for node in after
        if was.get(node.id) is Visibility.PUBLIC and node.visibility is Visibility.PRIVATE
    ]
