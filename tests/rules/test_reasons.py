"""Why somebody has a role in a rubrique."""

from itertools import count

from hypothesis import given
from hypothesis import strategies as st

from app.rules.audience import ANONYMOUS, Duty, Function, Part, Viewer, keys_of
from app.rules.reasons import Reason, reason, reasons
from app.rules.roles import Role
from app.rules.visibility import Node, Visibility, roles_in

TEACHER = Viewer(7, keys_of(7, [Function.ENS], [], [(12, Part.TEACHER)]))
HEAD = Viewer(8, keys_of(8, [Function.DIR], [Duty.HEAD], []))
TREE = [
    Node(1, None, Visibility.PUBLIC, True, {"profile:teacher": Role.WRITER}),
    Node(2, 1, Visibility.PUBLIC, True, {"user:7": Role.VISITOR}),
    Node(
        3, 2, Visibility.PRIVATE, False, {"user:7": Role.MANAGER, "group:12/teacher": Role.MANAGER}
    ),
    Node(4, None, Visibility.PUBLIC, True, {"profile:pupil": Role.WRITER}),
]


def test_the_nearest_grant_and_the_most_personal_key_count() -> None:
    assert reasons(TREE, roles_in(TREE, TEACHER), TEACHER) == {
        1: Reason(Role.WRITER, "profile:teacher", 1),
        2: Reason(Role.WRITER, "profile:teacher", 1),
        3: Reason(Role.MANAGER, "user:7", 3),
    }


def test_what_is_public_and_what_one_manages_everywhere_has_no_key() -> None:
    assert reason(TREE, ANONYMOUS, Role.VISITOR, 4) is None
    assert reason(TREE, HEAD, Role.MANAGER, 3) is None


def test_who_manages_everywhere_and_visitors_need_no_reason() -> None:
    assert reasons(TREE, roles_in(TREE, HEAD), HEAD) == {}
    assert reasons(TREE, roles_in(TREE, ANONYMOUS), ANONYMOUS) == {}


KEYS = st.sampled_from(["profile:teacher", "user:7", "group:12/teacher", "profile:pupil"])
GRANTS = st.dictionaries(KEYS, st.sampled_from(list(Role)), max_size=3)


@given(st.lists(st.tuples(GRANTS, st.booleans()), min_size=1, max_size=5))
def test_every_role_above_visitor_has_its_reason(chain: list[tuple[dict[str, Role], bool]]) -> None:
    ids = count(1)
    tree = [
        Node(id_, id_ - 1 or None, Visibility.PRIVATE, inherits, grants)
        for id_, (grants, inherits) in zip(ids, chain, strict=False)
    ]
    roles = roles_in(tree, TEACHER)
    found = reasons(tree, roles, TEACHER)
    assert found.keys() == {id_ for id_, role in roles.items() if role is not Role.VISITOR}
    by_id = {node.id: node for node in tree}
    for id_, one in found.items():
        assert by_id[one.granted_in].grants[one.key] is roles[id_]
        assert one.key in TEACHER.keys
