"""Why somebody holds a role, advice of the guide, neglected rubriques, who may look."""

from datetime import UTC, datetime, timedelta

import pytest

from app.rules.actors import Advice, advice, granted_in
from app.rules.audience import Duty, Function, Viewer, keys_of
from app.rules.neglect import STALE_AFTER, Fault, neglected
from app.rules.roles import Role
from app.rules.see_as import Look, may_look, population, seen_by
from app.rules.site_rights import Right
from app.rules.visibility import Node, Visibility, roles_in

PUBLIC, PRIVATE = Visibility.PUBLIC, Visibility.PRIVATE
NOW = datetime(2026, 3, 24, 9, 0, tzinfo=UTC)
TREE = [
    Node(1, None, PUBLIC, True, {"profile:teacher": Role.WRITER, "user:9": Role.MODERATOR}),
    Node(2, 1, PUBLIC, True, {"user:7": Role.WRITER}),
    Node(3, 2, PRIVATE, False, {"profile:parent": Role.VISITOR}),
]
TEACHER = Viewer(7, keys_of(7, [Function.ENS], [], []))
HEAD = Viewer(8, keys_of(8, [Function.DIR], [Duty.HEAD], []))
DEPUTY = Viewer(6, keys_of(6, [Function.DIR], [Duty.DEPUTY], []))
ADMIN = Viewer(5, keys_of(5, [Function.ETA], [Duty.ADMIN], []))


def test_what_is_inherited_comes_after_what_is_given_here() -> None:
    assert [(key, from_id) for key, _role, from_id in granted_in(TREE, 2)] == [
        ("user:7", 2),
        ("profile:teacher", 1),
        ("user:9", 1),
    ]
    assert [key for key, _role, _id in granted_in(TREE, 3)] == ["profile:parent"]


@pytest.mark.parametrize(
    ("key", "role", "feeds", "expected"),
    [
        ("user:7", Role.VISITOR, False, [Advice.ONE_PERSON]),
        ("profile:pupil", Role.WRITER, False, []),
        ("profile:pupil", Role.PUBLISHER, False, [Advice.FAMILIES]),
        ("group:3/parent", Role.MANAGER, True, [Advice.FAMILIES, Advice.HOME_PAGE]),
        ("members", Role.PUBLISHER, False, [Advice.FAMILIES]),
        ("profile:teacher", Role.WRITER, True, [Advice.HOME_PAGE]),
        ("profile:teacher", Role.VISITOR, True, []),
        ("function:EVS", Role.MANAGER, False, []),
    ],
)
def test_advice(key: str, role: Role, feeds: bool, expected: list[Advice]) -> None:
    assert advice(key, role, feeds_home=feeds) == expected


def test_the_neglected() -> None:
    old = NOW - STALE_AFTER - timedelta(seconds=1)
    held = {"profile:teacher", "profile:parent", "user:7"}
    found = {
        one.id: (list(one.faults), list(one.gone))
        for one in neglected(TREE, {1: old, 2: NOW}, held, NOW)
    }
    assert found == {
        1: ([Fault.STALE, Fault.GONE, Fault.NO_MODERATOR], ["user:9"]),
        2: ([Fault.NO_MODERATOR], []),
        3: ([Fault.EMPTY, Fault.NO_MODERATOR], []),
    }
    assert neglected(TREE, {1: NOW, 2: NOW, 3: NOW}, held | {"user:9"}, NOW)[0].id == 3


@pytest.mark.parametrize("key", ["public", "members", "profile:parent", "group:4/pupil"])
@pytest.mark.parametrize(
    ("viewer", "rights", "whole", "own"),
    [
        (TEACHER, (), False, True),
        (TEACHER, (Right.SEE_AS,), True, True),
        (DEPUTY, tuple(Right), True, True),
        (HEAD, tuple(Right), True, True),
    ],
)
def test_a_population_is_seen_in_ones_own_rubrique(
    viewer: Viewer, rights: tuple[Right, ...], whole: bool, own: bool, key: str
) -> None:
    roles = {1: Role.MODERATOR, 2: Role.MANAGER}
    assert may_look(Look(key, None), viewer, rights, roles) is whole
    assert may_look(Look(key, 2), viewer, rights, roles) is own
    assert not may_look(Look(key, 1), viewer, rights, roles)
    assert not may_look(Look(key, 3), viewer, rights, roles)


@pytest.mark.parametrize(
    ("viewer", "allowed"), [(HEAD, True), (ADMIN, True), (DEPUTY, False), (TEACHER, False)]
)
def test_a_person_is_seen_by_the_head_and_administrators(viewer: Viewer, allowed: bool) -> None:
    assert may_look(Look("user:3", None), viewer, tuple(Right), {2: Role.MANAGER}) is allowed
    assert not may_look(Look("user:3", 2), viewer, tuple(Right), {2: Role.MANAGER})


@pytest.mark.parametrize("key", ["duty:head", "duty:cpe", "", "x", "profil:parent"])
def test_nobody_looks_as_somebody_in_charge(key: str) -> None:
    assert not may_look(Look(key, None), HEAD, tuple(Right), {})


@pytest.mark.parametrize(
    ("key", "level", "expected"),
    [
        ("public", None, {"public"}),
        ("members", None, {"public", "members"}),
        ("function:DOC", None, {"public", "members", "function:DOC", "profile:teacher"}),
        (
            "group:4/parent",
            2,
            {"public", "members", "group:4/parent", "group:2/parent", "profile:parent"},
        ),
        ("group:4/member", None, {"public", "members", "group:4/member"}),
        ("group:4/companion", None, {"public", "members", "group:4/companion"}),
    ],
)
def test_what_a_population_holds(key: str, level: int | None, expected: set[str]) -> None:
    assert population(key, level) == expected


def test_a_look_at_one_rubrique_is_a_visit_elsewhere() -> None:
    tree = [
        Node(1, None, PRIVATE, False, {"profile:parent": Role.VISITOR}),
        Node(2, None, PRIVATE, False, {"profile:parent": Role.WRITER}),
        Node(3, None, PUBLIC, True, {"profile:parent": Role.WRITER}),
    ]
    seen = seen_by(population("profile:parent"), [2])
    assert roles_in(tree, seen) == {2: Role.WRITER, 3: Role.VISITOR}
    assert seen.is_anonymous
    everywhere = seen_by(population("profile:parent"), None)
    assert roles_in(tree, everywhere) == {1: Role.VISITOR, 2: Role.WRITER, 3: Role.WRITER}
    assert not everywhere.is_anonymous
