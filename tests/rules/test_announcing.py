"""Who may address whom: each kind of person × each kind of target."""

import pytest

from app.rules.announcing import Reach, may_announce, may_reach, reach_to_all
from app.rules.audience import ANONYMOUS, Part, Viewer
from app.rules.site_rights import Right, rights_by_rule

LEVEL, TAUGHT, OTHER_CLASS, GROUP, OTHER_GROUP, GONE = 1, 2, 3, 4, 5, 9
GROUPS = {
    LEVEL: "level",
    TAUGHT: "class",
    OTHER_CLASS: "class",
    GROUP: "teaching",
    OTHER_GROUP: "free",
}
TEACHES = {f"group:{one}/teacher" for one in (LEVEL, TAUGHT, GROUP, GONE)}


def person(*keys):
    return Viewer(7, frozenset({"public", "members", "user:7", *keys}))


PEOPLE = {
    "visitor": ANONYMOUS,
    "pupil": person("profile:pupil", "group:2/pupil", "group:1/pupil"),
    "parent": person("profile:parent", "group:2/parent"),
    "guest": person("profile:other"),
    "teacher": person("profile:teacher", *TEACHES),
    "teacher without a class": person("profile:teacher"),
    "pupil who teaches": person("profile:pupil", *TEACHES),
    "cpe": person("profile:staff", "duty:cpe"),
    "secretary": person("profile:staff", "duty:secretariat"),
    "staff": person("profile:staff", "duty:bursar"),
    "local authority": person("profile:local_authority"),
    "head": person("profile:staff", "duty:head"),
    "deputy": person("profile:staff", "duty:deputy"),
    "administrator": person("profile:staff", "duty:admin"),
}
ALL_PARTS = [f"group:{TAUGHT}/{part}" for part in Part]
TARGETS = {
    "everybody": ["members"],
    "profiles": ["profile:parent", "profile:teacher", "function:DOC", "duty:cpe"],
    "a person": ["user:12"],
    "level": [f"group:{LEVEL}/{part}" for part in ("pupil", "parent", "teacher")],
    "taught": [f"group:{TAUGHT}/pupil", f"group:{TAUGHT}/parent"],
    "its teachers": [f"group:{TAUGHT}/teacher"],
    "companions": [f"group:{TAUGHT}/companion", f"group:{TAUGHT}/member"],
    "other class": [f"group:{OTHER_CLASS}/{part}" for part in ("pupil", "parent", "teacher")],
    "group": [f"group:{GROUP}/pupil", f"group:{GROUP}/parent"],
    "other group": [f"group:{OTHER_GROUP}/{part}" for part in Part],
    "nobody": [
        "public",
        "",
        "group:",
        "group:x/pupil",
        f"group:{GONE}/pupil",
        f"group:{TAUGHT}",
        f"group:{TAUGHT}/head",
        f"group:{TAUGHT}/pupil/pupil",
        "group:²/pupil",
        f"group:0{TAUGHT}/pupil",
        f"group:{'9' * 5_000}/pupil",
        "user:",
        "tree:1",
    ],
}
ALL = set(TARGETS) - {"nobody"}

# Per person: what he sends at once, and whether he proposes the rest.
REACH = {
    "visitor": (set(), False),
    "pupil": (set(), False),
    "parent": (set(), False),
    "guest": (set(), False),
    "teacher": ({"taught", "group"}, True),
    "teacher without a class": (set(), True),
    "pupil who teaches": (set(), False),
    "cpe": ({"level", "taught", "its teachers", "other class"}, True),
    "secretary": ({"level", "taught", "its teachers", "other class"}, True),
    "staff": (set(), True),
    "local authority": (set(), True),
    "head": (ALL, True),
    "deputy": (ALL, True),
    "administrator": (set(), True),
}


@pytest.mark.parametrize("name", PEOPLE)
@pytest.mark.parametrize("what", TARGETS)
def test_who_sends_at_once_who_proposes_and_who_reaches_nobody(name, what):
    at_once, proposes = REACH[name]
    viewer = PEOPLE[name]
    if what == "nobody":
        wanted = Reach.NONE
    elif what in at_once:
        wanted = Reach.AT_ONCE
    else:
        wanted = Reach.PROPOSED if proposes else Reach.NONE
    found = may_reach(viewer, rights_by_rule(viewer), TARGETS[what], GROUPS)
    assert found == dict.fromkeys(TARGETS[what], wanted)


@pytest.mark.parametrize("name", PEOPLE)
def test_the_widest_reach_says_which_buttons_there_can_be(name):
    at_once, proposes = REACH[name]
    wanted = Reach.AT_ONCE if at_once else Reach.PROPOSED if proposes else Reach.NONE
    assert may_announce(PEOPLE[name], rights_by_rule(PEOPLE[name])) is wanted


@pytest.mark.parametrize("name", ["pupil", "parent", "guest", "pupil who teaches"])
def test_whoever_writes_in_a_rubrique_proposes(name):
    viewer = PEOPLE[name]
    assert may_announce(viewer, (), writes=True) is Reach.PROPOSED
    found = may_reach(viewer, (), ["members", "group:2/pupil"], GROUPS, writes=True)
    assert set(found.values()) == {Reach.PROPOSED}


@pytest.mark.parametrize("name", ["parent", "teacher", "staff"])
def test_the_right_to_announce_reaches_everybody(name):
    targets = [key for what in ALL for key in TARGETS[what]]
    found = may_reach(PEOPLE[name], {Right.ANNOUNCE}, targets, GROUPS)
    assert set(found.values()) == {Reach.AT_ONCE}


def test_the_right_to_approve_alone_sends_nothing_at_once():
    assert may_announce(PEOPLE["parent"], {Right.APPROVE_ANNOUNCEMENTS}) is Reach.PROPOSED


def test_an_announcement_goes_as_far_as_to_the_least_of_its_targets():
    teacher = PEOPLE["teacher"]
    both = may_reach(teacher, (), ["group:2/parent", "group:3/parent"], GROUPS)
    assert reach_to_all(both) is Reach.PROPOSED
    assert reach_to_all(may_reach(teacher, (), ["group:2/parent"], GROUPS)) is Reach.AT_ONCE
    assert reach_to_all(may_reach(teacher, (), ["group:2/parent", "public"], GROUPS)) is Reach.NONE
    assert reach_to_all({}) is Reach.NONE
