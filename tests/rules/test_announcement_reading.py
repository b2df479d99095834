"""How announcements are read: folding, and the reasons that a reader is told."""

import pytest

from app.rules.announcement_reading import Child, Reason, may_fold, reasons
from app.rules.announcements import Severity
from app.rules.audience import Part, Viewer

LOU = Child("Lou", Part.PARENT, frozenset({4, 40}))
TOM = Child("Tom", Part.PARENT, frozenset({6, 60}))
ZOE = Child("Zoé", Part.COMPANION, frozenset({4, 40}))
PARENT = Viewer(
    7,
    frozenset(
        {"members", "profile:parent", "user:7", "group:9/member"}
        | {f"group:{id_}/parent" for id_ in (4, 40, 6, 60)}
        | {"group:4/companion", "group:40/companion"}
    ),
)


@pytest.mark.parametrize(
    ("severity", "is_acknowledged", "has_ended", "allowed"),
    [
        (Severity.ALERT, False, False, False),
        (Severity.ALERT, True, False, True),
        (Severity.ALERT, False, True, True),
        (Severity.WARNING, False, False, True),
        (Severity.INFO, False, False, True),
    ],
)
def test_an_alert_is_folded_once_acknowledged_or_ended(
    severity: Severity, is_acknowledged: bool, has_ended: bool, allowed: bool
) -> None:
    found = may_fold(severity, is_acknowledged=is_acknowledged, has_ended=has_ended)
    assert found is allowed


@pytest.mark.parametrize(
    ("targets", "expected"),
    [
        (["profile:pupil"], []),
        (["members"], [Reason("members")]),
        (["profile:parent", "members"], [Reason("profile:parent")]),
        (["group:4/parent"], [Reason("group:4/parent", LOU)]),
        (["group:4/pupil", "group:4/parent"], [Reason("group:4/parent", LOU)]),
        (
            ["group:4/parent", "group:6/parent"],
            [Reason("group:4/parent", LOU), Reason("group:6/parent", TOM)],
        ),
        (
            ["group:4/parent", "group:40/parent", "group:60/parent", "members"],
            [Reason("group:4/parent", LOU), Reason("group:60/parent", TOM)],
        ),
        (["group:4/companion"], [Reason("group:4/companion", ZOE)]),
        (["group:9/member", "profile:parent"], [Reason("group:9/member")]),
        (["user:7", "group:4/parent"], [Reason("user:7")]),
    ],
)
def test_the_reason_is_the_most_personal_key_and_each_child(
    targets: list[str], expected: list[Reason]
) -> None:
    assert reasons(PARENT, targets, [LOU, TOM, ZOE]) == expected


def test_a_population_has_no_children_and_is_told_the_key() -> None:
    parents = Viewer(None, frozenset({"members", "group:4/parent"}))
    assert reasons(parents, ["group:4/parent"], []) == [Reason("group:4/parent")]
