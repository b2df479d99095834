"""Make the levels, classes, teaching groups and free groups of the demo school."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import cycle
from random import Random
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from app.demo.roster import Roster, Someone
from app.demo.texts import load
from app.models import Group, GroupKind, GroupManager, Membership
from app.rules.audience import Function, Part
from app.text.stems import sort_key

POPULATIONS = {
    "pupil": (Function.ELV,),
    "parent": (Function.TUT,),
    "teacher": (Function.ENS, Function.DOC),
    "staff": (Function.DIR, Function.EVS, Function.ETA),
    "agent": (Function.COL,),
}
CLASS_SUBJECTS = (
    "francais",
    "maths",
    "hist-geo",
    "anglais",
    "svt",
    "physique",
    "technologie",
    "eps",
    "arts",
    "musique",
)
"""The subjects that every class has with one teacher each."""

SCHOOL = "4931"
"""What the académie calls the school, in front of its classes and groups (domain, §6.8)."""

Members = dict[str, set[tuple[Someone, Part]]]


def store_groups(session: Session, roster: Roster, random: Random) -> dict[str, int]:
    """Store all groups with their members; return the id of each by its key."""
    data = load("groups")
    members = _classes(roster, data) | _teaching_groups(roster, data, random)
    for about in data["free_group"]:
        members[about["key"]] = _free_group(about, roster, members, random)
    ids = _store(session, data)
    session.execute(
        insert(Membership),
        [
            {"group_id": ids[key], "person_id": someone.id, "part": part}
            for key, people in members.items()
            for someone, part in sorted(people, key=lambda pair: (pair[0].id, pair[1]))
        ],
    )
    session.execute(
        insert(GroupManager),
        [
            {"group_id": ids[about["key"]], "person_id": roster.named(login).id}
            for about in data["free_group"]
            for login in about["managers"]
        ],
    )
    return ids


def _store(session: Session, data: Mapping[str, Any]) -> dict[str, int]:
    level_of = {name: about["key"] for about in data["level"] for name in about["classes"]}
    kinds = [(about["key"], about["name"], GroupKind.LEVEL) for about in data["level"]]
    kinds += [(name, name, GroupKind.CLASS) for name in data["class_sizes"]]
    kinds += [(about["key"], about["name"], GroupKind.TEACHING) for about in data["teaching_group"]]
    kinds += [(about["key"], about["name"], GroupKind.FREE) for about in data["free_group"]]
    ids = {key: number for number, (key, _, _) in enumerate(kinds, 1)}
    session.execute(
        insert(Group),
        [
            {
                "id": ids[key],
                "kind": kind,
                "name": name,
                "sort_key": sort_key(name),
                "external_id": None if kind is GroupKind.FREE else f"{SCHOOL}${name}",
                "level_id": ids[level_of[key]] if kind is GroupKind.CLASS else None,
            }
            for key, name, kind in kinds
        ],
    )
    return ids


def _classes(roster: Roster, data: Mapping[str, Any]) -> Members:
    members: Members = {
        name: {
            (pupil, Part.PUPIL) for pupil in roster.having(Function.ELV) if pupil.class_name == name
        }
        for name in data["class_sizes"]
    }
    teachers = roster.having(Function.ENS)
    for subject in CLASS_SUBJECTS:
        of_subject = [teacher for teacher in teachers if teacher.subject == subject]
        by_turns = cycle([teacher for teacher in of_subject if not teacher.teaches])
        for name, people in members.items():
            bound = [teacher for teacher in of_subject if name in teacher.teaches]
            people.add((bound[0] if bound else next(by_turns), Part.TEACHER))
    for teacher in teachers:
        for name in set(teacher.teaches) & set(members):
            members[name].add((teacher, Part.TEACHER))
    return members


def _teaching_groups(roster: Roster, data: Mapping[str, Any], random: Random) -> Members:
    members: Members = {}
    taken: dict[str, set[Someone]] = {}
    by_turns: dict[str, Iterator[Someone]] = {}
    for about in data["teaching_group"]:
        split = taken.setdefault(about["split"], set())
        named = [roster.named(login) for login in about.get("members", ())]
        free = [pupil for pupil in _pupils_of(roster, about["classes"]) if pupil not in split]
        drawn = named + random.sample(
            [pupil for pupil in free if pupil not in named], about["size"] - len(named)
        )
        split.update(drawn)
        if "teacher" in about:
            teacher = roster.named(about["teacher"])
        else:
            subject = about["subject"]
            teachers = [one for one in roster.having(Function.ENS) if one.subject == subject]
            teacher = next(by_turns.setdefault(subject, cycle(teachers)))
        members[about["key"]] = {(pupil, Part.PUPIL) for pupil in drawn} | {(teacher, Part.TEACHER)}
    return members


def _free_group(
    about: Mapping[str, Any], roster: Roster, members: Members, random: Random
) -> set[tuple[Someone, Part]]:
    chosen = [roster.named(login) for login in about["members"]]
    left_out = {roster.named(login) for login in about.get("without", ())}
    for draw in about["draw"]:
        free = [
            someone
            for someone in _population(draw, roster, members)
            if someone not in chosen and someone not in left_out
        ]
        chosen += _drawn(draw, free, random)
    if len(chosen) != about["size"]:
        raise ValueError(f"{about['key']} counts {len(chosen)} people instead of {about['size']}")
    return {(someone, Part.MEMBER) for someone in chosen}


def _population(draw: Mapping[str, Any], roster: Roster, members: Members) -> Sequence[Someone]:
    if "parents_of" in draw:
        pupils = sorted({one for one, _ in members[draw["parents_of"]]}, key=lambda one: one.id)
        families = [roster.guardians_of(pupil) for pupil in pupils]
        firsts = [family[0] for family in families]
        seconds = [adult for family in families for adult in family[1:]]
        return list(dict.fromkeys(firsts + seconds))
    if "classes" in draw:
        return _pupils_of(roster, draw["classes"])
    return roster.having(*POPULATIONS[draw["population"]])


def _drawn(draw: Mapping[str, Any], free: Sequence[Someone], random: Random) -> list[Someone]:
    if "parents_of" in draw:
        return list(free[: draw["count"]])
    if draw.get("each_class"):
        classes = sorted({someone.class_name or "" for someone in free})
        return [
            random.choice([someone for someone in free if someone.class_name == name])
            for name in classes
        ]
    return random.sample(free, draw["count"])


def _pupils_of(roster: Roster, classes: Sequence[str]) -> list[Someone]:
    return [pupil for pupil in roster.having(Function.ELV) if pupil.class_name in classes]
