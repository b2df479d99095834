"""Who asks: a person of the directory, and the keys that it gives."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
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
    SiteRight,
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
from app.rules.site_rights import Right, rights_by_rule

BETWEEN, AFTER = ":", " "
"""What stands between the parts of a mark, and after each: codes are words, ids are numbers."""


@dataclass(frozen=True)
class Account:
    """An account that may be used: whose it is, and the viewer that this person is."""

    viewer: Viewer
    rights: frozenset[Right]
    """On the site, by rule or by a row."""
    id: int
    first_name: str
    last_name: str
    access_ends_on: date | None
    """The last day of a guest's access."""

    @property
    def full_name(self) -> str:
        """The first name, then the last name."""
        return f"{self.first_name} {self.last_name}".strip()


def account_of(session: Session, person_id: int) -> Account | None:
    """Return a person's account, in one query; none where there is none that may be used.

    It depends on public tables only.
    """
    row = session.execute(_by_person(), {"person_id": person_id}).one_or_none()
    return _account(row) if row is not None else None


def session_and_account(
    session: Session, token_hash: str
) -> tuple[Account | None, Row[Any] | None]:
    """Return whose session it is, and the session as `open_session` does, in one query."""
    asked = {"token_hash": token_hash}
    row = session.connection().execute(_by_session(), asked).one_or_none()
    return _account(row) if row is not None and row.id is not None else None, row


def _account(row: Row[Any]) -> Account:
    marks = [mark.split(BETWEEN) for mark in (row.marks or "").split(AFTER) if mark]
    keys = keys_of(
        row.id,
        [Function(code) for kind, code, *_ids in marks if kind == "function"],
        [Duty(code) for kind, code, *_ids in marks if kind == "duty"],
        {
            (int(group_id), part)
            for kind, code, *ids in marks
            if (part := _part(kind, code)) is not None
            for group_id in ids
            if group_id
        },
    )
    viewer = Viewer(row.id, keys)
    given = (mark.partition(BETWEEN) for mark in (row.given or "").split(AFTER))
    rights = [Right(right) for right, _between, key in given if key in keys]
    return Account(
        viewer=viewer,
        rights=rights_by_rule(viewer).union(rights),
        id=row.id,
        first_name=row.first_name,
        last_name=row.last_name,
        access_ends_on=row.access_ends_on,
    )


def viewer_of(session: Session, person_id: int) -> Viewer:
    """Return the viewer that a person is; nobody where there is no account that may be used."""
    account = account_of(session, person_id)
    return account.viewer if account else ANONYMOUS


@lru_cache
def _by_person() -> Select[*tuple[Any, ...]]:
    """Select an account by `person_id`; built once."""
    person_id = bindparam("person_id", type_=Integer)
    return select(*_columns(person_id)).where(Person.id == person_id, Person.is_active)


@lru_cache
def _by_session() -> Select[*tuple[Any, ...]]:
    """Select a session by `token_hash`, and the account if it may be used; built once."""
    token_hash = bindparam("token_hash", type_=String)
    owner = select(UserSession.person_id).where(UserSession.token_hash == token_hash)
    return (
        select(*_columns(owner.scalar_subquery()), *UserSession.__table__.columns)
        .select_from(UserSession)
        .outerjoin(Person, and_(Person.id == UserSession.person_id, Person.is_active))
        .where(UserSession.token_hash == token_hash)
    )


def _columns(person_id: ColumnElement[int]) -> Sequence[Any]:
    """Return what an account is made of.

    All marks are one text, since a row for each would repeat the rest; so are the rights that were
    given to any keys.
    """
    marks = _marks(person_id).subquery().c
    parts = (marks.kind, marks.code, *(_number(one) for one in (marks.number, marks.level_id)))
    told = func.aggregate_strings(reduce(lambda said, one: said + BETWEEN + one, parts), AFTER)
    given = func.aggregate_strings(SiteRight.right.cast(String) + BETWEEN + SiteRight.key, AFTER)
    return (
        Person.id,
        Person.first_name,
        Person.last_name,
        Person.access_ends_on,
        select(told).scalar_subquery().label("marks"),
        select(given).scalar_subquery().label("given"),
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


def _number(column: ColumnElement[int]) -> ColumnElement[str]:
    return func.coalesce(cast(column, String), "")


def _part(kind: str, code: str) -> Part | None:
    if kind == "member":
        return Part(code)
    return PART_OF_GUARDIAN[Guardianship(code)] if kind == "guardian" else None
