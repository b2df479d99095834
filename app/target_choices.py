"""What can be chosen to reach people, in words: populations, groups, somebody found by name."""

from collections.abc import Iterator, Sequence

from flask_babel import gettext as _

from app.extensions import db
from app.models import Group
from app.queries.key_names import KeyNames
from app.queries.keys import GroupParts, by_kind
from app.queries.names import MOST_WORDS
from app.queries.offered import FIXED, PARTS
from app.queries.people import find_people
from app.queries.places import places_of
from app.rules.audience import MEMBERS, Duty, Part, Profile, Viewer, group_key, user_key
from app.rules.targets import PART_OF
from app.text.stems import fold
from app.wording import duty_name, group_kinds_name, key_in_words, part_of_group, profile_name

MOST_FOUND = 24
Choice = tuple[str, str, str]


def target_in_words(key: str, names: KeyNames) -> str:
    """Return whom a target names."""
    return _("Everybody in the school") if key == MEMBERS else key_in_words(key, names)


def who_choices() -> dict[str, list[Choice]]:
    """Return the populations: value, words, the parts of a group that they are."""
    every_part = " ".join(PARTS)
    profiles = [
        (f"profile:{one}", profile_name(one), PART_OF.get(f"profile:{one}", "")) for one in Profile
    ]
    return {
        _("Profiles"): [(MEMBERS, _("Everybody"), every_part), *profiles],
        _("In charge of something"): [(f"duty:{one}", duty_name(one), "") for one in Duty],
    }


def where_choices(groups: Sequence[GroupParts]) -> dict[str, list[Choice]]:
    """Return the groups in which somebody is, by kind: value, words, the parts that they have."""
    found = {
        group_kinds_name(kind): [
            (str(one.id), one.name, " ".join(one.parts)) for one in some if one.parts
        ]
        for kind, some in by_kind(groups).items()
    }
    return {words: choices for words, choices in found.items() if choices}


def found_by_name(viewer: Viewer, groups: Sequence[GroupParts], words: str) -> list[Choice]:
    """Return what bears these words, groups first: key, words, a note."""
    wanted = fold(words).split()[:MOST_WORDS]
    found = [
        (group_key(group.id, part), label, group_kinds_name(group.kind))
        for group in groups
        for part in group.parts
        if _holds(label := part_of_group(part, group.name, group.kind), wanted)
    ][:MOST_FOUND]
    people = find_people(db.session(), viewer, words)[: MOST_FOUND - len(found)]
    told = places_of(db.session(), [one.id for one in people])
    return found + [
        (user_key(one.id), one.full_name, one.title or _place(*told.get(one.id, ([], []))))
        for one in people
    ]


def keys_named(groups: Sequence[Group], words: str) -> frozenset[str]:
    """Return the keys whose words hold all of these: "parents 4b" are the parents of 4B."""
    wanted = fold(words).split()[:MOST_WORDS]
    return frozenset(key for key, label in _labels(groups) if wanted and _holds(label, wanted))


def _place(profiles: Sequence[Profile], classes: Sequence[str]) -> str:
    """Return what tells people of one name apart: "Élève, 4B", once translated."""
    words: dict[Profile, str] = {
        Profile.PUPIL: _("Pupil"),
        Profile.PARENT: _("Parent"),
        Profile.TEACHER: _("Teacher"),
        Profile.STAFF: _("Member of the staff"),
        Profile.LOCAL_AUTHORITY: _("Local authority"),
        Profile.OTHER: _("Guest"),
    }
    return ", ".join([*(words[one] for one in Profile if one in profiles), *classes])


def _labels(groups: Sequence[Group]) -> Iterator[tuple[str, str]]:
    nobody = KeyNames()
    yield from ((key, target_in_words(key, nobody)) for key in FIXED)
    for group in groups:
        yield from (
            (group_key(group.id, part), part_of_group(part, group.name, group.kind))
            for part in Part
        )


def _holds(label: str, wanted: Sequence[str]) -> bool:
    folded = fold(label)
    return bool(wanted) and all(word in folded for word in wanted)
