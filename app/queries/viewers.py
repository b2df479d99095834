"""Who asks: the keys of a signed-in person, from the directory."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Integer,
    Row,
    Select,
    String,
    and_,
    bindparam,
    cast,
    literal,
    null,
    select,
    true,
    type_coerce,
    union_all,
)
from sqlalchemy.orm import Session, aliased

from app.models import (
    Group,
    Guardian,
    Membership,
    Person,
    PersonDuty,
    PersonFunction,
    UserSession,
)
from app.rules.audience import (
    ANONYMOUS,
    PART_OF_GUARDIAN,
    Duty,
    Function,
    Guardianship,
    Part,
    Viewer,
    keys_of,
)


def viewer_of(session: Session, person_id: int) -> Viewer:
    """Return the viewer that a person is, in one query; nobody when there is no such person."""
    return _viewer(session, session.execute(_by_person(), {"person_id": person_id}).all())


def session_and_viewer(session: Session, token_hash: str) -> tuple[UserSession, Viewer] | None:
    """Return a session that was opened and the viewer whose it is, in one query; none if closed."""
    rows = session.execute(_by_session(), {"token_hash": token_hash}).all()
    return (rows[0].UserSession, _viewer(session, rows)) if rows else None


def _viewer(session: Session, rows: Sequence[Row[Any]]) -> Viewer:
    if not rows or not rows[0].Person.is_active:
        return ANONYMOUS
    person = rows[0].Person
    # Held as long as the session: it keeps weak references only, and pages name the person.
    session.info["viewer"] = person
    return Viewer(
        person.id,
        keys_of(
            person.id,
            [Function(row.code) for row in rows if row.kind == "function"],
            [Duty(row.code) for row in rows if row.kind == "duty"],
            {
                (group_id, part)
                for row in rows
                if (part := _part(row.kind, row.code)) is not None
                for group_id in (row.number, row.level_id)
                if group_id is not None
            },
        ),
    )


@lru_cache
def _by_person() -> Select[*tuple[Any, ...]]:
    """Select a person by `person_id` with all marks; built once, as every page asks it."""
    person_id = bindparam("person_id", type_=Integer)
    return _person_with_marks(person_id).where(Person.id == person_id)


@lru_cache
def _by_session() -> Select[*tuple[Any, ...]]:
    """Select a session by `token_hash`, whose it is and all marks; built once likewise."""
    token_hash = bindparam("token_hash", type_=String)
    owner = select(UserSession.person_id).where(UserSession.token_hash == token_hash)
    return (
        _person_with_marks(owner.scalar_subquery())
        .add_columns(UserSession)
        .where(UserSession.token_hash == token_hash, UserSession.person_id == Person.id)
    )


def _person_with_marks(person_id: ColumnElement[int]) -> Select[*tuple[Any, ...]]:
    marks = _marks(person_id).subquery()
    return (
        select(Person, marks.c.kind, marks.c.code, marks.c.number, marks.c.level_id)
        .select_from(Person)
        .outerjoin(marks, true())
    )


def _marks(person_id: ColumnElement[int]) -> CompoundSelect[Any]:
    """Select what a person is: functions, duties, parts of groups, and groups of children.

    A group that has ended gives nothing any more, nor does a level that has.
    """
    child, level = aliased(Membership), aliased(Group)
    of_level = and_(level.id == Group.level_id, level.ended_at.is_(None))
    nothing = cast(null(), Integer).label("number"), cast(null(), Integer).label("level_id")
    return union_all(
        select(
            literal("function").label("kind"),
            _text(PersonFunction.function).label("code"),
            *nothing,
        ).where(PersonFunction.person_id == person_id),
        select(literal("duty"), _text(PersonDuty.duty), *nothing).where(
            PersonDuty.person_id == person_id
        ),
        select(literal("member"), _text(Membership.part), Membership.group_id, level.id)
        .join(Group, Group.id == Membership.group_id)
        .outerjoin(level, of_level)
        .where(Membership.person_id == person_id, Group.ended_at.is_(None)),
        select(literal("guardian"), _text(Guardian.kind), child.group_id, level.id)
        .join(Guardian, Guardian.pupil_id == child.person_id)
        .join(Group, Group.id == child.group_id)
        .outerjoin(level, of_level)
        .where(Guardian.adult_id == person_id, child.part == Part.PUPIL, Group.ended_at.is_(None)),
    )


def _text(column: Any) -> ColumnElement[str]:
    return type_coerce(column, String())


def _part(kind: str | None, code: str) -> Part | None:
    if kind == "member":
        return Part(code)
    return PART_OF_GUARDIAN[Guardianship(code)] if kind == "guardian" else None
