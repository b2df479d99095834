"""The list of the directory: people by name, narrowed, read by key."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, false, func, not_, or_, select, true
from sqlalchemy.orm import Session

from app.models import (
    Group,
    Guardian,
    LastLogin,
    Membership,
    Person,
    PersonDuty,
    PersonFunction,
    Source,
)
from app.queries.keyset import Cursor, Slice, by_key, sliced
from app.queries.names import is_named
from app.queries.people import guards_one_of, people_listed_for
from app.queries.ties import Finder, is_known_as
from app.rules.audience import Duty, Function, Part, Profile
from app.rules.directory import groups_of

PAGE_SIZE = 50


class State(StrEnum):
    """Whether accounts are in use, by the word that stands in the address."""

    ACTIVE = "actifs"
    SUSPENDED = "suspendus"
    LEFT = "partis"


@dataclass(frozen=True)
class PeopleFilter:
    """What the list is narrowed to; `unused_since`: no login from then on, in real time."""

    words: str = ""
    profile: Profile | None = None
    function: Function | None = None
    duty: Duty | None = None
    group_id: int | None = None
    source: Source | None = None
    state: State | None = State.ACTIVE
    never_used: bool = False
    unused_since: datetime | None = None


def read_people(
    session: Session, finder: Finder, wanted: PeopleFilter, cursor: Cursor | None
) -> Slice[Row[Any]]:
    """Return one page of the list in one query, by name."""
    statement = (
        found(finder, wanted)
        .outerjoin(LastLogin, LastLogin.person_id == Person.id)
        .with_only_columns(
            Person.id, Person.first_name, Person.last_name, Person.sort_key, Person.title,
            Person.source, Person.suspended_at, Person.left_at, Person.access_ends_on,
            LastLogin.at.label("last_login"),
        )
    )  # fmt: skip
    page = by_key(
        statement, Person.sort_key, Person.id, descending=False, cursor=cursor, size=PAGE_SIZE
    )
    return sliced(session.execute(page).all(), cursor, PAGE_SIZE)


def count_people(session: Session, finder: Finder, wanted: PeopleFilter) -> int:
    """Count whom the filter keeps."""
    return session.scalar(found(finder, wanted).with_only_columns(func.count())) or 0


def found(finder: Finder, wanted: PeopleFilter) -> Select[Person]:
    """Select those known to the viewer whom the filter keeps."""
    return people_listed_for(finder.viewer, finder.rights).where(
        is_named(wanted.words) if wanted.words.strip() else true(),
        is_known_as(finder, wanted.profile) if wanted.profile else true(),
        _has_function([wanted.function]) if wanted.function else true(),
        _has_duty(wanted.duty) if wanted.duty else true(),
        _is_of_group(finder, wanted.group_id) if wanted.group_id else true(),
        Person.source == wanted.source if wanted.source else true(),
        in_state(wanted.state),
        not_(_signed_in()) if wanted.never_used else true(),
        not_(_signed_in(wanted.unused_since)) if wanted.unused_since else true(),
    )


def in_state(state: State | None) -> ColumnElement[bool]:
    """Return that an account is in a state; in any, without one."""
    if state is State.ACTIVE:
        return and_(Person.is_active)
    elif state is State.SUSPENDED:
        return and_(Person.suspended_at.is_not(None), Person.left_at.is_(None))
    elif state is State.LEFT:
        return Person.left_at.is_not(None)
    else:
        return true()


def _has_function(functions: Sequence[Function]) -> ColumnElement[bool]:
    holders = select(PersonFunction.person_id).where(PersonFunction.function.in_(functions))
    return Person.id.in_(holders)


def _has_duty(duty: Duty) -> ColumnElement[bool]:
    return Person.id.in_(select(PersonDuty.person_id).where(PersonDuty.duty == duty))


def _is_of_group(finder: Finder, group_id: int) -> ColumnElement[bool]:
    """Members of a group or of the classes of a level; their guardians for who may know the tie."""
    inside = select(Group.id).where(or_(Group.id == group_id, Group.level_id == group_id))
    hidden = false() if finder.sees_all else not_(Group.is_visible)
    members = select(Membership.person_id).where(
        Membership.group_id.in_(inside.where(not_(hidden)))
    )
    is_member = Person.id.in_(members)
    taught = groups_of(finder.viewer, Part.TEACHER)
    if finder.sees_all:
        return or_(is_member, _guards_pupil_of(inside))
    return or_(is_member, guards_one_of({group_id})) if group_id in taught else is_member


def _guards_pupil_of(groups: Select[int]) -> ColumnElement[bool]:
    pupils = select(Membership.person_id).where(
        Membership.group_id.in_(groups), Membership.part == Part.PUPIL
    )
    return Person.id.in_(select(Guardian.adult_id).where(Guardian.pupil_id.in_(pupils)))


def _signed_in(since: datetime | None = None) -> ColumnElement[bool]:
    mine = select(LastLogin.person_id).where(LastLogin.person_id == Person.id).correlate(Person)
    return (mine if since is None else mine.where(LastLogin.at >= since)).exists()
