"""What is held about a person's place in the school: account, functions, groups, ties, rights."""

from typing import Any

from sqlalchemy import Select, select

from app.models import (
    Grant,
    Group,
    GroupManager,
    Guardian,
    Membership,
    Person,
    PersonDuty,
    PersonFunction,
    Rubrique,
    SiteRight,
)
from app.queries.own_part import Part
from app.rules.audience import user_key

NOT_TOLD = {
    "password_hash": "It is a secret from which nothing can be read, not even by the person.",
    "sort_key": "It is the name once more, without accents.",
    "has_contributed": "What the person wrote and decided is told one by one.",
    "naming_word": "It is the last name once more, without accents.",
}
"""Columns of the account that its owner does not get, with the reason."""


def _account(person_id: int) -> Select[*tuple[Any, ...]]:
    told = [column for column in Person.__table__.columns if column.name not in NOT_TOLD]
    return select(*told).where(Person.id == person_id)


def _functions(person_id: int) -> Select[*tuple[Any, ...]]:
    return (
        select(PersonFunction.function)
        .where(PersonFunction.person_id == person_id)
        .order_by(PersonFunction.function)
    )


def _duties(person_id: int) -> Select[*tuple[Any, ...]]:
    return (
        select(PersonDuty.duty).where(PersonDuty.person_id == person_id).order_by(PersonDuty.duty)
    )


def _groups(person_id: int) -> Select[*tuple[Any, ...]]:
    return (
        select(Group.name, Group.kind, Membership.part)
        .join(Group, Group.id == Membership.group_id)
        .where(Membership.person_id == person_id)
        .order_by(Group.sort_key, Group.id, Membership.part)
    )


def _managed_groups(person_id: int) -> Select[*tuple[Any, ...]]:
    return (
        select(Group.name)
        .join(GroupManager, GroupManager.group_id == Group.id)
        .where(GroupManager.person_id == person_id)
        .order_by(Group.sort_key, Group.id)
    )


def _children(person_id: int) -> Select[*tuple[Any, ...]]:
    """Select the pupils of an adult, who sees their names on his account page too."""
    return (
        select(Person.full_name.label("name"), Guardian.kind)
        .join(Guardian, Guardian.pupil_id == Person.id)
        .where(Guardian.adult_id == person_id)
        .order_by(Person.sort_key, Person.id)
    )


def _adults(person_id: int) -> Select[*tuple[Any, ...]]:
    """Select the ties of a pupil without names: the directory shows adults to no pupil."""
    return select(Guardian.kind).where(Guardian.pupil_id == person_id).order_by(Guardian.kind)


def _roles(person_id: int) -> Select[*tuple[Any, ...]]:
    return (
        select(Rubrique.name.label("rubrique"), Grant.role)
        .join(Rubrique, Rubrique.id == Grant.rubrique_id)
        .where(Grant.key == user_key(person_id))
        .order_by(Rubrique.name, Rubrique.id)
    )


def _rights(person_id: int) -> Select[*tuple[Any, ...]]:
    return select(SiteRight.right).where(SiteRight.key == user_key(person_id))


PLACE = (
    Part("compte", (), _account),
    Part("fonctions", ("person_function.person_id",), _functions),
    Part("responsabilites", ("person_duty.person_id",), _duties),
    Part("groupes", ("membership.person_id",), _groups),
    Part("groupes-geres", ("group_manager.person_id",), _managed_groups),
    Part("enfants", ("guardian.adult_id",), _children),
    Part("adultes", ("guardian.pupil_id",), _adults),
    Part("roles", (), _roles),
    Part("droits", (), _rights),
)
