"""The workflow: every state × role × authorship, the derived states, and their agreement."""

from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.rules.roles import Role
from app.rules.visibility import Publication, is_current, is_readable
from app.rules.workflow import (
    TRANSITIONS,
    Change,
    Stage,
    State,
    Status,
    displayed_state,
    open_transitions,
    restored_status,
)

NOW = datetime(2026, 3, 24, 9, 0, tzinfo=UTC)
BEFORE, AFTER = NOW - timedelta(seconds=1), NOW + timedelta(seconds=1)

DRAFTS = [State(Stage.DRAFT), State(Stage.REFUSED)]
PENDING = [State(Stage.PENDING)]
SETTLED = [State(Stage.SCHEDULED), State(Stage.ONLINE), State(Stage.EXPIRED)]
DRAFTED = [State(state.stage, Change.DRAFTED) for state in SETTLED]
CHANGED = [State(state.stage, Change.PENDING) for state in SETTLED]
TRASHED = [State(Stage.TRASHED)]
STATES = DRAFTS + PENDING + SETTLED + DRAFTED + CHANGED + TRASHED

# Per group of states and role: what is open on another's article, then on one's own.
OPEN = [
    (DRAFTS, "writer", "", "submit trash"),
    (DRAFTS, "publisher", "", "submit publish schedule trash"),
    (DRAFTS, "moderator", "submit publish schedule trash", "submit publish schedule trash"),
    (PENDING, "writer", "", "withdraw trash"),
    (PENDING, "publisher", "", "withdraw trash"),
    (PENDING, "moderator", "approve refuse trash", "withdraw approve refuse trash"),
    (SETTLED, "writer", "", "trash"),
    (SETTLED, "publisher", "", "unpublish trash"),
    (SETTLED, "moderator", "unpublish trash", "unpublish trash"),
    (DRAFTED, "writer", "", "submit_change discard_change trash"),
    (DRAFTED, "publisher", "", "submit_change publish_change discard_change unpublish trash"),
    (
        DRAFTED,
        "moderator",
        "submit_change publish_change discard_change unpublish trash",
        "submit_change publish_change discard_change unpublish trash",
    ),
    (CHANGED, "writer", "", "withdraw_change trash"),
    (CHANGED, "publisher", "", "withdraw_change unpublish trash"),
    (
        CHANGED,
        "moderator",
        "approve_change refuse_change unpublish trash",
        "withdraw_change approve_change refuse_change unpublish trash",
    ),
    (TRASHED, "writer", "", "restore"),
    (TRASHED, "publisher", "", "restore"),
    (TRASHED, "moderator", "restore", "restore"),
]

CELLS = [
    (state, role, own, (on_own if own else on_others).split())
    for states, role, on_others, on_own in OPEN
    for state in states
    for own in (False, True)
]
CELLS += [
    (state, "manager", own, names) for state, role, own, names in CELLS if role == "moderator"
]


def named(name):
    return next(transition for transition in TRANSITIONS if transition.name == name)


def test_the_table_holds_every_state_role_and_authorship():
    asked = {(state, role, own) for state, role, own, _ in CELLS}
    roles = [role for role in Role if role is not Role.VISITOR]
    assert asked == set(product(STATES, roles, (False, True)))


@pytest.mark.parametrize(("state", "role", "own", "names"), CELLS)
def test_each_cell(state, role, own, names):
    found = [transition.name for transition in open_transitions(state, Role(role), own)]
    assert found == names


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("role", [Role.VISITOR, None])
@pytest.mark.parametrize("own", [False, True])
def test_who_may_not_write_moves_nothing(state, role, own):
    assert open_transitions(state, role, own) == ()


