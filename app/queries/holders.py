"""Who holds a key: the people behind grants, targets and notices."""

from collections.abc import Iterable

from sqlalchemy import ColumnElement, Select, and_, false, not_, or_, select, true
from sqlalchemy.orm import aliased

from app.models import Group, Guardian, Membership, Person, PersonDuty, PersonFunction
from app.queries.people import is_staff
from app.queries.profiles import is_of_profile
from app.rules.audience import (
    MEMBERS,
    PART_OF_GUARDIAN,
    Part,
    Profile,
    is_of_parents,
)
from app.text.numbers import number_in


def holders(keys: Iterable[str], known_ties: ColumnElement[bool] | None = None) -> Select[int]:
    """Select the ids of the active people who hold one of these keys; `public` names nobody.

    Nor does what is no key at all, such as one with more digits than an id has.
    With `known_ties` adults are found by these alone, and who works here not as a parent.
    """
    return select(Person.id).where(
        Person.is_active, or_(false(), *(_told(key, known_ties) for key in sorted(set(keys))))
    )


def _told(key: str, known_ties: ColumnElement[bool] | None) -> ColumnElement[bool]:
    is_private = known_ties is not None and is_of_parents(key) and not key.startswith("group:")
    return (
        and_(_holds(key, known_ties), not_(is_staff())) if is_private else _holds(key, known_ties)
    )


def _holds(key: str, known_ties: ColumnElement[bool] | None) -> ColumnElement[bool]:
    kind, _, name = key.partition(":")
    if kind == MEMBERS:
        return Person.id.is_not(None)
    elif kind == "user":
        person_id = number_in(name)
        return false() if person_id is None else Person.id == person_id
    elif kind == "duty":
        return Person.id.in_(select(PersonDuty.person_id).where(PersonDuty.duty == name))
    elif kind == "function":
        return Person.id.in_(
            select(PersonFunction.person_id).where(PersonFunction.function == name)
        )
    elif kind == "profile":
        return is_of_profile(Profile(name)) if name in list(Profile) else false()
    elif kind == "group":
        number, _, part = name.partition("/")
        group_id = number_in(number)
        if group_id is None or part not in list(Part):
            return false()
        return Person.id.in_(in_group(group_id, Part(part), known_ties))
    else:
        return false()


def in_group(
    group_id: int, part: Part, known_ties: ColumnElement[bool] | None = None
) -> Select[int]:
    """Select the people of one part of a group; those of a level are those of its classes.

    Nobody is in a group that has ended. Adults are found by all of the pupils, or by those whose
    ties a viewer may know.
    """
    here, level = aliased(Membership), aliased(Group)
    lasts = select(level.id).where(level.id == group_id, level.ended_at.is_(None))
    inside = here.group_id.in_(
        select(Group.id).where(
            or_(Group.id == group_id, Group.level_id == group_id),
            Group.ended_at.is_(None),
            lasts.exists(),
        )
    )
    kinds = [kind for kind, its_part in PART_OF_GUARDIAN.items() if its_part is part]
    if kinds:
        return (
            select(Guardian.adult_id)
            .join(here, here.person_id == Guardian.pupil_id)
            .where(
                inside,
                here.part == Part.PUPIL,
                Guardian.kind.in_(kinds),
                true() if known_ties is None else known_ties,
            )
        )
    return select(here.person_id).where(inside, here.part == part)
