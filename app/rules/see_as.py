"""Looking at the site with other eyes (DESIGN, "Site rights"): as whom, and how far."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.rules.audience import (
    ANONYMOUS,
    MEMBERS,
    PROFILE_OF,
    PUBLIC,
    Function,
    Part,
    Profile,
    Viewer,
    Within,
)
from app.rules.roles import Permission, Role, allows
from app.rules.site_rights import Right

SEES_PEOPLE = frozenset({"duty:head", "duty:admin"})
"""Who may look as one person."""

PROFILE_OF_PART = {
    Part.PUPIL: Profile.PUPIL,
    Part.PARENT: Profile.PARENT,
    Part.TEACHER: Profile.TEACHER,
}


@dataclass(frozen=True)
class Look:
    """As which key somebody looks; at one rubrique and what is below it, or at the whole site."""

    key: str
    rubrique_id: int | None


def may_look(look: Look, asker: Viewer, rights: Iterable[Right], roles: Mapping[int, Role]) -> bool:
    """Tell whether somebody may look so: a manager at his own rubrique as a profile or a group.

    The whole site needs the right to it; as one person, only the head and administrators.
    """
    kind = look.key.partition(":")[0]
    if kind == "user":
        return look.rubrique_id is None and bool(asker.keys & SEES_PEOPLE)
    if kind not in ("profile", "function", "group", PUBLIC, MEMBERS):
        return False
    if look.rubrique_id is None:
        return Right.SEE_AS in rights
    return allows(Permission.MANAGE_ACTORS, roles.get(look.rubrique_id), own=False)


def population(key: str, level_id: int | None = None) -> frozenset[str]:
    """Return the keys of somebody who holds this one, and what always goes with it.

    `level_id` is the level of the class that the key names: its members are those of the level.
    """
    if key == PUBLIC:
        return ANONYMOUS.keys
    keys = {PUBLIC, MEMBERS, key}
    kind, _, name = key.partition(":")
    if kind == "function":
        keys.add(f"profile:{PROFILE_OF[Function(name)]}")
    elif kind == "group":
        part = Part(name.partition("/")[2])
        if part in PROFILE_OF_PART:
            keys.add(f"profile:{PROFILE_OF_PART[part]}")
        if level_id is not None:
            keys.add(f"group:{level_id}/{part}")
    return frozenset(keys)


def seen_by(keys: frozenset[str], rubriques: Iterable[int] | None) -> Viewer:
    """Return the viewer that a population is: in some rubriques, and a visitor elsewhere."""
    if rubriques is None:
        return Viewer(None, keys)
    return Viewer(None, ANONYMOUS.keys, Within(keys, frozenset(rubriques)))


def narrowed(seen: Viewer, readable: Iterable[int]) -> Viewer:
    """Return a population that reads, of what is granted, no more rubriques than these.

    It keeps its keys, so that what is for them still shows: it is for who may compose for a
    profile, and may not read all that the profile reads.
    """
    return Viewer(None, seen.keys, Within(seen.keys, frozenset(readable)))
