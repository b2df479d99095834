"""Pupils with their classes and teachers, as rows of a question say them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row

from app.models import GroupKind
from app.rules.audience import PART_OF_GUARDIAN, Guardianship, Part


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


def pupils_in(rows: Sequence[Row[*tuple[Any, ...]]]) -> list[Pupil]:
    """Return the pupils of rows, each row with one teacher of one group of one pupil."""
    of_pupil: dict[int, list[Row[*tuple[Any, ...]]]] = {}
    for row in rows:
        if row.pupil_id is not None:
            of_pupil.setdefault(row.pupil_id, []).append(row)
    return [
        Pupil(id_, found[0].first_name, _part(found[0].tie), _groups(found))
        for id_, found in of_pupil.items()
    ]


def _groups(rows: Sequence[Row[*tuple[Any, ...]]]) -> list[Attended]:
    of_group: dict[int, list[Row[*tuple[Any, ...]]]] = {}
    for row in rows:
        if row.group_id is not None:
            of_group.setdefault(row.group_id, []).append(row)
    return [
        Attended(
            id_,
            found[0].group_name,
            found[0].group_kind,
            found[0].level_id,
            [Teacher(row.teacher, row.teacher_title or "") for row in found if row.teacher],
        )
        for id_, found in of_group.items()
    ]


def _part(tie: str | None) -> Part:
    return Part.PUPIL if tie is None else PART_OF_GUARDIAN[Guardianship(tie)]
