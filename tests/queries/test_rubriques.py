"""The readable rubriques in SQL are those of the pure rule, on all small trees."""

from dataclasses import replace
from itertools import product

import pytest
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from app.models import Grant, Rubrique
from app.queries.rubriques import (
    children,
    listed_rubriques,
    listed_tree,
    nodes,
    path_to,
    readable_rubrique,
    readable_rubriques,
    readable_tree,
)
from app.rules.audience import ANONYMOUS, Viewer, Within
from app.rules.roles import Role
from app.rules.visibility import Node, Visibility, archived_in, passed_through, roles_in, trashed_in
from tests.factories import NOW, make_rubrique

OWN, OTHER = "profile:teacher", "profile:parent"
DEPTH = 3
MARKS = ((False, False), (True, False), (False, True), (True, True))
"""Archived, and in the trash."""
SHAPES = list(product(Visibility, (True, False), (None, OWN, OTHER)))
"""What one rubrique may be: its visibility, whether it inherits, to whom it is granted."""

VIEWERS = {
    "anonymous": ANONYMOUS,
    "member": Viewer(1, frozenset({"public", "members", "user:1"})),
    "holder": Viewer(2, frozenset({"public", "members", "user:2", OWN})),
    "holder of two keys": Viewer(3, frozenset({"public", "members", "user:3", OWN, OTHER})),
    "suspended": Viewer(4, frozenset()),
    "seen as a teacher": Viewer(
        None,
        ANONYMOUS.keys,
        Within(frozenset({"public", "members", OWN}), frozenset(range(0, 6000, 2))),
    ),
    "head": Viewer(5, frozenset({"public", "members", "user:5", "duty:head"})),
}


def marked_chains() -> list[Node]:
    """Return chains of three rubriques with every mark, of the shapes that matter."""
    forest: list[Node] = []
    for shape, *marks in product(SHAPES[::2], MARKS, MARKS, MARKS):
        parent = None
        for archived, trashed in marks:
            one = replace(_node(len(forest) + 1, parent, shape), archived=archived, trashed=trashed)
            forest.append(one)
            parent = one.id
    return forest


def all_chains() -> list[Node]:
    """Return every chain of three rubriques, each of every shape: 1,728 trees in one forest."""
    forest: list[Node] = []
    for chain in product(SHAPES, repeat=DEPTH):
        parent = None
        for visibility, inherits, key in chain:
            grants = {key: Role.WRITER} if key else {}
            forest.append(Node(len(forest) + 1, parent, visibility, inherits, grants))
            parent = len(forest)
    return forest


def save(session: Session, forest: list[Node]) -> None:
    """Write a forest, parents before their children."""
    common = {"name": "Rubrique", "name_key": "rubrique", "introduction": ""}
    common |= {"has_blog": True, "has_agenda": False}
    session.execute(
        insert(Rubrique),
        [
            common
            | {
                "id": node.id,
                "parent_id": node.parent_id,
                "visibility": node.visibility,
                "inherits": node.inherits,
                "archived_at": NOW if node.archived else None,
                "trashed_at": NOW if node.trashed else None,
            }
            for node in forest
        ],
    )
    session.execute(
        insert(Grant),
        [
            {"rubrique_id": node.id, "key": key, "role": role}
            for node in forest
            for key, role in node.grants.items()
        ],
    )


def test_sql_and_the_rule_agree_on_every_tree(session: Session) -> None:
    forest = all_chains()
    assert len(forest) == len(SHAPES) ** DEPTH * DEPTH
    save(session, forest)
    seen: dict[str, set[int]] = {}
    for name, viewer in VIEWERS.items():
        seen[name] = set(session.scalars(readable_rubriques(viewer)))
        assert seen[name] == set(roles_in(forest, viewer)), name
    assert seen["suspended"] == seen["anonymous"] == seen["member"]
    assert seen["member"] < seen["holder"] < seen["holder of two keys"] < seen["head"]


def test_sql_and_the_rule_agree_on_what_is_archived_and_in_the_trash(session: Session) -> None:
    forest = marked_chains()
    save(session, forest)
    archived, trashed = archived_in(forest), trashed_in(forest)
    for name, viewer in VIEWERS.items():
        readable = set(session.scalars(readable_rubriques(viewer)))
        assert readable == set(roles_in(forest, viewer)), name
        assert not readable & trashed
        assert set(session.scalars(listed_rubriques(viewer))) == readable - archived, name
        assert {one.id for one in session.scalars(listed_tree(viewer))} == readable - archived
    assert set(roles_in(forest, VIEWERS["head"])) == {node.id for node in forest} - trashed


def test_the_tree_is_read_back_as_the_rules_see_it(session: Session) -> None:
    forest = marked_chains()
    save(session, forest)
    by_id = {node.id: node for node in nodes(session)}
    assert by_id == {node.id: node for node in forest}


