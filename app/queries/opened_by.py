"""Which keys open more than somebody may do himself: he lets nobody hold these."""

from collections.abc import Iterable, Mapping

from sqlalchemy.orm import Session

from app.queries.rubriques import nodes
from app.queries.site_rights import delegations, rights_of
from app.rules.audience import Viewer
from app.rules.roles import Role
from app.rules.visibility import roles_in

RANK = {role: rank for rank, role in enumerate(Role, 1)}


def keys_beyond(
    session: Session, keys: Iterable[str], viewer: Viewer, least: Role = Role.VISITOR
) -> set[str]:
    """Return those of the keys that give what the viewer lacks, in a constant number of queries.

    That is a right on the site, or in a rubrique a role from `least` on that is above his own:
    reading a private one that he may not read is such a role.
    """
    keys = frozenset(keys)
    rights = rights_of(session, viewer)
    found = {key for right, key in delegations(session) if key in keys and right not in rights}
    tree = nodes(session)
    own = roles_in(tree, viewer)
    granted = {key for node in tree for key in node.grants}
    for key in (keys & granted) - found:
        if _gives_more(roles_in(tree, Viewer(None, frozenset({key}))), own, least):
            found.add(key)
    return found


def _gives_more(given: Mapping[int, Role], own: Mapping[int, Role], least: Role) -> bool:
    return any(
        RANK[role] >= RANK[least] and RANK[role] > (RANK[own[id_]] if id_ in own else 0)
        for id_, role in given.items()
    )
