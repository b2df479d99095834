"""What may be done to many articles at once, and why one of them is left as it is."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from app.rules.roles import Permission, Role, allows
from app.rules.workflow import PUBLISHED, TRANSITIONS, Stage, State, Status, open_transitions


class BatchAction(StrEnum):
    """What may be done to many articles."""

    TRASH = "trash"
    RESTORE = "restore"
    MOVE = "move"
    PUBLISH = "publish"
    UNPUBLISH = "unpublish"
    CHANGE_AUTHOR = "change_author"


class Refusal(StrEnum):
    """Why an article is left as it is."""

    ROLE = "role"
    IN_TRASH = "in_trash"
    NOT_IN_TRASH = "not_in_trash"
    ALREADY_ONLINE = "already_online"
    NOT_ONLINE = "not_online"
    ENDED = "ended"
    ARCHIVED = "archived"
    ALREADY_THERE = "already_there"
    TARGET_ROLE = "target_role"
    TARGET_ARCHIVED = "target_archived"
    ALREADY_AUTHOR = "already_author"
    AUTHOR_MAY_NOT_WRITE = "author_may_not_write"
    FAULTY = "faulty"


@dataclass(frozen=True)
class Case:
    """One article before whoever asks: his role in its rubrique, and whether it is his own."""

    state: State
    rubrique_id: int
    author_id: int | None
    role: Role | None
    own: bool
    archived: bool = False


@dataclass(frozen=True)
class Target:
    """Where to: a rubrique with the role held there, or an author with his roles."""

    rubrique_id: int | None = None
    role: Role | None = None
    archived: bool = False
    author_id: int | None = None
    author_roles: Mapping[int, Role] = field(default_factory=dict)


_TRANSITIONS = {transition.name: transition for transition in TRANSITIONS}
_WRONG_STATE = {
    BatchAction.TRASH: Refusal.IN_TRASH,
    BatchAction.RESTORE: Refusal.NOT_IN_TRASH,
    BatchAction.PUBLISH: Refusal.ALREADY_ONLINE,
    BatchAction.UNPUBLISH: Refusal.NOT_ONLINE,
}


def transition_for(action: BatchAction, stage: Stage) -> str | None:
    """Return the name of the transition that an action makes, none when it makes none.

    To put online what waits is to approve it; a change beside an online text is left to its page.
    """
    if action in (BatchAction.MOVE, BatchAction.CHANGE_AUTHOR):
        return None
    elif action is BatchAction.PUBLISH and stage is Stage.PENDING:
        return "approve"
    else:
        return str(action)


def refusal(action: BatchAction, case: Case, target: Target) -> Refusal | None:
    """Return why an article is left as it is, or none when the action may be done to it."""
    if action is BatchAction.MOVE:
        return _not_moved(case, target)
    elif action is BatchAction.CHANGE_AUTHOR:
        return _not_given(case, target)
    else:
        return _not_made(action, case)


def undo_refusal(action: BatchAction, case: Case, former: Target) -> Refusal | None:
    """Return why what an action did to an article is not undone; `former`: where it was before.

    To undo asks for the right to do the opposite now.
    """
    if action is BatchAction.MOVE:
        return _not_moved(case, former)
    elif action is BatchAction.CHANGE_AUTHOR:
        return None if allows(Permission.CHANGE, case.role, own=False) else Refusal.ROLE
    elif action is BatchAction.PUBLISH:
        return None if allows(Permission.UNPUBLISH, case.role, case.own) else Refusal.ROLE
    elif action is not BatchAction.UNPUBLISH:
        return None if allows(Permission.DELETE, case.role, case.own) else Refusal.ROLE
    elif not allows(Permission.PUBLISH, case.role, case.own):
        return Refusal.ROLE
    else:
        return Refusal.ARCHIVED if case.archived else None


def comes_back_as_draft(action: BatchAction, former: Status | None, case: Case) -> bool:
    """Tell whether an undone deletion gives a draft: who may not put online restores no more."""
    was_open = action is BatchAction.TRASH and former is not Status.DRAFT
    return was_open and not allows(Permission.PUBLISH, case.role, case.own)


def _not_made(action: BatchAction, case: Case) -> Refusal | None:
    name = transition_for(action, case.state.stage)
    allowed = open_transitions(case.state, case.role, case.own, archived=case.archived)
    if any(transition.name == name for transition in allowed):
        return None
    wanted = _TRANSITIONS[str(name)]
    if case.state not in wanted.sources and case.state.stage is Stage.TRASHED:
        return Refusal.IN_TRASH
    elif case.state not in wanted.sources:
        return _WRONG_STATE[action]
    elif not allows(wanted.permission, case.role, case.own):
        return Refusal.ROLE
    else:
        return Refusal.ARCHIVED


def _not_moved(case: Case, target: Target) -> Refusal | None:
    """What is online goes only where one may put online: no text reaches readers by a move."""
    is_online = case.state.stage in PUBLISHED
    needed = Permission.PUBLISH if is_online else Permission.PROPOSE
    if case.state.stage is Stage.TRASHED:
        return Refusal.IN_TRASH
    elif not _may_take_away(case):
        return Refusal.ROLE
    elif case.rubrique_id == target.rubrique_id:
        return Refusal.ALREADY_THERE
    elif target.archived:
        return Refusal.TARGET_ARCHIVED
    else:
        return None if allows(needed, target.role, case.own) else Refusal.TARGET_ROLE


def _may_take_away(case: Case) -> bool:
    return all(
        allows(permission, case.role, case.own)
        for permission in (Permission.CHANGE, Permission.DELETE)
    )


def _not_given(case: Case, target: Target) -> Refusal | None:
    """Nobody gives his own text another author's name unless he looks after all texts there."""
    if case.state.stage is Stage.TRASHED:
        return Refusal.IN_TRASH
    elif not allows(Permission.CHANGE, case.role, own=False):
        return Refusal.ROLE
    elif case.author_id == target.author_id:
        return Refusal.ALREADY_AUTHOR
    elif not allows(Permission.PROPOSE, target.author_roles.get(case.rubrique_id), own=True):
        return Refusal.AUTHOR_MAY_NOT_WRITE
    else:
        return None
