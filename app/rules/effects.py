"""What a change of the tree changes for whom: said before it is saved."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.rules.audience import ANONYMOUS, MEMBERS, PUBLIC, Viewer
from app.rules.roles import Role
from app.rules.visibility import Node, roles_in


@dataclass(frozen=True)
class Effect:
    """What changes for those who hold a key: what they read no more, read from now on, may do."""

    key: str
    lost: frozenset[int]
    gained: frozenset[int]
    roles: Mapping[int, tuple[Role, Role]]
    """The role before and after, where both are there and differ."""


def effects(before: Sequence[Node], after: Sequence[Node]) -> list[Effect]:
    """Return what changes for visitors, for whoever is signed in, and for each key that is granted.

    Of a granted key only what differs from what changes for all who are signed in is told. Those
    who manage everywhere are left out: nothing changes for them.
    """
    holders = {PUBLIC: ANONYMOUS, MEMBERS: _holder(MEMBERS)}
    for key in sorted(_granted(before) | _granted(after)):
        if not _holder(key).manages_everywhere:
            holders[key] = _holder(key)
    usual = _changes(holders[MEMBERS], before, after)
    found = []
    for key, holder in holders.items():
        own = _changes(holder, before, after)
        if own and (key in (PUBLIC, MEMBERS) or own != usual):
            found.append(_effect(key, own))
    return found


def _changes(
    holder: Viewer, before: Sequence[Node], after: Sequence[Node]
) -> dict[int, tuple[Role | None, Role | None]]:
    was, will = roles_in(before, holder), roles_in(after, holder)
    return {
        id_: (was.get(id_), will.get(id_))
        for id_ in sorted(was.keys() | will.keys())
        if was.get(id_) is not will.get(id_)
    }


def _effect(key: str, changes: Mapping[int, tuple[Role | None, Role | None]]) -> Effect:
    return Effect(
        key,
        lost=frozenset(id_ for id_, (_was, will) in changes.items() if will is None),
        gained=frozenset(id_ for id_, (was, _will) in changes.items() if was is None),
        roles={id_: (was, will) for id_, (was, will) in changes.items() if was and will},
    )


def _holder(key: str) -> Viewer:
    return Viewer(None, frozenset({PUBLIC, MEMBERS, key}))


def _granted(tree: Iterable[Node]) -> set[str]:
    return {key for node in tree for key in node.grants}
