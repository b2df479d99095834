"""The life of an announcement: every stage × standing, and the stages that are derived."""

from datetime import UTC, datetime, timedelta
from itertools import product

import pytest

from app.rules.announcements import (
    MOVES,
    AnnouncementStatus,
    Stage,
    Standing,
    open_moves,
    stage_of,
)
from app.rules.announcing import Reach

NOW = datetime(2026, 3, 24, 9, 0, tzinfo=UTC)
BEFORE, AFTER = NOW - timedelta(seconds=1), NOW + timedelta(seconds=1)

# Per stages: what is open to nobody in particular, to its author by his reach, to who approves.
OPEN = {
    (Stage.DRAFT, Stage.REFUSED): {
        (False, False): "",
        (False, True): "reuse",
        (True, Reach.NONE): "edit reuse delete",
        (True, Reach.PROPOSED): "edit submit reuse delete",
        (True, Reach.AT_ONCE): "edit send reuse delete",
    },
    (Stage.PENDING,): {
        (False, False): "",
        (False, True): "approve refuse reuse",
        (True, Reach.NONE): "withdraw reuse",
        (True, Reach.PROPOSED): "withdraw reuse",
        (True, Reach.AT_ONCE): "withdraw reuse",
    },
    (Stage.SCHEDULED,): {
        (False, False): "",
        (False, True): "change recall reuse",
        (True, Reach.NONE): "recall reuse",
        (True, Reach.PROPOSED): "recall reuse",
        (True, Reach.AT_ONCE): "change recall reuse",
    },
    (Stage.ONLINE,): {
        (False, False): "",
        (False, True): "change end reuse",
        (True, Reach.NONE): "end reuse",
        (True, Reach.PROPOSED): "end reuse",
        (True, Reach.AT_ONCE): "change end reuse",
    },
    (Stage.ENDED, Stage.DECLINED): {
        (False, False): "",
        (False, True): "reuse",
        (True, Reach.NONE): "reuse",
        (True, Reach.PROPOSED): "reuse",
        (True, Reach.AT_ONCE): "reuse",
    },
}
FROM_ABOVE = {
    Stage.SCHEDULED: "decline reuse",
    Stage.ONLINE: "decline reuse",
    Stage.DECLINED: "pass_on reuse",
    Stage.ENDED: "reuse",
}


def standings(who):
    """Return the standings that a column stands for: a reach counts for authors only."""
    own, second = who
    if own:
        return [Standing(own=True, approves=False, reach=second)]
    return [Standing(own=False, approves=second, reach=reach) for reach in Reach]


CELLS = [
    (stage, standing, names.split())
    for stages, columns in OPEN.items()
    for stage in stages
    for who, names in columns.items()
    for standing in standings(who)
]


def names_of(moves):
    return [move.name for move in moves]


@pytest.mark.parametrize(("stage", "standing", "names"), CELLS)
def test_who_may_do_what_at_each_stage(stage, standing, names):
    assert names_of(open_moves(stage, standing)) == names


def test_the_table_leaves_no_stage_and_no_move_out():
    assert {stage for stage, _, _ in CELLS} == set(Stage)
    named = {name for _, _, names in CELLS for name in names}
    of_above = {name for names in FROM_ABOVE.values() for name in names.split()}
    assert named | of_above == set(names_of(MOVES))


@pytest.mark.parametrize(("stage", "reach"), list(product(Stage, Reach)))
def test_who_approves_and_is_the_author_may_what_either_may(stage, reach):
    both = names_of(open_moves(stage, Standing(own=True, approves=True, reach=reach)))
    one = names_of(open_moves(stage, Standing(own=True, approves=False, reach=reach)))
    other = names_of(open_moves(stage, Standing(own=False, approves=True, reach=reach)))
    alone = reach is not Reach.AT_ONCE  # Then what he wrote needs another pair of eyes.
    assert set(both) == {*one, *other} - ({"approve", "change"} if alone else set())


@pytest.mark.parametrize("stage", Stage)
def test_what_the_authority_above_sent_is_declined_or_passed_on_and_never_rewritten(stage):
    approver = Standing(own=False, approves=True, reach=Reach.AT_ONCE)
    found = names_of(open_moves(stage, approver, from_above=True))
    assert found == FROM_ABOVE.get(stage, "reuse").split()
    anybody = Standing(own=False, approves=False, reach=Reach.AT_ONCE)
    assert open_moves(stage, anybody, from_above=True) == ()


def test_a_refusal_alone_needs_a_reason():
    assert names_of(move for move in MOVES if move.needs_reason) == ["refuse"]


@pytest.mark.parametrize(
    ("status", "starts_at", "ends_at", "refusal", "stage"),
    [
        ("draft", BEFORE, AFTER, None, Stage.DRAFT),
        ("draft", BEFORE, AFTER, "Trop long.", Stage.REFUSED),
        ("pending", BEFORE, AFTER, None, Stage.PENDING),
        ("pending", BEFORE, AFTER, "Trop long.", Stage.PENDING),
        ("online", AFTER, AFTER + timedelta(1), None, Stage.SCHEDULED),
        ("online", NOW, AFTER, None, Stage.ONLINE),
        ("online", BEFORE, AFTER, None, Stage.ONLINE),
        ("online", BEFORE, NOW, None, Stage.ENDED),
        ("declined", BEFORE, AFTER, None, Stage.DECLINED),
        ("declined", BEFORE, BEFORE, None, Stage.DECLINED),
    ],
)
def test_the_stage_follows_from_status_dates_and_refusal(
    status, starts_at, ends_at, refusal, stage
):
    assert stage_of(AnnouncementStatus(status), starts_at, ends_at, refusal, NOW) is stage
