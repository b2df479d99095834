"""Roles: the whole table of the guide (p. 41), cell by cell."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.rules.roles import Permission, Role, allows, strongest

ROLES = ("visitor", "writer", "publisher", "moderator", "manager")

TABLE = {
    "view": "any any any any any",
    "propose": "- own own any any",
    "change": "- own own any any",
    "delete": "- own own any any",
    "publish": "- - own any any",
    "unpublish": "- - own any any",
    "approve": "- - - any any",
    "refuse": "- - - any any",
    "create_rubrique": "- - - - any",
    "edit_rubrique": "- - - - any",
    "delete_rubrique": "- - - - any",
    "manage_actors": "- - - - any",
}

CELLS = [
    (permission, role, reach)
    for permission, row in TABLE.items()
    for role, reach in zip(ROLES, row.split(), strict=True)
]


def test_the_table_holds_every_permission_and_role():
    assert {(Permission(permission), Role(role)) for permission, role, _ in CELLS} == {
        (permission, role) for permission in Permission for role in Role
    }


@pytest.mark.parametrize(("permission", "role", "reach"), CELLS)
def test_each_cell(permission, role, reach):
    asked = Permission(permission), Role(role)
    assert allows(*asked, own=True) is (reach in ("own", "any"))
    assert allows(*asked, own=False) is (reach == "any")


@pytest.mark.parametrize("permission", Permission)
@pytest.mark.parametrize("own", [True, False])
def test_without_a_role_nothing_is_allowed(permission, own):
    assert allows(permission, None, own) is False


@pytest.mark.parametrize("permission", Permission)
@pytest.mark.parametrize("own", [True, False])
def test_a_stronger_role_may_do_all_that_a_weaker_one_may(permission, own):
    allowed = [allows(permission, Role(role), own) for role in ROLES]
    assert allowed == sorted(allowed)


@given(st.lists(st.sampled_from(Role)))
def test_the_strongest_role_wins(roles):
    found = strongest(roles)
    if roles:
        assert found in roles
        assert ROLES.index(found) == max(ROLES.index(role) for role in roles)
    else:
        assert found is None
