"""How many people a choice of targets reaches, and of what kind."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, select
from sqlalchemy.orm import Session

from app.models import Person, PersonFunction
from app.queries.holders import holders
from app.queries.profiles import has_no_place
from app.rules.audience import PROFILE_OF, Profile


@dataclass(frozen=True)
class Reached:
    """Who is reached: each person counts once in `total`, and in each of his profiles.

    `everybody` is how many people the school has, `unseen` how many keys are not counted because
    the viewer may not know of whom they are.
    """

    total: int = 0
    by_profile: Mapping[Profile, int] = field(default_factory=dict)
    everybody: int = 0
    unseen: int = 0

    @property
    def is_unusual(self) -> bool:
        """Whether it reaches more than half of the school."""
        return 2 * self.total > self.everybody


def count_reached(session: Session, keys: Iterable[str]) -> Reached:
    """Count the active people who hold one of the keys, in two queries."""
    return count_people(session, holders(keys))


def count_people(session: Session, ids: Select[int]) -> Reached:
    """Count the people whose ids a statement selects, in two queries."""
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
        rows = session.execute(
            select(profile, func.count(PersonFunction.person_id.distinct()))
            .where(PersonFunction.person_id.in_(ids))
            .group_by(profile)
        )
        found = {Profile(name): number for name, number in rows}
    if guests:
        found[Profile.OTHER] = found.get(Profile.OTHER, 0) + guests
    in_order = {one: found[one] for one in Profile if one in found}
    return Reached(total, in_order, of_all)


def _profile() -> ColumnElement[Any]:
    """Return the profile that a row of functions gives."""
    names = {function: profile.value for function, profile in PROFILE_OF.items()}
    return case(names, value=PersonFunction.function)
