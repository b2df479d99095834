"""The life of an event of an agenda: that of an article, but nothing of it is scheduled.

Its dates say when it happens, not when it shows. Whoever may not put a change of an online event
online proposes it: the change waits beside what readers see. `open_moves` draws the buttons of a
page and guards the POST that they send; `saving` says what becomes of a change that is typed.
"""

from enum import StrEnum

from app.rules.roles import Permission, Role, allows
from app.rules.workflow import (
    TRANSITIONS,
    Change,
    Stage,
    State,
    Status,
    Transition,
    open_transitions,
)

MOVES: tuple[Transition, ...] = tuple(one for one in TRANSITIONS if one.name != "schedule")
"""From which state to which, by whom."""
STAGES = (Stage.DRAFT, Stage.REFUSED, Stage.PENDING, Stage.ONLINE, Stage.TRASHED)
"""Where an event may stand; that it is over is a date, no stage."""


class Saving(StrEnum):
    """What becomes of what somebody types over an event."""

    AT_ONCE = "at once"
    PROPOSED = "proposed"


class Scope(StrEnum):
    """How far a change of an event that is repeated goes."""

    ONE = "one"
    FOLLOWING = "following"
    ALL = "all"


def state_of(status: Status, *, is_refused: bool, is_changed: bool, is_waiting: bool) -> State:
    """Return where an event stands, from what is stored.

    `is_refused`: a refusal is kept with it; `is_changed`: a change stands beside it; `is_waiting`:
    it was submitted and nobody has decided.
    """
    if status is Status.ONLINE:
        waiting = Change.PENDING if is_waiting else Change.DRAFTED
        return State(Stage.ONLINE, waiting if is_changed else Change.NONE)
    elif status is Status.DRAFT:
        return State(Stage.REFUSED if is_refused else Stage.DRAFT)
    else:
        return State(Stage(status))


def open_moves(
    state: State, role: Role | None, own: bool, *, is_closed: bool = False
) -> tuple[Transition, ...]:
    """Return the moves that a person may make now, in the order in which buttons show them.

    `is_closed`: the rubrique is archived, or its agenda is switched off: nothing new goes out.
    """
    return open_transitions(state, role, own, archived=is_closed, was_online=True)


def saving(state: State, role: Role | None, own: bool, *, is_closed: bool = False) -> Saving | None:
    """Return what becomes of a change that a person types now, none where he may type none."""
    if is_closed or state.stage is Stage.TRASHED or not allows(Permission.CHANGE, role, own):
        return None
    if state.stage is Stage.ONLINE and not allows(Permission.PUBLISH, role, own):
        return Saving.PROPOSED
    return Saving.AT_ONCE