def test_branches_of_a_tree_do_not_disturb_each_other(session: Session) -> None:
    """Every pair of shapes as two children of every root."""
    forest: list[Node] = []
    for root, *pair in product(SHAPES, SHAPES[::3], SHAPES[1::3]):
        forest.append(_node(len(forest) + 1, None, root))
        parent = forest[-1].id
        for shape in pair:
            forest.append(_node(len(forest) + 1, parent, shape))
    save(session, forest)
    for name, viewer in VIEWERS.items():
        found = set(session.scalars(readable_rubriques(viewer)))
        assert found == set(roles_in(forest, viewer)), name


def _node(id_: int, parent: int | None, shape: tuple[Visibility, bool, str | None]) -> Node:
    visibility, inherits, key = shape
    return Node(id_, parent, visibility, inherits, {key: Role.VISITOR} if key else {})


@pytest.mark.parametrize("role", Role)
def test_every_role_lets_read(session: Session, role: Role) -> None:
    rubrique = make_rubrique(session, visibility=Visibility.PRIVATE, grants={OWN: role})
    assert session.scalars(readable_rubriques(VIEWERS["holder"])).all() == [rubrique.id]
    assert session.scalars(readable_rubriques(VIEWERS["member"])).all() == []


def test_a_rubrique_granted_twice_comes_once(session: Session) -> None:
    viewer = VIEWERS["holder of two keys"]
    root = make_rubrique(session, grants={OWN: Role.WRITER, OTHER: Role.WRITER})
    make_rubrique(session, parent=root, grants={OWN: Role.WRITER, OTHER: Role.MANAGER})
    assert len(session.scalars(readable_rubriques(viewer)).all()) == 2
    assert len(session.scalars(readable_tree(viewer)).all()) == 2


def test_keys_are_compared_letter_by_letter(session: Session) -> None:
    """Neither a part of a key nor a wildcard of LIKE is the key."""
    for key in ("group:1/parent", "group:%/parent", "GROUP:12/PARENT", "group:12/parent "):
        make_rubrique(session, visibility=Visibility.PRIVATE, grants={key: Role.WRITER})
    parent = Viewer(6, frozenset({"public", "members", "group:12/parent"}))
    assert session.scalars(readable_rubriques(parent)).all() == []


def test_children_come_in_their_chosen_order_and_only_those_readable(session: Session) -> None:
    root = make_rubrique(session, "Racine")
    below = [make_rubrique(session, name, parent=root) for name in ("c", "a", "b")]
    for child, position in zip(below, (2, 1, 1), strict=True):
        child.position = position
    make_rubrique(session, "cachée", parent=root, visibility=Visibility.PRIVATE)
    make_rubrique(session, "plus bas", parent=below[0])
    make_rubrique(session, "fermée", visibility=Visibility.PRIVATE)
    session.flush()
    assert _names(session, children(ANONYMOUS, root.id)) == ["a", "b", "c"]
    assert _names(session, children(ANONYMOUS, None)) == ["Racine"]
    assert set(_names(session, readable_tree(ANONYMOUS))) == {"Racine", "a", "b", "c", "plus bas"}


def test_one_rubrique_is_found_by_who_may_read_it(session: Session) -> None:
    closed = make_rubrique(session, visibility=Visibility.PRIVATE, grants={OWN: Role.VISITOR})
    assert session.scalar(readable_rubrique(VIEWERS["holder"], closed.id)) is closed
    assert session.scalar(readable_rubrique(VIEWERS["head"], closed.id)) is closed
    for name in ("anonymous", "member", "suspended"):
        assert session.scalar(readable_rubrique(VIEWERS[name], closed.id)) is None
    assert session.scalar(readable_rubrique(VIEWERS["head"], closed.id + 1)) is None


def test_the_path_leads_from_the_root_to_the_rubrique(session: Session) -> None:
    root = make_rubrique(session, "Racine", visibility=Visibility.PRIVATE)
    middle = make_rubrique(session, "Milieu", parent=root, visibility=Visibility.PRIVATE)
    leaf = make_rubrique(session, "Feuille", parent=middle, visibility=Visibility.PRIVATE)
    make_rubrique(session, "Autre", parent=middle)
    assert [one.name for one in path_to(session, leaf.id)] == ["Racine", "Milieu", "Feuille"]
    assert passed_through(nodes(session), [leaf.id]) == {root.id, middle.id}
    assert [one.name for one in path_to(session, root.id)] == ["Racine"]
    assert path_to(session, leaf.id + 100) == []


def _names(session: Session, rubriques: object) -> list[str]:
    return [one.name for one in session.scalars(rubriques)]  # type: ignore[call-overload]


def test_a_cycle_is_unreachable_from_the_roots(session: Session) -> None:
    """The database forbids a rubrique that is its own parent; a longer cycle shows to nobody but
    managers, and the query ends."""
    one = make_rubrique(session, "Un")
    other = make_rubrique(session, "Autre", parent=one)
    one.parent_id = other.id
    session.flush()
    assert session.scalars(readable_rubriques(ANONYMOUS)).all() == []
    assert set(session.scalars(readable_rubriques(VIEWERS["head"]))) == set(
        session.scalars(select(Rubrique.id))
    )
