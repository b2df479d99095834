"""What a viewer may see: trees with their grants, articles at the moments that matter."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from app.rules.audience import ANONYMOUS, Duty, Function, Viewer, keys_of
from app.rules.roles import Role
from app.rules.visibility import (
    Node,
    Publication,
    Visibility,
    archived_in,
    is_current,
    is_expired,
    is_readable,
    may_be_public,
    passed_through,
    roles_in,
    trashed_in,
)
from app.rules.workflow import Status

PUBLIC, PRIVATE = Visibility.PUBLIC, Visibility.PRIVATE
MINE = "profile:teacher"
OTHERS = "profile:parent"
TEACHER = Viewer(7, keys_of(7, [Function.ENS], [], []))

NOW = datetime(2026, 3, 24, 9, 0, tzinfo=UTC)
INSTANT = timedelta(microseconds=1)


def node(
    id_: int,
    parent: int | None,
    visibility: Visibility,
    grants: dict[str, Role] | None = None,
    *,
    inherits: bool = True,
) -> Node:
    """Return a rubrique of a tree."""
    return Node(id_, parent, visibility, inherits, grants or {})


@pytest.mark.parametrize(
    ("parent", "allowed"),
    [(None, True), (PUBLIC, True), (PRIVATE, False)],
)
def test_public_only_under_public(parent: Visibility | None, allowed: bool) -> None:
    assert may_be_public(parent) is allowed


@pytest.mark.parametrize(
    ("parent", "child", "parent_seen", "child_seen"),
    [
        (PUBLIC, PUBLIC, True, True),
        (PUBLIC, PRIVATE, True, False),
        (PRIVATE, PRIVATE, False, False),
        (PRIVATE, PUBLIC, False, False),  # refused when saved, and hidden all the same
    ],
)
def test_what_a_visitor_sees(
    parent: Visibility, child: Visibility, parent_seen: bool, child_seen: bool
) -> None:
    tree = [node(1, None, parent), node(2, 1, child)]
    expected = {1: parent_seen, 2: child_seen}
    assert roles_in(tree, ANONYMOUS) == {
        id_: Role.VISITOR for id_, seen in expected.items() if seen
    }


@pytest.mark.parametrize("role", Role)
def test_a_grant_gives_its_role_to_its_holder_only(role: Role) -> None:
    tree = [node(1, None, PRIVATE, {MINE: role})]
    assert roles_in(tree, TEACHER) == {1: role}
    assert roles_in(tree, ANONYMOUS) == {}
    assert roles_in([node(1, None, PRIVATE, {OTHERS: role})], TEACHER) == {}


@pytest.mark.parametrize(
    ("inherits", "roles"),
    [(True, {1: Role.WRITER, 2: Role.WRITER}), (False, {1: Role.WRITER})],
)
def test_grants_flow_down_where_they_are_inherited(inherits: bool, roles: dict[int, Role]) -> None:
    tree = [node(1, None, PRIVATE, {MINE: Role.WRITER}), node(2, 1, PRIVATE, inherits=inherits)]
    assert roles_in(tree, TEACHER) == roles


def test_a_rubrique_that_does_not_inherit_stops_the_flow_for_all_below() -> None:
    tree = [
        node(1, None, PRIVATE, {MINE: Role.MANAGER}),
        node(2, 1, PRIVATE, inherits=False),
        node(3, 2, PRIVATE, inherits=True),
        node(4, 2, PRIVATE, {MINE: Role.WRITER}, inherits=True),
        node(5, 4, PRIVATE, inherits=True),
    ]
    assert roles_in(tree, TEACHER) == {1: Role.MANAGER, 4: Role.WRITER, 5: Role.WRITER}


@pytest.mark.parametrize("above", Role)
@pytest.mark.parametrize("here", Role)
def test_the_strongest_role_wins(above: Role, here: Role) -> None:
    tree = [
        node(1, None, PRIVATE, {MINE: above}),
        node(2, 1, PRIVATE, {"user:7": here, OTHERS: Role.MANAGER}),
    ]
    ranks = [*Role]
    assert roles_in(tree, TEACHER)[2] is max(above, here, key=ranks.index)


def test_of_two_own_keys_the_stronger_wins() -> None:
    grants = {MINE: Role.WRITER, "user:7": Role.MODERATOR, "members": Role.VISITOR}
    assert roles_in([node(1, None, PUBLIC, grants)], TEACHER) == {1: Role.MODERATOR}


def test_rights_below_give_none_above() -> None:
    """The title of the ancestor shows in the path, nothing else of it."""
    tree = [
        node(1, None, PRIVATE),
        node(2, 1, PRIVATE, {MINE: Role.WRITER}, inherits=False),
        node(3, 1, PRIVATE),
    ]
    roles = roles_in(tree, TEACHER)
    assert roles == {2: Role.WRITER}
    assert passed_through(tree, roles) == {1}


def test_a_public_rubrique_below_a_private_one_is_not_open() -> None:
    tree = [node(1, None, PRIVATE, {MINE: Role.VISITOR}), node(2, 1, PUBLIC, inherits=False)]
    assert roles_in(tree, TEACHER) == {1: Role.VISITOR}


@pytest.mark.parametrize("duty", [Duty.HEAD, Duty.DEPUTY, Duty.ADMIN])
def test_three_duties_manage_everywhere(duty: Duty) -> None:
    tree = [
        node(1, None, PRIVATE, inherits=False),
        node(2, 1, PRIVATE, {f"duty:{duty}": Role.VISITOR}, inherits=False),
        node(3, None, PUBLIC),
    ]
    manager = Viewer(7, keys_of(7, [Function.DIR], [duty], []))
    assert roles_in(tree, manager) == {1: Role.MANAGER, 2: Role.MANAGER, 3: Role.MANAGER}


def test_the_head_who_is_suspended_manages_nothing() -> None:
    gone = Viewer(7, keys_of(7, [Function.DIR], [Duty.HEAD], [], active=False))
    assert roles_in([node(1, None, PRIVATE)], gone) == {}


def test_the_trash_takes_all_that_is_below_from_everybody() -> None:
    tree = [
        node(1, None, PUBLIC),
        replace(node(2, 1, PUBLIC, {MINE: Role.MANAGER}), trashed=True),
        node(3, 2, PUBLIC, {MINE: Role.MANAGER}, inherits=False),
        node(4, 3, PRIVATE),
    ]
    head = Viewer(7, keys_of(7, [Function.DIR], [Duty.HEAD], []))
    assert trashed_in(tree) == {2, 3, 4}
    for viewer in (ANONYMOUS, TEACHER, head):
        assert set(roles_in(tree, viewer)) == {1}


def test_an_archive_holds_all_that_is_below_and_takes_no_right() -> None:
    tree = [
        node(1, None, PUBLIC),
        replace(node(2, 1, PUBLIC, {MINE: Role.WRITER}), archived=True),
        node(3, 2, PRIVATE),
        node(4, 1, PUBLIC),
    ]
    assert archived_in(tree) == {2, 3}
    assert roles_in(tree, TEACHER)[3] is Role.WRITER
    assert set(roles_in(tree, ANONYMOUS)) == {1, 2, 4}


def test_parents_come_first_whatever_the_order_given() -> None:
    tree = [node(3, 2, PUBLIC), node(2, 1, PUBLIC), node(1, None, PUBLIC)]
    assert list(roles_in(tree, ANONYMOUS)) == [1, 2, 3]


def test_an_empty_tree_gives_nothing() -> None:
    assert roles_in([], ANONYMOUS) == {}
    assert passed_through([], []) == set()


@pytest.mark.parametrize(
    "tree",
    [
        [node(1, 1, PUBLIC)],
        [node(1, 2, PUBLIC), node(2, 1, PUBLIC)],
        [node(1, None, PUBLIC), node(2, 3, PUBLIC), node(3, 4, PUBLIC), node(4, 2, PUBLIC)],
        [node(1, 9, PUBLIC)],
    ],
)
@pytest.mark.parametrize("asks", [ANONYMOUS, Viewer(7, frozenset({"duty:head"}))])
def test_a_cycle_or_a_missing_parent_is_an_error(tree: list[Node], asks: Viewer) -> None:
    with pytest.raises(ValueError, match="rubrique"):
        roles_in(tree, asks)


STARTS = {
    "never": None,
    "before": NOW - timedelta(days=1),
    "an instant before": NOW - INSTANT,
    "now": NOW,
    "an instant after": NOW + INSTANT,
    "after": NOW + timedelta(days=1),
}
STARTED = {"before", "an instant before", "now"}
ENDED = STARTED


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("start", STARTS)
@pytest.mark.parametrize("end", STARTS)
def test_an_article_at_every_moment(status: Status, start: str, end: str) -> None:
    """Online from its start on, that moment included; expired from its end on, included too."""
    publication = Publication(status, STARTS[start], STARTS[end])
    readable = status is Status.ONLINE and start in STARTED
    assert is_readable(publication, NOW) is readable
    assert is_expired(publication, NOW) is (end in ENDED)
    assert is_current(publication, NOW) is (readable and end not in ENDED)


def test_moments_are_compared_whatever_their_zone() -> None:
    """Sunday 29 March 2026, 3:00 in Paris is the first moment of summer time: 1:00 UTC."""
    summer = datetime(2026, 3, 29, 3, 0, tzinfo=timezone(timedelta(hours=2)))
    publication = Publication(Status.ONLINE, summer, None)
    assert is_readable(publication, datetime(2026, 3, 29, 1, 0, tzinfo=UTC))
    assert not is_readable(publication, datetime(2026, 3, 29, 0, 59, 59, tzinfo=UTC))
