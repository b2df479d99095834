"""What a viewer may see: rubriques by their tree and grants, articles by their state and dates.

`queries/rubriques.py` and `queries/articles.py` say the same in SQL; a test compares them on all
combinations.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from app.rules.audience import Viewer
from app.rules.roles import Role, strongest
from app.rules.workflow import Status


class Visibility(StrEnum):
    """Who may read a rubrique: everybody, or those to whom a role is granted (guide p. 20)."""

    PUBLIC = "public"
    PRIVATE = "private"


@dataclass(frozen=True)
class Node:
    """A rubrique as the rules see it; `grants` maps a key to the role that it gives here."""

    id: int
    parent_id: int | None
    visibility: Visibility
    inherits: bool
    grants: Mapping[str, Role]
    archived: bool = False
    """Whether it was itself archived; what is below it is archived with it."""
    trashed: bool = False
    """Whether it was itself put into the trash; what is below it is there with it."""
    name: str = field(default="", compare=False)
    menu_name: str = field(default="", compare=False)
    """What the main menu calls it, where that is shorter."""
    icon: str = field(default="", compare=False)


@dataclass(frozen=True)
class Publication:
    """The dates and state of an article; datetimes are aware."""

    status: Status
    starts_at: datetime | None
    ends_at: datetime | None


def may_be_public(parent: Visibility | None) -> bool:
    """Tell whether a rubrique may be public under this parent (none for a root; domain §1.1)."""
    return parent is None or parent is Visibility.PUBLIC


def roles_in(tree: Iterable[Node], viewer: Viewer) -> dict[int, Role]:
    """Return the viewer's role in each rubrique where he has one.

    Grants flow down to descendants that inherit and the strongest role wins; a rubrique that is
    public, as all its ancestors are, is visited by everybody; the head, deputies and administrators
    manage everywhere. What is in the trash, with all below it, exists for nobody. Parents come
    before their children in the result.

    Raises ValueError when a parent is missing or the tree has a cycle.
    """
    nodes = {node.id: node for node in tree}
    gone = trashed_in(nodes.values())
    held = viewer.keys if viewer.within is None else viewer.within.keys
    granted: dict[int, Role | None] = {}
    is_open: dict[int, bool] = {}
    for node in _parents_first(nodes):
        parent = node.parent_id
        inherited = granted[parent] if node.inherits and parent is not None else None
        own = [role for key, role in node.grants.items() if key in held]
        granted[node.id] = strongest([*own, inherited] if inherited else own)
        is_open[node.id] = node.visibility is Visibility.PUBLIC and (
            parent is None or is_open[parent]
        )
    return {
        node_id: role
        for node_id in granted
        if node_id not in gone
        and (role := _role(viewer, _counted(viewer, node_id, granted), is_open[node_id]))
        is not None
    }


def archived_in(tree: Iterable[Node]) -> set[int]:
    """Return what is archived, itself or by an ancestor.

    It is read by whoever may read it, but stands in no menu, list or flow, and nothing new is
    written or put online there.
    """
    return _with_all_below(tree, lambda node: node.archived)


def trashed_in(tree: Iterable[Node]) -> set[int]:
    """Return what is in the trash, itself or by an ancestor."""
    return _with_all_below(tree, lambda node: node.trashed)


def passed_through(tree: Iterable[Node], readable: Iterable[int]) -> set[int]:
    """Return the ancestors of readable rubriques: their titles show in the path, nothing else."""
    parents = {node.id: node.parent_id for node in tree}
    passed: set[int] = set()
    for node_id in readable:
        parent = parents[node_id]
        while parent is not None and parent not in passed:
            passed.add(parent)
            parent = parents[parent]
    return passed


def is_readable(publication: Publication, now: datetime) -> bool:
    """Tell whether an article of a readable rubrique may be read: started, or even expired."""
    return (
        publication.status is Status.ONLINE
        and publication.starts_at is not None
        and publication.starts_at <= now
    )


def is_expired(publication: Publication, now: datetime) -> bool:
    """Tell whether the end of the publication has passed."""
    return publication.ends_at is not None and publication.ends_at <= now


def is_current(publication: Publication, now: datetime) -> bool:
    """Tell whether an article shows in tiles, lists, feeds and the site map."""
    return is_readable(publication, now) and not is_expired(publication, now)


def _counted(viewer: Viewer, node_id: int, granted: Mapping[int, Role | None]) -> Role | None:
    if viewer.within is not None and node_id not in viewer.within.rubriques:
        return None
    return granted[node_id]


def _role(viewer: Viewer, granted: Role | None, is_open: bool) -> Role | None:
    if viewer.manages_everywhere:
        return Role.MANAGER
    return granted or (Role.VISITOR if is_open else None)


def _with_all_below(tree: Iterable[Node], is_marked: Callable[[Node], bool]) -> set[int]:
    marked: set[int] = set()
    for node in _parents_first({node.id: node for node in tree}):
        if is_marked(node) or node.parent_id in marked:
            marked.add(node.id)
    return marked


def _parents_first(nodes: Mapping[int, Node]) -> Iterable[Node]:
    children: dict[int | None, list[Node]] = {}
    for node in nodes.values():
        children.setdefault(node.parent_id, []).append(node)
    ordered = list(children.get(None, ()))
    for node in ordered:
        ordered.extend(children.get(node.id, ()))
    if len(ordered) != len(nodes):
        raise ValueError("a rubrique has a missing parent or is its own ancestor")
    return ordered
