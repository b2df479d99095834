"""A flat list of rubriques seen as a tree."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from app.models import Rubrique
from app.rules.visibility import Node

INDENT = "\u2003"
STEP = " › "


@dataclass(frozen=True)
class Branch:
    """A rubrique in its place: its depth from 0, and the branches below it."""

    rubrique: Rubrique
    depth: int
    below: list["Branch"] = field(default_factory=list)


def branches(rubriques: Sequence[Rubrique]) -> list[Branch]:
    """Return the branches depth first, siblings in the given order.

    A rubrique whose parent is not in the list stands at the root: its viewer may not see more.
    """
    known = {rubrique.id for rubrique in rubriques}
    children: dict[int | None, list[Rubrique]] = {}
    for rubrique in rubriques:
        parent = rubrique.parent_id if rubrique.parent_id in known else None
        children.setdefault(parent, []).append(rubrique)
    flat: list[Branch] = []

    def grow(parent: int | None, depth: int) -> list[Branch]:
        grown = []
        for rubrique in children.get(parent, ()):
            branch = Branch(rubrique, depth)
            flat.append(branch)
            branch.below.extend(grow(rubrique.id, depth + 1))
            grown.append(branch)
        return grown

    grow(None, 0)
    return flat


def indented(tree: Sequence[Branch]) -> list[tuple[str, str]]:
    """Return branches as the options of a field, each as far in as it stands."""
    return [
        (str(branch.rubrique.id), INDENT * branch.depth + branch.rubrique.name) for branch in tree
    ]


def paths_in_words(tree: Sequence[Node]) -> dict[int, str]:
    """Return "CDI › La Gazette" for each rubrique, in the order of the tree."""
    below: dict[int | None, list[Node]] = {}
    for node in tree:
        below.setdefault(node.parent_id, []).append(node)
    found: dict[int, str] = {}

    def walk(parent: int | None, before: str) -> None:
        for node in below.get(parent, ()):
            found[node.id] = before + node.name
            walk(node.id, found[node.id] + STEP)

    walk(None, "")
    return found


def with_descendants(tree: Sequence[Branch], root: int) -> frozenset[int]:
    """Return a rubrique's id and those of all that stands below it."""

    def ids(branch: Branch) -> set[int]:
        return {branch.rubrique.id}.union(*(ids(child) for child in branch.below))

    return frozenset(id_ for branch in tree if branch.rubrique.id == root for id_ in ids(branch))
