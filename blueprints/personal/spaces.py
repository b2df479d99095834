"""The rubriques of somebody's own: those of a class, and those where he holds a role."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from flask import url_for

from app.access import archived, peer, roles, tree, viewer
from app.queries.attended import Attended, Pupil
from app.rules.audience import group_key
from app.rules.roles import Role
from app.rules.visibility import Node
from app.shared import shared
from app.text.slugs import slugify
from app.wording import role_name


@dataclass(frozen=True)
class Space:
    """A rubrique as a door; `role_name` is what the reader is there."""

    id: int
    name: str
    url: str
    role_name: str
    icon: str


def spaces_of(pupil: Pupil, group: Attended) -> list[Space]:
    """Return the rubriques that are given to a pupil's group by name, and that one may read."""
    doors = shared(("doors", peer()), _doors)
    return doors.get(group_key(group.id, pupil.part), [])


def own_spaces(without: Sequence[Space]) -> list[Space]:
    """Return the rubriques where one holds more than everybody, the strongest roles first.

    What only inherits the same role is left out; whoever manages all of them needs no list.
    """
    if viewer().manages_everywhere:
        return []
    known = frozenset(space.id for space in without)
    return shared(("spaces", peer(), known), lambda: _spaces_but(known))


def _doors() -> Mapping[str, list[Space]]:
    """Return the rubriques that one may read by each key to which they are given."""
    found: dict[str, list[Space]] = {}
    for node in tree():
        if node.grants and _is_listed(node):
            space = _space(node)
            for key in node.grants:
                found.setdefault(key, []).append(space)
    return found


def _spaces_but(known: Collection[int]) -> list[Space]:
    held = {node.id: node for node in tree() if _is_listed(node) and _is_own(node)}
    mine = [
        node for node in held.values() if node.id not in known and not _says_as_much(held, node)
    ]
    ranks = list(Role)
    return [_space(node) for node in sorted(mine, key=lambda one: -ranks.index(roles()[one.id]))]


def _is_own(node: Node) -> bool:
    """Tell whether a role goes beyond reading, or the reader is named among few."""
    if roles()[node.id] is not Role.VISITOR:
        return True
    return any(key.startswith(("group:", "user:")) for key in node.grants.keys() & viewer().keys)


def _says_as_much(held: Mapping[int, Node], node: Node) -> bool:
    above = held.get(node.parent_id or 0)
    return above is not None and roles()[above.id] is roles()[node.id]


def _is_listed(node: Node) -> bool:
    return node.id in roles() and node.id not in archived()


def _space(node: Node) -> Space:
    return Space(node.id, node.name, _url(node), role_name(roles()[node.id]), node.icon)


def _url(node: Node) -> str:
    return url_for("public.rubrique", rubrique_id=node.id, slug=slugify(node.name))
