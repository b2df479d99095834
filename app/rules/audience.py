"""Who is reached: a viewer holds keys, an audience is a set of keys, one in common is enough.

Keys are plain strings, so that the same rule is a set intersection in Python and an `IN` in SQL:

- `public`: everyone, also signed in; `members`: whoever is signed in;
- `profile:<profile>` and `function:<SDET code>`: what a person is in the school;
- `duty:<code>`: what a person is in charge of ("Qui fait quoi", guide p. 46);
- `group:<id>/<part>`: a class, level, teaching or free group, seen from one of its parts;
- `user:<id>`: one person.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

PUBLIC = "public"
MEMBERS = "members"


class Profile(StrEnum):
    """The populations that a school addresses (guide p. 12, SDET profiles)."""

    PUPIL = "pupil"
    PARENT = "parent"
    TEACHER = "teacher"
    STAFF = "staff"
    LOCAL_AUTHORITY = "local_authority"
    OTHER = "other"


class Function(StrEnum):
    """SDET codes of the attribute ENTPersonProfils, without their `National_` prefix."""

    ELV = "ELV"
    TUT = "TUT"
    ENS = "ENS"
    DOC = "DOC"
    DIR = "DIR"
    EVS = "EVS"
    ETA = "ETA"
    ACA = "ACA"
    COL = "COL"


class Part(StrEnum):
    """The side from which a person belongs to a group."""

    PUPIL = "pupil"
    TEACHER = "teacher"
    PARENT = "parent"
    COMPANION = "companion"
    MEMBER = "member"


class Guardianship(StrEnum):
    """The tie of an adult to a pupil (guide p. 40): only the first two have a parent's access."""

    LEGAL = "legal"
    IN_CHARGE = "in_charge"
    COMPANION = "companion"


class Duty(StrEnum):
    """What a person is in charge of in this school; `ADMIN` is the technical administrator."""

    HEAD = "head"
    DEPUTY = "deputy"
    ADMIN = "admin"
    CPE = "cpe"
    NURSE = "nurse"
    PSYCHOLOGIST = "psychologist"
    BURSAR = "bursar"
    SECRETARIAT = "secretariat"
    DIGITAL_LEAD = "digital_lead"
    MAIL_MODERATOR = "mail_moderator"
    PARENT_DELEGATE = "parent_delegate"


PROFILE_OF: dict[Function, Profile] = {
    Function.ELV: Profile.PUPIL,
    Function.TUT: Profile.PARENT,
    Function.ENS: Profile.TEACHER,
    Function.DOC: Profile.TEACHER,
    Function.DIR: Profile.STAFF,
    Function.EVS: Profile.STAFF,
    Function.ETA: Profile.STAFF,
    Function.ACA: Profile.OTHER,
    Function.COL: Profile.LOCAL_AUTHORITY,
}

PART_OF_GUARDIAN: dict[Guardianship, Part] = {
    Guardianship.LEGAL: Part.PARENT,
    Guardianship.IN_CHARGE: Part.PARENT,
    Guardianship.COMPANION: Part.COMPANION,
}

MANAGERS_EVERYWHERE = frozenset({"duty:head", "duty:deputy", "duty:admin"})


@dataclass(frozen=True)
class Within:
    """Keys that count in some rubriques only."""

    keys: frozenset[str]
    rubriques: frozenset[int]


@dataclass(frozen=True)
class Viewer:
    """Whoever asks for a page: a person's id, or none for a visitor, and the keys held.

    A population as which somebody looks at the site has keys of its own, and no person; looked at
    in some rubriques only, it is a visitor elsewhere.
    """

    person_id: int | None
    keys: frozenset[str]
    within: Within | None = None

    @property
    def is_anonymous(self) -> bool:
        """Whether a visitor asks: nobody, without the keys of a member."""
        return self.person_id is None and MEMBERS not in self.keys

    @property
    def manages_everywhere(self) -> bool:
        """Whether the head, a deputy or an administrator asks (guide p. 46)."""
        return bool(self.keys & MANAGERS_EVERYWHERE)


ANONYMOUS = Viewer(None, frozenset({PUBLIC}))


def functions_of(profile: Profile) -> list[Function]:
    """Return the functions that make somebody one of a profile."""
    return [function for function in Function if PROFILE_OF[function] is profile]


def group_key(group_id: int, part: Part) -> str:
    """Return the key of one part of a group."""
    return f"group:{group_id}/{part}"


def is_of_parents(key: str) -> bool:
    """Tell whether whoever holds a key has it by a child."""
    kind, _, name = key.partition(":")
    if kind == "group":
        return name.partition("/")[2] in PART_OF_GUARDIAN.values()
    return key in (f"profile:{Profile.PARENT}", f"function:{Function.TUT}")


def user_key(person_id: int) -> str:
    """Return the key of one person."""
    return f"user:{person_id}"


def keys_of(
    person_id: int,
    functions: Iterable[Function],
    duties: Iterable[Duty],
    parts: Iterable[tuple[int, Part]],
    *,
    active: bool = True,
) -> frozenset[str]:
    """Return the keys of a signed-in person; one who is suspended or has left holds none.

    `parts` are the (group id, part) pairs of the person's groups, those of a level included.
    Whoever has no function and no duty is a guest (guide p. 38): a speaker, a foster family.
    """
    if not active:
        return frozenset()
    functions, duties = frozenset(functions), frozenset(duties)
    profiles = {PROFILE_OF[function] for function in functions}
    if not functions and not duties:
        profiles = {Profile.OTHER}
    return frozenset(
        {PUBLIC, MEMBERS, user_key(person_id)}
        | {f"function:{function}" for function in functions}
        | {f"profile:{profile}" for profile in profiles}
        | {f"duty:{duty}" for duty in duties}
        | {group_key(group_id, part) for group_id, part in parts}
    )


def reaches(targets: Iterable[str], viewer: Viewer) -> bool:
    """Tell whether one of the targets is a key of the viewer."""
    return not viewer.keys.isdisjoint(targets)


def because(viewer: Viewer, targets: Iterable[str]) -> str | None:
    """Return the most personal target that the viewer holds: why he is reached."""
    held = viewer.keys.intersection(targets)
    return min(held, key=_distance, default=None)


def _distance(key: str) -> tuple[int, str]:
    kinds = ("user", "group", "duty", "function", "profile", MEMBERS, PUBLIC)
    return kinds.index(key.partition(":")[0]), key
