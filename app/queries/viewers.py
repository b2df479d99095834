"""Who asks: the keys of a signed-in person, from the directory."""

from functools import lru_cache, reduce
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
    func,
    literal,
    null,
    select,
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

BETWEEN, AFTER = ":", " "
"""What stands between the parts of a mark, and after each: codes are words, ids are numbers."""


def viewer_of(session: Session, person_id: int) -> Viewer:
    """Return the viewer that a person is, in one query; nobody when there is no such person."""
    return _viewer(session, session.execute(_by_person(), {"person_id": person_id}).one_or_none())


def session_and_viewer(session: Session, token_hash: str) -> tuple[Row[Any], Viewer] | None:
    """Return a session that was opened and the viewer whose it is, in one query; none if closed.

    The row has the columns of `UserSession`.
    """
    row = session.execute(_by_session(), {"token_hash": token_hash}).one_or_none()
    return (row, _viewer(session, row)) if row else None


def _viewer(session: Session, row: Row[Any] | None) -> Viewer:
    if row is None or not row.Person.is_active:
        return ANONYMOUS
    person = row.Person
    marks = [mark.split(BETWEEN) for mark in (row.marks or "").split(AFTER) if mark]
    # Held as long as the session: it keeps weak references only, and pages name the person.
    session.info["viewer"] = person
    return Viewer(
        person.id,
        keys_of(
            person.id,
            [Function(code) for kind, code, *_ids in marks if kind == "function"],
            [Duty(code) for kind, code, *_ids in marks if kind == "duty"],
            {
                (int(group_id), part)
                for kind, code, *ids in marks
                if (part := _part(kind, code)) is not None
                for group_id in ids
                if group_id
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
        .add_columns(*UserSession.__table__.columns)
        .where(UserSession.token_hash == token_hash, UserSession.person_id == Person.id)
    )


def _person_with_marks(person_id: ColumnElement[int]) -> Select[*tuple[Any, ...]]:
    """Select a person, and the marks as one text: a row for each would repeat the person."""
    marks = _marks(person_id).subquery().c
    parts = (marks.kind, marks.code, *(_number(one) for one in (marks.number, marks.level_id)))
    told = func.aggregate_strings(reduce(lambda said, one: said + BETWEEN + one, parts), AFTER)
    return select(Person, select(told).scalar_subquery().label("marks"))


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


def _number(column: ColumnElement[int]) -> ColumnElement[str]:
    return func.coalesce(cast(column, String), "")


def _part(kind: str, code: str) -> Part | None:
    if kind == "member":
        return Part(code)
    return PART_OF_GUARDIAN[Guardianship(code)] if kind == "guardian" else None
