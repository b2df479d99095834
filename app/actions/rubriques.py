"""Arrange the rubriques: each verb checks the tree, changes it and logs it.

Whoever calls has called `hold_tree` before reading: two managers then arrange one after the other.
Who may do it is asked by the caller, with the same roles as its buttons.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.actions.checks import ask_for_check_in
from app.actions.log import record
from app.models import Rubrique
from app.queries.rubriques import nodes
from app.rules.tree import changed, is_cycle, path_of, turned_private, with_all_below
from app.rules.visibility import Node, Visibility, archived_in, may_be_public, trashed_in

DEEPEST = 8
"""How many rubriques may stand one below the other."""


class RubriqueRefused(Exception):
    """The tree does not allow this; the cause is a word that the page explains."""

    def __init__(self, cause: str) -> None:
        super().__init__(cause)
        self.cause = cause


@dataclass(frozen=True)
class Settings:
    """What is decided of a rubrique, but for its place."""

    name: str
    menu_name: str | None
    note: str | None
    icon: str | None
    introduction: str
    visibility: Visibility
    inherits: bool
    has_blog: bool
    has_agenda: bool
    is_temporary: bool


def settings_of(rubrique: Rubrique) -> Settings:
    """Return what is decided of a rubrique now."""
    return Settings(**{name: getattr(rubrique, name) for name in Settings.__annotations__})


def fingerprint(*shown: object) -> str:
    """Return a short text that is the same as long as what was shown is the same."""
    text = json.dumps(shown, sort_keys=True, default=_plain)
    return hashlib.sha256(text.encode()).hexdigest()[:24]


def state_of(rubrique: Rubrique) -> str:
    """Return the fingerprint of a rubrique as a form shows it."""
    return fingerprint(asdict(settings_of(rubrique)), rubrique.parent_id, rubrique.position)


def hold_tree(session: Session) -> None:
    """Let nobody else arrange the tree until the end of this transaction."""
    session.execute(select(Rubrique.id).order_by(Rubrique.id).with_for_update(key_share=True)).all()


def check_visibility(tree: Iterable[Node], parent_id: int | None, visibility: Visibility) -> None:
    """Raise RubriqueRefused (`public`) for what is public below what is not."""
    if visibility is Visibility.PUBLIC and not _may_be_public(tree, parent_id):
        raise RubriqueRefused("public")


def create_rubrique(
    session: Session, now: datetime, actor_id: int, parent_id: int | None, settings: Settings
) -> Rubrique:
    """Add a rubrique, the last below its parent or of the roots.

    Raises RubriqueRefused: `archived`, `deep`, `public` (below what is not).
    """
    tree = nodes(session)
    _check_parent(tree, parent_id, height=1)
    check_visibility(tree, parent_id, settings.visibility)
    rubrique = Rubrique(
        parent_id=parent_id,
        position=len(_siblings(session, parent_id)) + 1,
        **asdict(settings),
    )
    session.add(rubrique)
    session.flush()
    _order([*_siblings(session, parent_id)])
    record(session, now, actor_id, "rubrique.create", "rubrique", rubrique.id,
           name=rubrique.name, parent_id=parent_id)  # fmt: skip
    return rubrique


def change_rubrique(
    session: Session, now: datetime, actor_id: int, rubrique: Rubrique, settings: Settings
) -> None:
    """Change what is decided of a rubrique; what is public below one that turns private follows.

    Raises RubriqueRefused: `public` (below what is not).
    """
    tree = nodes(session)
    check_visibility(tree, rubrique.parent_id, settings.visibility)
    before = asdict(settings_of(rubrique))
    after = asdict(settings)
    differs = [name for name in after if before[name] != after[name]]
    if not differs:
        return
    for name in differs:
        setattr(rubrique, name, after[name])
    followed = turn_private(session, tree, rubrique, rubrique.parent_id)
    if "visibility" in differs:
        ask_for_check_in(session, [rubrique.id])
    record(session, now, actor_id, "rubrique.change", "rubrique", rubrique.id, name=rubrique.name,
           before={name: before[name] for name in differs},
           after={name: after[name] for name in differs}, turned_private=followed)  # fmt: skip


def move_rubrique(
    session: Session,
    now: datetime,
    actor_id: int,
    rubrique: Rubrique,
    parent_id: int | None,
    *,
    first: bool = False,
) -> None:
    """Put a rubrique below another one, or among the roots, as the first or the last there.

    Below what is not public it turns private, with all that is below it.
    Raises RubriqueRefused: `cycle`, `archived`, `deep`.
    """
    tree = nodes(session)
    if is_cycle(tree, rubrique.id, parent_id):
        raise RubriqueRefused("cycle")
    _check_parent(tree, parent_id, height=_height(tree, rubrique.id))
    former = rubrique.parent_id
    others = [one for one in _siblings(session, parent_id) if one.id != rubrique.id]
    followed = turn_private(session, tree, rubrique, parent_id)
    rubrique.parent_id = parent_id
    _order([rubrique, *others] if first else [*others, rubrique])
    session.flush()
    record(session, now, actor_id, "rubrique.move", "rubrique", rubrique.id, name=rubrique.name,
           before=former, after=parent_id, turned_private=followed)  # fmt: skip


def shift_rubrique(
    session: Session, now: datetime, actor_id: int, rubrique: Rubrique, *, up: bool
) -> bool:
    """Move a rubrique one place among those that stand beside it; tell whether it could."""
    beside = [*_siblings(session, rubrique.parent_id)]
    here = beside.index(rubrique)
    there = here - 1 if up else here + 1
    if not 0 <= there < len(beside):
        return False
    beside[here], beside[there] = beside[there], beside[here]
    _order(beside)
    record(session, now, actor_id, "rubrique.shift", "rubrique", rubrique.id, name=rubrique.name,
           before=here + 1, after=there + 1)  # fmt: skip
    return True


def _check_parent(tree: Sequence[Node], parent_id: int | None, *, height: int) -> None:
    if parent_id is None:
        return
    if parent_id in archived_in(tree) | trashed_in(tree):
        raise RubriqueRefused("archived")
    if len(path_of(tree, parent_id)) + height > DEEPEST:
        raise RubriqueRefused("deep")


def _height(tree: Sequence[Node], root_id: int) -> int:
    above = len(path_of(tree, root_id))
    return max(len(path_of(tree, id_)) for id_ in with_all_below(tree, root_id)) - above + 1


def _may_be_public(tree: Iterable[Node], parent_id: int | None) -> bool:
    by_id = {node.id: node for node in tree}
    return may_be_public(by_id[parent_id].visibility if parent_id is not None else None)


def turn_private(
    session: Session, tree: Sequence[Node], rubrique: Rubrique, parent_id: int | None
) -> list[int]:
    """Hide a rubrique, and what is public below it, as far as its place asks for it.

    Returns the ids of those below.
    """
    if rubrique.visibility is Visibility.PUBLIC and not _may_be_public(tree, parent_id):
        rubrique.visibility = Visibility.PRIVATE
        ask_for_check_in(session, [rubrique.id])
    after = changed(
        tree,
        rubrique.id,
        parent_id=parent_id,
        visibility=rubrique.visibility,
        inherits=rubrique.inherits,
    )
    followed = [id_ for id_ in turned_private(tree, after) if id_ != rubrique.id]
    if followed:
        session.execute(
            update(Rubrique).where(Rubrique.id.in_(followed)).values(visibility=Visibility.PRIVATE)
        )
        ask_for_check_in(session, followed)
    return followed


def _siblings(session: Session, parent_id: int | None) -> Sequence[Rubrique]:
    """Return what stands below a rubrique, or the roots, in order; the trash is not among them."""
    here = Rubrique.parent_id == parent_id if parent_id else Rubrique.parent_id.is_(None)
    return session.scalars(
        select(Rubrique)
        .where(here, Rubrique.trashed_at.is_(None))
        .order_by(Rubrique.position, Rubrique.id)
    ).all()


def _order(rubriques: Sequence[Rubrique]) -> None:
    for position, rubrique in enumerate(rubriques, 1):
        rubrique.position = position


def _plain(value: object) -> object:
    return sorted(value) if isinstance(value, frozenset | set) else str(value)
