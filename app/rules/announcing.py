"""Who may address whom with an announcement (DESIGN, "Site rights").

A person's functions, duties and groups come from the keys of the viewer alone; what a group is
comes from whoever asks, by id.
"""

from collections.abc import Iterable, Mapping
from enum import IntEnum

from app.rules.audience import MEMBERS, Part, Viewer
from app.rules.site_rights import Right


class Reach(IntEnum):
    """How far a person's word goes: not at all, once somebody approves, at once."""

    NONE = 0
    PROPOSED = 1
    AT_ONCE = 2


PERSONNEL = frozenset({"profile:teacher", "profile:staff", "profile:local_authority"})
"""Staff of any kind propose; a pupil or a parent does where he holds a role in a rubrique."""
OFFICES = frozenset({"duty:cpe", "duty:secretariat"})
"""Duties that address any class or level at once."""
LEVEL, CLASS = "level", "class"
TAUGHT = frozenset({Part.PUPIL, Part.PARENT})
"""The parts of a class or group that its teacher addresses at once."""
IN_CLASSES = frozenset({Part.PUPIL, Part.PARENT, Part.TEACHER})
"""The parts of a class or level that an office addresses at once."""
_NAMED = frozenset({"profile", "function", "duty", "user"})


def may_reach(
    viewer: Viewer,
    rights: Iterable[Right],
    targets: Iterable[str],
    groups: Mapping[int, str],
    *,
    writes: bool = False,
) -> dict[str, Reach]:
    """Return how far the viewer may address each target.

    `groups` are the kinds of the groups that exist, by id: a key of any other reaches nobody.
    `writes`: he holds the role of a writer or more in a rubrique.
    """
    rights = frozenset(rights)
    widest = may_announce(viewer, rights, writes=writes)
    return {key: min(widest, _reach(viewer, rights, key, groups)) for key in targets}


def may_announce(viewer: Viewer, rights: Iterable[Right], *, writes: bool = False) -> Reach:
    """Return the farthest that a viewer's word may go with any target."""
    rights = frozenset(rights)
    teaches = "profile:teacher" in viewer.keys and any(_is_taught(key) for key in viewer.keys)
    if Right.ANNOUNCE in rights or viewer.keys & OFFICES or teaches:
        return Reach.AT_ONCE
    elif viewer.keys & PERSONNEL or writes or Right.APPROVE_ANNOUNCEMENTS in rights:
        return Reach.PROPOSED
    else:
        return Reach.NONE


def reach_to_all(reached: Mapping[str, Reach]) -> Reach:
    """Return how far one announcement to several targets goes: as far as to the least of them."""
    return min(reached.values(), default=Reach.NONE)


def _reach(viewer: Viewer, rights: frozenset[Right], key: str, groups: Mapping[int, str]) -> Reach:
    kind, _, name = key.partition(":")
    if key == MEMBERS or (kind in _NAMED and name):
        return Reach.AT_ONCE if Right.ANNOUNCE in rights else Reach.PROPOSED
    group_id, _, part = name.partition("/")
    # Compared as texts: whoever sends a key writes as many digits as he likes.
    what = {str(id_): of_kind for id_, of_kind in groups.items()}.get(group_id)
    if kind != "group" or what is None or part not in list(Part):
        return Reach.NONE
    part = Part(part)
    is_office = bool(viewer.keys & OFFICES) and what in (LEVEL, CLASS) and part in IN_CLASSES
    # Whoever teaches one class of a level holds the level's key too: he does not teach it all.
    is_teacher = (
        "profile:teacher" in viewer.keys
        and f"group:{group_id}/{Part.TEACHER}" in viewer.keys
        and what != LEVEL
        and part in TAUGHT
    )
    if Right.ANNOUNCE in rights or is_office or is_teacher:
        return Reach.AT_ONCE
    return Reach.PROPOSED


def _is_taught(key: str) -> bool:
    return key.startswith("group:") and key.endswith(f"/{Part.TEACHER}")
