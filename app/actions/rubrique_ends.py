"""Archive rubriques, put them into the trash and take them out of it, with all below them."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.actions.log import record
from app.actions.rubriques import RubriqueRefused, turn_private
from app.models import Rubrique
from app.queries.rubriques import nodes
from app.rules.tree import path_of
from app.rules.visibility import Visibility, may_be_public, trashed_in


def archive_rubrique(session: Session, now: datetime, actor_id: int, rubrique: Rubrique) -> None:
    """Take a rubrique out of menus and flows; raises RubriqueRefused when it is out: `archived`."""
    if rubrique.archived_at is not None:
        raise RubriqueRefused("archived")
    rubrique.archived_at = now
    record(session, now, actor_id, "rubrique.archive", "rubrique", rubrique.id, name=rubrique.name)


def unarchive_rubrique(session: Session, now: datetime, actor_id: int, rubrique: Rubrique) -> None:
    """Bring an archived rubrique back; raises RubriqueRefused when it is not one: `current`."""
    if rubrique.archived_at is None:
        raise RubriqueRefused("current")
    rubrique.archived_at = None
    record(
        session, now, actor_id, "rubrique.unarchive", "rubrique", rubrique.id, name=rubrique.name
    )


def trash_rubrique(session: Session, now: datetime, actor_id: int, rubrique: Rubrique) -> None:
    """Put a rubrique into the trash with all below it: texts stay in it, for nobody to see.

    Raises RubriqueRefused when it is there: `trashed`.
    """
    if rubrique.id in trashed_in(nodes(session)):
        raise RubriqueRefused("trashed")
    rubrique.trashed_at = now
    rubrique.trashed_by_id = actor_id
    record(session, now, actor_id, "rubrique.trash", "rubrique", rubrique.id, name=rubrique.name)


def restore_rubrique(session: Session, now: datetime, actor_id: int, rubrique: Rubrique) -> bool:
    """Take a rubrique out of the trash; tell whether it had to turn private under its parent.

    Raises RubriqueRefused: `current` when it is not in the trash by itself, `parent` when what
    stands above it is.
    """
    tree = nodes(session)
    if rubrique.trashed_at is None:
        raise RubriqueRefused("current")
    above = path_of(tree, rubrique.id)[:-1]
    if trashed_in(tree).intersection(above):
        raise RubriqueRefused("parent")
    rubrique.trashed_at = None
    rubrique.trashed_by_id = None
    session.flush()
    parents = {node.id: node.visibility for node in tree}
    was_public = rubrique.visibility is Visibility.PUBLIC
    must_hide = bool(above) and not may_be_public(parents[above[-1]])
    if was_public and must_hide:
        turn_private(session, tree, rubrique, rubrique.parent_id)
    record(session, now, actor_id, "rubrique.restore", "rubrique", rubrique.id, name=rubrique.name)
    return was_public and must_hide
