"""How many people a choice of targets reaches, and of what kind."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, or_, select
from sqlalchemy.orm import Session

from app.models import Person, PersonFunction
from app.queries.holders import holders
from app.queries.people import STAFF_FUNCTIONS, is_staff
from app.queries.profiles import has_no_place
from app.rules.audience import MEMBERS, PROFILE_OF, Profile, is_of_parents


@dataclass(frozen=True)
class Reached:
    """Who is reached: each person counts once in `total`, and in each of his profiles.

    `everybody` is how many people the school has, `named` how many are named one by one and not
    counted in `total`, `unseen` how many keys are not counted because the viewer may not know of
    whom they are.
    """

    total: int = 0
    by_profile: Mapping[Profile, int] = field(default_factory=dict)
    everybody: int = 0
    named: int = 0
    unseen: int = 0

    @property
    def is_unusual(self) -> bool:
        """Whether it reaches more than half of the school."""
        return 2 * (self.total + self.named) > self.everybody


def count_reached(session: Session, keys: Iterable[str]) -> Reached:
    """Count the active people who hold one of the keys, in two queries."""
    return count_people(session, holders(keys))


def count_apart(
    session: Session, keys: Iterable[str], among: ColumnElement[bool] | None = None
) -> Reached:
    """Count them for who may not know whose child each of them is, in at most four queries.

    The numbers tell nobody whether somebody is in a group, or a parent: those who are named one by
    one are not compared with the others, nor parents with those who are something else; whoever
    works here is counted by his work. Somebody in two of these numbers is counted in both.
    """
    keys = frozenset(keys)
    named = frozenset(key for key in keys if key.startswith("user:"))
    parents = frozenset(key for key in keys - named if is_of_parents(key))
    parents = frozenset() if MEMBERS in keys else parents
    only = Person.id.is_not(None) if among is None else among
    others = count_people(session, holders(keys - named - parents).where(only), by_work=True)
    found = dict(others.by_profile)
    told = len(named) if among is None else _number(session, holders(named).where(only))
    of_parents = _number(session, holders(parents).where(only)) if parents else 0
    if of_parents:
        found[Profile.PARENT] = found.get(Profile.PARENT, 0) + of_parents
    return Reached(
        min(others.total + of_parents, others.everybody),
        {one: found[one] for one in Profile if one in found},
        others.everybody,
        named=told,
    )


def _number(session: Session, ids: Select[int]) -> int:
    return session.scalar(select(func.count()).select_from(ids.subquery())) or 0


def count_people(session: Session, ids: Select[int], *, by_work: bool = False) -> Reached:
    """Count the people whose ids a statement selects, in two queries.

    `by_work`: that somebody who works here is also a parent is not counted.
    """
    everybody = select(func.count()).select_from(Person).where(Person.is_active)
    placeless = select(func.count()).where(Person.id.in_(ids), has_no_place())
    total, of_all, guests = session.execute(
        select(
            select(func.count()).select_from(ids.subquery()).scalar_subquery(),
            everybody.scalar_subquery(),
            placeless.scalar_subquery(),
        )
    ).one()
    found: dict[Profile, int] = {}
    if total:
        profile = _profile()
        counted = select(profile, func.count(PersonFunction.person_id.distinct())).where(
            PersonFunction.person_id.in_(ids)
        )
        if by_work:
            works = select(Person.id).where(is_staff())
            counted = counted.where(
                or_(
                    PersonFunction.function.in_(STAFF_FUNCTIONS),
                    PersonFunction.person_id.not_in(works),
                )
            )
        rows = session.execute(counted.group_by(profile))
        found = {Profile(name): number for name, number in rows}
    if guests:
        found[Profile.OTHER] = found.get(Profile.OTHER, 0) + guests
    in_order = {one: found[one] for one in Profile if one in found}
    return Reached(total, in_order, of_all)


def _profile() -> ColumnElement[Any]:
    """Return the profile that a row of functions gives."""
    names = {function: profile.value for function, profile in PROFILE_OF.items()}
    return case(names, value=PersonFunction.function)
