"""The tree rearranged: what is below, what would be a cycle, what turns private together."""

from app.rules.effects import effects
from app.rules.roles import Role
from app.rules.tree import changed, is_cycle, path_of, turned_private, with_all_below
from app.rules.visibility import Node, Visibility

PUBLIC, PRIVATE = Visibility.PUBLIC, Visibility.PRIVATE
TREE = [
    Node(1, None, PUBLIC, True, {"profile:teacher": Role.WRITER}),
    Node(2, 1, PUBLIC, True, {}),
    Node(3, 2, PUBLIC, True, {"user:7": Role.MANAGER}),
    Node(4, 1, PRIVATE, False, {"profile:parent": Role.VISITOR}),
    Node(5, None, PRIVATE, False, {"group:12/parent": Role.VISITOR}),
]


def test_what_stands_below_comes_after_what_is_above() -> None:
    assert with_all_below(TREE, 1) == [1, 2, 4, 3]
    assert with_all_below(TREE, 3) == [3]
    assert path_of(TREE, 3) == [1, 2, 3]


def test_a_cycle_in_the_data_ends() -> None:
    loop = [Node(1, 2, PUBLIC, True, {}), Node(2, 1, PUBLIC, True, {})]
    assert with_all_below(loop, 1) == [1, 2]
    assert path_of(loop, 1) == [2, 1]


def test_none_stands_below_itself() -> None:
    assert [id_ for id_ in (None, 1, 2, 3, 4, 5) if is_cycle(TREE, 2, id_)] == [2, 3]


def test_what_is_below_turns_private_with_its_parent() -> None:
    after = changed(TREE, 1, parent_id=None, visibility=PRIVATE, inherits=True)
    assert turned_private(TREE, after) == [1, 2, 3]
    moved = changed(TREE, 2, parent_id=5, visibility=PRIVATE, inherits=True)
    assert turned_private(TREE, moved) == [2, 3]


def test_what_changes_is_told_by_key() -> None:
    after = changed(TREE, 2, parent_id=1, visibility=PRIVATE, inherits=False)
    found = {one.key: one for one in effects(TREE, after)}
    assert found["public"].lost == found["members"].lost == {2, 3}
    assert found["profile:teacher"].lost == {2, 3}, "writers by the roles that no longer flow down"
    assert found["user:7"].lost == {2}, "keeps what is granted to him"
    assert "profile:parent" not in found, "for parents it changes as for all"


def test_a_place_that_gives_roles_is_told_as_gained() -> None:
    after = changed(TREE, 4, parent_id=5, visibility=PRIVATE, inherits=True)
    found = {one.key: one for one in effects(TREE, after)}
    assert set(found) == {"group:12/parent"}
    assert found["group:12/parent"].gained == {4}


def test_a_stronger_role_is_told_with_the_one_before() -> None:
    after = changed(TREE, 3, parent_id=None, visibility=PUBLIC, inherits=False)
    found = {one.key: one for one in effects(TREE, after)}
    assert found["profile:teacher"].roles == {3: (Role.WRITER, Role.VISITOR)}


def test_nothing_changed_is_nothing_told() -> None:
    assert effects(TREE, TREE) == []
