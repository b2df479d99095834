"""Whose eyes somebody looks with."""

from collections.abc import Iterable, Mapping

from sqlalchemy.orm import Session

from app.models import Group
from app.queries.key_names import ids_in
from app.queries.viewers import viewer_of
from app.rules.audience import Viewer
from app.rules.roles import Permission, Role, allows
from app.rules.see_as import Look, population, seen_by
from app.rules.tree import with_all_below
from app.rules.visibility import Node


def eyes(
    session: Session, look: Look, tree: Iterable[Node], roles: Mapping[int, Role]
) -> Viewer | None:
    """Return the viewer that a look gives; none when its group or person is no more.

    `roles` are those of whoever looks: a look at a rubrique goes no further down than they manage.
    """
    if look.key.startswith("user:"):
        seen = viewer_of(session, *ids_in([look.key], "user"))
        return None if seen.is_anonymous else seen
    level_id = None
    if look.key.startswith("group:"):
        group = session.get(Group, *ids_in([look.key], "group"))
        if group is None or group.ended_at is not None:
            return None
        level_id = group.level_id
    rubriques = None
    if look.rubrique_id is not None:
        rubriques = {
            id_
            for id_ in with_all_below(tree, look.rubrique_id)
            if allows(Permission.MANAGE_ACTORS, roles.get(id_), own=False)
        }
    return seen_by(population(look.key, level_id), rubriques)
