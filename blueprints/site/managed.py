"""The rubriques that whoever asks manages: one by its id, or all as a tree."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from flask import abort, g

from app.access import now, roles, tree, viewer
from app.extensions import db
from app.models import Rubrique
from app.queries.managed import NOTHING, Held, all_rubriques, held_by
from app.rules.audience import Viewer
from app.rules.roles import Permission, Role, allows
from app.rules.tree import with_all_below
from app.rules.visibility import archived_in, roles_in, trashed_in
from app.tree import Branch, branches, indented, paths_in_words


@dataclass(frozen=True)
class Row:
    """A rubrique in the tree of its managers."""

    branch: Branch
    path: str
    """The names above it, where its parent is not in the tree."""
    held: Held
    is_archived: bool
    can_shift: bool


def manages(rubrique_id: int | None, permission: Permission = Permission.EDIT_RUBRIQUE) -> bool:
    """Tell whether the viewer may do this there; none are the roots, for managers everywhere."""
    if rubrique_id is None:
        return viewer().manages_everywhere
    return allows(permission, roles().get(rubrique_id), own=False)


def manages_something(asks: Viewer) -> bool:
    """Tell whether somebody manages a rubrique, or would if there were one."""
    return asks.manages_everywhere or Role.MANAGER in roles().values()


def managed_something(asks: Viewer) -> bool:
    """Tell whether somebody manages a rubrique, or one that is in the trash."""
    return asks.manages_everywhere or Role.MANAGER in roles_before_trash().values()


def roles_before_trash() -> dict[int, Role]:
    """Return the viewer's roles as they were, those in what is in the trash included."""
    return roles_in([replace(node, trashed=False) for node in tree()], viewer())


def managed(rubrique_id: int, permission: Permission = Permission.EDIT_RUBRIQUE) -> Rubrique:
    """Return a rubrique that the viewer manages; 404 when he may not read it, else 403."""
    found = db.session.get(Rubrique, rubrique_id) if rubrique_id in roles() else None
    if found is None:
        abort(404)
    if not manages(rubrique_id, permission):
        abort(403)
    return found


def manages_all_below(rubrique_id: int) -> bool:
    """Tell whether the viewer manages a rubrique and all that stands below it."""
    gone = trashed_in(tree())
    return all(manages(id_) for id_ in with_all_below(tree(), rubrique_id) if id_ not in gone)


def tree_rows() -> list[Row]:
    """Return the tree of the rubriques that the viewer manages."""
    everything = all_rubriques(db.session())
    mine = [rubrique for rubrique in everything if manages(rubrique.id)]
    ids = {rubrique.id for rubrique in mine}
    held = held_by(db.session(), now())
    archived = archived_in(tree())
    return [
        Row(
            branch,
            "" if branch.rubrique.parent_id in ids else place_in_words(branch.rubrique),
            held.get(branch.rubrique.id, NOTHING),
            branch.rubrique.id in archived,
            manages(branch.rubrique.parent_id),
        )
        for branch in branches(mine)
    ]


def place_in_words(rubrique: Rubrique) -> str:
    """Return the names above a rubrique, the outermost first."""
    if "paths" not in g:
        g.paths = paths_in_words(tree())
    return g.paths.get(rubrique.parent_id, "")  # type: ignore[no-any-return]


def managed_choices(but: Collection[int] = ()) -> list[tuple[str, str]]:
    """Return the rubriques that the viewer manages, but some, as the options of a field."""
    everything = all_rubriques(db.session())
    return indented(branches([one for one in everything if manages(one.id) and one.id not in but]))
