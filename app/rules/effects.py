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

    @property
    def is_none(self) -> bool:
        """Whether nothing changes."""
        return not (self.lost or self.gained or self.roles)


def effects(before: Sequence[Node], after: Sequence[Node]) -> list[Effect]:
    """Return what changes for visitors, for whoever is signed in, and for each key that is granted.

    Of a granted key only what differs from what changes for all who are signed in is told. Those
    who manage everywhere are left out: nothing changes for them.
    """
    found = [
        _effect(PUBLIC, ANONYMOUS, before, after),
        members := _effect(MEMBERS, _holder(MEMBERS), before, after),
    ]
    for key in sorted(_granted(before) | _granted(after)):
        holder = _holder(key)
        if key != MEMBERS and not holder.manages_everywhere:
            own = _effect(key, holder, before, after)
            if (own.lost, own.gained) != (members.lost, members.gained) or own.roles:
                found.append(own)
    return [one for one in found if not one.is_none]


def _effect(key: str, holder: Viewer, before: Sequence[Node], after: Sequence[Node]) -> Effect:
    was, will = roles_in(before, holder), roles_in(after, holder)
    return Effect(
        key,
        lost=frozenset(was.keys() - will.keys()),
        gained=frozenset(will.keys() - was.keys()),
        roles={
            id_: (was[id_], will[id_]) for id_ in was.keys() & will.keys() if was[id_] != will[id_]
        },
    )


def _holder(key: str) -> Viewer:
    return Viewer(None, frozenset({PUBLIC, MEMBERS, key}))


def _granted(tree: Iterable[Node]) -> set[str]:
    return {key for node in tree for key in node.grants}