@pytest.mark.parametrize(
    ("name", "target"),
    [
        ("submit", Status.PENDING),
        ("withdraw", Status.DRAFT),
        ("approve", Status.ONLINE),
        ("refuse", Status.DRAFT),
        ("publish", Status.ONLINE),
        ("schedule", Status.ONLINE),
        ("submit_change", Status.ONLINE),
        ("withdraw_change", Status.ONLINE),
        ("approve_change", Status.ONLINE),
        ("refuse_change", Status.ONLINE),
        ("publish_change", Status.ONLINE),
        ("discard_change", Status.ONLINE),
        ("unpublish", Status.DRAFT),
        ("trash", Status.TRASHED),
        ("restore", None),
    ],
)
def test_each_transition_has_its_target(name, target):
    assert named(name).target is target


OPENING = {"submit", "approve", "publish", "schedule"} | {
    f"{name}_change" for name in ("submit", "approve", "publish")
}


@pytest.mark.parametrize(("state", "role", "own", "names"), CELLS)
def test_an_archived_rubrique_takes_nothing_new(state, role, own, names):
    found = [one.name for one in open_transitions(state, Role(role), own, archived=True)]
    assert found == [name for name in names if name not in OPENING]


def test_only_a_first_publication_is_scheduled():
    for was_online in (False, True):
        found = open_transitions(DRAFTS[0], Role.PUBLISHER, True, was_online=was_online)
        assert ("schedule" in [one.name for one in found]) is not was_online


def test_names_are_unique():
    assert len({transition.name for transition in TRANSITIONS}) == len(TRANSITIONS) == 15


def test_a_refusal_needs_a_reason_and_nothing_else_does():
    needing = [transition.name for transition in TRANSITIONS if transition.needs_reason]
    assert needing == ["refuse", "refuse_change"]


@pytest.mark.parametrize(
    ("status", "starts_at", "ends_at", "refused", "stage"),
    [
        (Status.DRAFT, None, None, False, Stage.DRAFT),
        (Status.DRAFT, BEFORE, AFTER, False, Stage.DRAFT),
        (Status.DRAFT, None, None, True, Stage.REFUSED),
        (Status.PENDING, None, None, False, Stage.PENDING),
        (Status.PENDING, None, None, True, Stage.PENDING),
        (Status.TRASHED, BEFORE, None, True, Stage.TRASHED),
        (Status.ONLINE, AFTER, None, False, Stage.SCHEDULED),
        (Status.ONLINE, NOW, None, False, Stage.ONLINE),
        (Status.ONLINE, BEFORE, None, True, Stage.ONLINE),
        (Status.ONLINE, BEFORE, AFTER, False, Stage.ONLINE),
        (Status.ONLINE, BEFORE, NOW, False, Stage.EXPIRED),
    ],
)
@pytest.mark.parametrize("change", Change)
def test_what_is_shown_at_now(status, starts_at, ends_at, refused, change, stage):
    state = displayed_state(status, starts_at, ends_at, refused, change, NOW)
    assert state == State(stage, change if status is Status.ONLINE else Change.NONE)


MOMENTS = st.none() | st.integers(-3, 3).map(lambda days: NOW + timedelta(days=days))


@given(st.sampled_from(Status), MOMENTS, MOMENTS, st.booleans(), st.sampled_from(Change))
def test_what_is_shown_agrees_with_what_may_be_read(status, starts_at, ends_at, refused, change):
    state = displayed_state(status, starts_at, ends_at, refused, change, NOW)
    publication = Publication(status, starts_at, ends_at)
    assert state in STATES
    assert is_readable(publication, NOW) is (state.stage in (Stage.ONLINE, Stage.EXPIRED))
    assert is_current(publication, NOW) is (state.stage is Stage.ONLINE)


@pytest.mark.parametrize("former", [Status.DRAFT, Status.PENDING, Status.ONLINE])
@pytest.mark.parametrize(
    ("role", "own", "as_before"),
    [
        (Role.WRITER, True, False),
        (Role.PUBLISHER, True, True),
        (Role.PUBLISHER, False, False),
        (Role.MODERATOR, False, True),
        (Role.MANAGER, False, True),
        (None, True, False),
    ],
)
def test_restoring_gives_the_former_status_to_who_may_put_online(former, role, own, as_before):
    assert restored_status(former, role, own) is (former if as_before else Status.DRAFT)
