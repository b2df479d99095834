"""A flat list of rubriques seen as a tree."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from app.models import Rubrique


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


def with_descendants(tree: Sequence[Branch], root: int) -> frozenset[int]:
    """Return a rubrique's id and those of all that stands below it."""

    def ids(branch: Branch) -> set[int]:
        return {branch.rubrique.id}.union(*(ids(child) for child in branch.below))

    return frozenset(id_ for branch in tree if branch.rubrique.id == root for id_ in ids(branch))
