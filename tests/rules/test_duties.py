"""Who says who is in charge of what: the whole table."""

import pytest

from app.rules.audience import Duty, Viewer
from app.rules.duties import may_change_duty
from app.rules.site_rights import Right, rights_by_rule

GREAT = {Duty.HEAD, Duty.DEPUTY, Duty.ADMIN}
CHANGES: dict[str, set[Duty]] = {
    "duty:head": set(Duty),
    "duty:admin": set(Duty),
    "duty:deputy": set(Duty) - GREAT,
    "duty:cpe": set(),
    "function:DIR": set(),
    "profile:teacher": set(),
    "members": set(),
}


@pytest.mark.parametrize("duty", Duty)
@pytest.mark.parametrize("key", CHANGES)
def test_who_changes_which_duty(key: str, duty: Duty) -> None:
    viewer = Viewer(1, frozenset({key}))
    assert may_change_duty(viewer, duty, rights_by_rule(viewer)) is (duty in CHANGES[key])


@pytest.mark.parametrize("duty", Duty)
def test_a_delegated_right_opens_the_usual_ones_only(duty: Duty) -> None:
    viewer = Viewer(1, frozenset({"members"}))
    assert may_change_duty(viewer, duty, {Right.DIRECTORY}) is (duty not in GREAT)
    assert not may_change_duty(viewer, duty, set(Right) - {Right.DIRECTORY})
