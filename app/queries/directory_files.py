"""The rows of the four files of a directory, in an order that stays the same."""

from typing import Any

from sqlalchemy import Select, String, func, select, type_coerce
from sqlalchemy.orm import aliased

from app.directory.layout import File
from app.models import Group, GroupKind, Guardian, Membership, Person, PersonFunction, Source


def rows_of(file: File) -> Select[*tuple[Any, ...]]:
    """Select the rows of a file: people and groups that an import looks after.

    These are the accounts of the académie that have an identifier and have not left, and the
    levels, classes and teaching groups that have one and have not ended.
    """
    statements = {
        File.PEOPLE: _people,
        File.GROUPS: _groups,
        File.MEMBERSHIPS: _memberships,
        File.GUARDIANS: _guardians,
    }
    return statements[file]()


def _people() -> Select[*tuple[Any, ...]]:
    codes = func.aggregate_strings(type_coerce(PersonFunction.function, String()), " ")
    return (
        select(
            Person.external_id,
            Person.login,
            Person.last_name,
            Person.first_name,
            func.coalesce(codes, ""),
            Person.title,
            Person.email,
        )
        .outerjoin(PersonFunction, PersonFunction.person_id == Person.id)
        .where(*_looked_after(Person))
        .group_by(Person.id)
        .order_by(Person.external_id)
    )


def _groups() -> Select[*tuple[Any, ...]]:
    level = aliased(Group)
    return (
        select(Group.external_id, Group.name, Group.kind, level.external_id)
        .outerjoin(level, level.id == Group.level_id)
        .where(*_is_ours())
        .order_by(Group.external_id)
    )


def _memberships() -> Select[*tuple[Any, ...]]:
    return (
        select(Person.external_id, Group.external_id, Membership.part)
        .join(Person, Person.id == Membership.person_id)
        .join(Group, Group.id == Membership.group_id)
        .where(*_looked_after(Person), *_is_ours())
        .order_by(Person.external_id, Group.external_id, Membership.part)
    )


def _guardians() -> Select[*tuple[Any, ...]]:
    adult, pupil = aliased(Person), aliased(Person)
    return (
        select(adult.external_id, pupil.external_id, Guardian.kind)
        .join(adult, adult.id == Guardian.adult_id)
        .join(pupil, pupil.id == Guardian.pupil_id)
        .where(*_looked_after(adult), *_looked_after(pupil))
        .order_by(adult.external_id, pupil.external_id)
    )


def _looked_after(person: Any) -> tuple[Any, ...]:
    return (
        person.source == Source.ACADEMIC,
        person.external_id.is_not(None),
        person.left_at.is_(None),
    )


def _is_ours() -> tuple[Any, ...]:
    return (
        Group.external_id.is_not(None),
        Group.ended_at.is_(None),
        Group.kind != GroupKind.FREE,
    )
