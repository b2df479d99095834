"""Pupils with their classes and who teaches these, as rows of a question say them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, ScalarSelect, func, select
from sqlalchemy.orm import InstrumentedAttribute

from app.models import GroupKind, Membership, Person
from app.rules.audience import PART_OF_GUARDIAN, Guardianship, Part

BETWEEN, AFTER = "\x1f", "\x1e"
"""Unit and record separators (ASCII): no name holds them."""


@dataclass(frozen=True)
class Teacher:
    """Somebody who teaches a group, as families read it."""

    name: str
    title: str


@dataclass(frozen=True)
class Attended:
    """A class or a teaching group that a pupil is in."""

    id: int
    name: str
    kind: GroupKind
    level_id: int | None
    teachers: Sequence[Teacher]


@dataclass(frozen=True)
class Pupil:
    """Oneself, or a pupil whom one watches over; `part` says from which side one sees the class."""

    id: int
    first_name: str
    part: Part
    groups: Sequence[Attended]


def teachers_of(group_id: InstrumentedAttribute[int]) -> ScalarSelect[str]:
    """Select who teaches a group as one text, for `pupils_in`: rows took half as long again."""
    said = (Person.sort_key, Person.full_name, func.coalesce(Person.title, ""))
    told = said[0] + BETWEEN + said[1] + BETWEEN + said[2]
    return (
        select(func.aggregate_strings(told, AFTER))
        .join(Membership, Membership.person_id == Person.id)
        .where(Membership.group_id == group_id, Membership.part == Part.TEACHER, Person.is_active)
        .correlate(group_id.class_)
        .scalar_subquery()
    )


def pupils_in(rows: Sequence[Row[*tuple[Any, ...]]]) -> list[Pupil]:
    """Return the pupils of rows, each row with one group of one pupil, the groups in order."""
    of_pupil: dict[int, list[Row[*tuple[Any, ...]]]] = {}
    for row in rows:
        if row.pupil_id is not None:
            of_pupil.setdefault(row.pupil_id, []).append(row)
    return [
        Pupil(id_, found[0].first_name, _part(found[0].tie), _groups(found))
        for id_, found in of_pupil.items()
    ]


def _groups(rows: Sequence[Row[*tuple[Any, ...]]]) -> list[Attended]:
    """Return the groups of a pupil's rows, each once, by however many ties one sees the pupil."""
    of_group = {row.group_id: row for row in rows if row.group_id is not None}
    return [_attended(row) for row in of_group.values()]


def _attended(row: Row[*tuple[Any, ...]]) -> Attended:
    return Attended(
        row.group_id, row.group_name, row.group_kind, row.level_id, _teachers(row.teachers or "")
    )


def _teachers(told: str) -> list[Teacher]:
    """Read `teachers_of`; none of it can fail, whatever a name holds."""
    found = sorted(one.partition(BETWEEN)[::2] for one in told.split(AFTER) if one)
    named = (rest.partition(BETWEEN)[::2] for _key, rest in found)
    return [Teacher(name, title) for name, title in named if name]


def _part(tie: str | None) -> Part:
    return Part.PUPIL if tie is None else PART_OF_GUARDIAN[Guardianship(tie)]
