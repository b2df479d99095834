"""Events: every stage × role × authorship, and what becomes of a change that is typed."""

from itertools import product

import pytest

from app.rules.events import MOVES, STAGES, Saving, open_moves, saving, state_of
from app.rules.roles import Role
from app.rules.workflow import Change, Stage, State, Status

DRAFT, REFUSED = State(Stage.DRAFT), State(Stage.REFUSED)
PENDING, ONLINE = State(Stage.PENDING), State(Stage.ONLINE)
DRAFTED, CHANGED = State(Stage.ONLINE, Change.DRAFTED), State(Stage.ONLINE, Change.PENDING)
TRASHED = State(Stage.TRASHED)
STATES = (DRAFT, REFUSED, PENDING, ONLINE, DRAFTED, CHANGED, TRASHED)

# Per state: what is open to a writer and a publisher on their own, to a moderator on others' and
# on his own. Nobody else, and nobody below on another's event, may do anything.
OPEN = {
    DRAFT: ("submit trash", "submit publish trash", "submit publish trash", "submit publish trash"),
    PENDING: (
        "withdraw trash",
        "withdraw trash",
        "approve refuse trash",
        "withdraw approve refuse trash",
    ),
    ONLINE: ("trash", "unpublish trash", "unpublish trash", "unpublish trash"),
    DRAFTED: (
        "submit_change discard_change trash",
        "submit_change publish_change discard_change unpublish trash",
        "submit_change publish_change discard_change unpublish trash",
        "submit_change publish_change discard_change unpublish trash",
    ),
    CHANGED: (
        "withdraw_change trash",
        "withdraw_change unpublish trash",
        "approve_change refuse_change unpublish trash",
        "withdraw_change approve_change refuse_change unpublish trash",
    ),
    TRASHED: ("restore", "restore", "restore", "restore"),
}
OPEN[REFUSED] = OPEN[DRAFT]
SENDS = {"submit", "publish", "approve", "submit_change", "publish_change", "approve_change"}


def expected(state: State, role: Role | None, own: bool) -> str:
    """Return the moves of the table, in words."""
    writer, publisher, others, moderators_own = OPEN[state]
    if role in (Role.MODERATOR, Role.MANAGER):
        return moderators_own if own else others
    elif not own or role in (None, Role.VISITOR):
        return ""
    return publisher if role is Role.PUBLISHER else writer


@pytest.mark.parametrize(
    ("state", "role", "own"), list(product(STATES, (None, *Role), (True, False)))
)
def test_the_whole_table_of_moves(state: State, role: Role | None, own: bool) -> None:
    told = expected(state, role, own)
    assert {one.name for one in open_moves(state, role, own)} == set(told.split())
    closed = {one.name for one in open_moves(state, role, own, is_closed=True)}
    assert closed == set(told.split()) - SENDS


def test_nothing_of_an_event_is_scheduled() -> None:
    assert "schedule" not in {one.name for one in MOVES}
    assert {state.stage for state in STATES} == set(STAGES)


@pytest.mark.parametrize(
    ("state", "role", "own"), list(product(STATES, (None, *Role), (True, False)))
)
def test_the_whole_table_of_saving(state: State, role: Role | None, own: bool) -> None:
    may = role in (Role.MODERATOR, Role.MANAGER) or (own and role in (Role.WRITER, Role.PUBLISHER))
    if not may or state is TRASHED:
        assert saving(state, role, own) is None
    elif state.stage is Stage.ONLINE and role is Role.WRITER:
        assert saving(state, role, own) is Saving.PROPOSED
    else:
        assert saving(state, role, own) is Saving.AT_ONCE
    assert saving(state, role, own, is_closed=True) is None


@pytest.mark.parametrize(
    ("status", "refused", "changed", "waiting", "state"),
    [
        (Status.DRAFT, False, False, False, DRAFT),
        (Status.DRAFT, True, False, False, REFUSED),
        (Status.PENDING, False, False, True, PENDING),
        (Status.ONLINE, False, False, False, ONLINE),
        (Status.ONLINE, True, True, False, DRAFTED),
        (Status.ONLINE, False, True, True, CHANGED),
        (Status.TRASHED, True, True, True, TRASHED),
    ],
)
def test_where_an_event_stands(
    status: Status, refused: bool, changed: bool, waiting: bool, state: State
) -> None:
    found = state_of(status, is_refused=refused, is_changed=changed, is_waiting=waiting)
    assert found == state
