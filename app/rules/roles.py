"""Who may do what in a rubrique: the guide's table (p. 41), as data; `docs/roles.md` shows it."""

from collections.abc import Iterable
from enum import StrEnum


class Role(StrEnum):
    """What a grant gives in a rubrique, from the weakest to the strongest."""

    VISITOR = "visitor"
    WRITER = "writer"
    PUBLISHER = "publisher"
    MODERATOR = "moderator"
    MANAGER = "manager"


class Permission(StrEnum):
    """What may be done in a rubrique."""

    VIEW = "view"
    PROPOSE = "propose"
    CHANGE = "change"
    DELETE = "delete"
    PUBLISH = "publish"
    UNPUBLISH = "unpublish"
    APPROVE = "approve"
    REFUSE = "refuse"
    CREATE_RUBRIQUE = "create_rubrique"
    EDIT_RUBRIQUE = "edit_rubrique"
    DELETE_RUBRIQUE = "delete_rubrique"
    MANAGE_ACTORS = "manage_actors"


class Reach(StrEnum):
    """Whose contents a permission covers: nobody's, one's own, or anybody's."""

    NONE = "none"
    OWN = "own"
    ANY = "any"


_READING = (Reach.ANY, Reach.ANY, Reach.ANY, Reach.ANY, Reach.ANY)
_WRITING = (Reach.NONE, Reach.OWN, Reach.OWN, Reach.ANY, Reach.ANY)
_PUBLISHING = (Reach.NONE, Reach.NONE, Reach.OWN, Reach.ANY, Reach.ANY)
_REVIEWING = (Reach.NONE, Reach.NONE, Reach.NONE, Reach.ANY, Reach.ANY)
_MANAGING = (Reach.NONE, Reach.NONE, Reach.NONE, Reach.NONE, Reach.ANY)

_ROWS = {
    Permission.VIEW: _READING,
    Permission.PROPOSE: _WRITING,
    Permission.CHANGE: _WRITING,
    Permission.DELETE: _WRITING,
    Permission.PUBLISH: _PUBLISHING,
    Permission.UNPUBLISH: _PUBLISHING,
    Permission.APPROVE: _REVIEWING,
    Permission.REFUSE: _REVIEWING,
    Permission.CREATE_RUBRIQUE: _MANAGING,
    Permission.EDIT_RUBRIQUE: _MANAGING,
    Permission.DELETE_RUBRIQUE: _MANAGING,
    Permission.MANAGE_ACTORS: _MANAGING,
}

REACH: dict[Permission, dict[Role, Reach]] = {
    permission: dict(zip(Role, row, strict=True)) for permission, row in _ROWS.items()
}


def allows(permission: Permission, role: Role | None, own: bool) -> bool:
    """Tell whether a role allows something; `own`: the one who asks is the current author."""
    reach = Reach.NONE if role is None else REACH[permission][role]
    return reach is Reach.ANY or (reach is Reach.OWN and own)


def strongest(roles: Iterable[Role]) -> Role | None:
    """Return the strongest of the roles that a person's keys give, or none."""
    return max(roles, key=tuple(Role).index, default=None)
