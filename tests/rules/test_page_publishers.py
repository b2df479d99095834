"""Who puts something on a tile, by the roles of its rubriques."""

import pytest

from app.rules.page_publishers import (
    Doubt,
    Publisher,
    Service,
    Way,
    author_publishes,
    changers,
    doubts,
    publishers,
)
from app.rules.page_rights import announcing, keys_with
from app.rules.page_tiles import Sources, Supply
from app.rules.roles import Role
from app.rules.site_rights import Right
from app.rules.visibility import Node, Visibility

TREE = [
    Node(1, None, Visibility.PUBLIC, False, {"members": Role.WRITER, "duty:head": Role.MANAGER}),
    Node(2, 1, Visibility.PUBLIC, True,
         {"profile:teacher": Role.PUBLISHER, "members": Role.VISITOR}),
    Node(3, 1, Visibility.PRIVATE, False, {"user:7": Role.MODERATOR, "duty:cpe": Role.MANAGER}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("supply", "ids", "expected"),
    [
        (Supply.NEWS, [1], [Publisher("members", Role.WRITER, Way.ONCE_APPROVED, (1,), False)]),
        (Supply.EVENTS, [2], [
            Publisher("profile:teacher", Role.PUBLISHER, Way.OWN, (2,), False),
            Publisher("members", Role.WRITER, Way.ONCE_APPROVED, (1,), True),
        ]),
        (Supply.NEWS, [2, 1], [
            Publisher("profile:teacher", Role.PUBLISHER, Way.OWN, (2,), False),
            Publisher("members", Role.WRITER, Way.ONCE_APPROVED, (1,), False),
        ]),
        (Supply.NEWS, [3], [
            Publisher("duty:cpe", Role.MANAGER, Way.ALL, (3,), False),
            Publisher("user:7", Role.MODERATOR, Way.ALL, (3,), False),
        ]),
        (Supply.DOORS, [1, 2, 3], [Publisher("duty:cpe", Role.MANAGER, Way.NAMES, (3,), False)]),
        (Supply.LINK, [3], []),
        (Supply.NEWS, [], []),
    ],
)  # fmt: skip
def test_a_role_puts_something_on_a_tile(
    supply: Supply, ids: list[int], expected: list[Publisher]
) -> None:
    assert publishers(TREE, supply, ids) == expected


def test_chosen_articles_are_changed_by_moderators_and_by_their_authors() -> None:
    assert [one.key for one in changers(TREE, [1, 2, 3])] == ["duty:cpe", "user:7"]
    assert author_publishes(TREE, 2, 5, {"members", "profile:teacher"}) == Publisher(
        "user:5", Role.PUBLISHER, Way.OWN, (2,), False
    )
    assert author_publishes(TREE, 2, 5, {"members"}) == Publisher(
        "user:5", Role.WRITER, Way.ONCE_APPROVED, (1,), True
    )
    assert author_publishes(TREE, 3, 7, {"user:7"}) is None
    assert author_publishes(TREE, 3, 5, set()) is None


def test_what_is_doubtful_in_a_rubrique() -> None:
    tree = [
        *TREE,
        Node(4, None, Visibility.PUBLIC, False, {}, archived=True),
        Node(5, 4, Visibility.PUBLIC, False, {}, trashed=True),
    ]
    bare = Service(has_blog=False, has_news=False, has_events=True)
    services = dict.fromkeys(range(1, 6), bare)
    ids = (1, 3, 4, 5, 99)
    assert doubts(tree, Sources(Supply.NEWS, ids), services, is_for_visitors=True) == {
        1: [Doubt.NO_BLOG, Doubt.EMPTY],
        3: [Doubt.PRIVATE, Doubt.NO_BLOG, Doubt.EMPTY],
        4: [Doubt.ARCHIVED, Doubt.NO_BLOG],
        5: [Doubt.GONE],
        99: [Doubt.GONE],
    }
    assert doubts(tree, Sources(Supply.EVENTS, (1, 3)), services, is_for_visitors=False) == {}


def test_rights_by_rule_come_before_those_that_are_delegated() -> None:
    given = [(Right.COMPOSE, "user:3"), (Right.ANNOUNCE, "duty:cpe"), (Right.COMPOSE, "duty:head")]
    assert keys_with(Right.COMPOSE, given) == ["duty:head", "duty:deputy", "duty:admin", "user:3"]
    assert announcing(given) == ["duty:head", "duty:deputy", "duty:cpe", "duty:secretariat"]
