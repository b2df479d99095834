"""What the check found in all that is online: by gravity, for those who answer for it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    String,
    and_,
    case,
    cast,
    exists,
    func,
    literal,
    select,
    tuple_,
)
from sqlalchemy.orm import Session

from app.models import Article, CheckedText, Job, JobState, Person, Revision, Rubrique
from app.queries.keyset import Cursor, Slice, sliced
from app.queries.work import rubriques_where
from app.rules.roles import Permission, Role
from app.rules.visibility import Visibility
from app.rules.workflow import Status
from app.text.kinds import Kind

PAGE_SIZE = 50
_BY_GRAVITY = (CheckedText.blocks, CheckedText.warns, CheckedText.advises)


class Tab(StrEnum):
    """What the list shows, by the word that stands in the address."""

    FOUND = "remarques"
    UNCHECKED = "pas-encore"
    CLEAN = "sans-remarque"


@dataclass(frozen=True)
class Wanted:
    """What the list is narrowed to; none narrows nothing."""

    tab: Tab = Tab.FOUND
    rubriques: frozenset[int] | None = None
    kind: Kind | None = None


@dataclass(frozen=True)
class OnlineText:
    """A row of the list; `key` is its gravity as it stands in an address."""

    id: int
    revision_id: int
    title: str
    rubrique_id: int
    is_public: bool
    author: str
    starts_at: datetime
    ends_at: datetime | None
    checked_at: datetime | None
    findings: Sequence[Mapping[str, Any]]
    key: str


def online_texts(roles: Mapping[int, Role], wanted: Wanted) -> Select[Article]:
    """Select what is online, or will be, where these roles approve and the filter keeps it."""
    return (
        select(Article)
        .outerjoin(CheckedText, CheckedText.revision_id == Article.online_revision_id)
        .where(
            Article.status == Status.ONLINE,
            Article.rubrique_id.in_(_rubriques(roles, wanted)),
            *_held(wanted),
        )
    )


def read_online_texts(
    session: Session, roles: Mapping[int, Role], wanted: Wanted, cursor: Cursor | None
) -> Slice[OnlineText]:
    """Return one page of the list, the gravest first, in one query."""
    ids = _page(roles, wanted, cursor).subquery()
    rows = session.execute(
        select(
            Article.id,
            Article.online_revision_id,
            Revision.title,
            Article.rubrique_id,
            Rubrique.visibility,
            Person.full_name,
            Article.starts_at,
            Article.ends_at,
            CheckedText.checked_at,
            *_BY_GRAVITY,
            CheckedText.findings,
        )
        .select_from(ids)
        .join(Revision, Revision.id == ids.c[0])
        .join(Article, Article.online_revision_id == Revision.id)
        .join(Rubrique, Rubrique.id == Article.rubrique_id)
        .outerjoin(CheckedText, CheckedText.revision_id == Revision.id)
        .outerjoin(Person, Person.id == Article.author_id)
        .order_by(*_order(wanted, Revision.id, cursor))
    ).all()
    return sliced([_text(row) for row in rows], cursor, PAGE_SIZE)


def count_by_tab(session: Session, roles: Mapping[int, Role], wanted: Wanted) -> dict[Tab, int]:
    """Count what the filter keeps in each tab, in one query."""
    counts = [func.count().filter(condition) for condition in _in_tab().values()]
    row = session.execute(online_texts(roles, wanted).with_only_columns(*counts)).one()
    return dict(zip(_in_tab(), row, strict=True))


def gravity(text: str) -> tuple[int, ...]:
    """Read the gravity of a row as it stands in an address; raises ValueError."""
    parts = text.split(".")
    if len(parts) != len(_BY_GRAVITY) or not all(
        part.isascii() and part.isdigit() and len(part) < 7 for part in parts
    ):
        raise ValueError(text)
    return tuple(int(part) for part in parts)


def unchecked_texts(after: int, limit: int) -> Select[int, int | None, bool]:
    """Select some online texts that were never checked: article, text, whether it is public."""
    return (
        _texts()
        .outerjoin(CheckedText, CheckedText.revision_id == Article.online_revision_id)
        .where(CheckedText.revision_id.is_(None), Article.online_revision_id > after)
        .order_by(Article.online_revision_id)
        .limit(limit)
    )


def texts_checked_before(
    moment: datetime, rubrique_ids: Sequence[int] | None, limit: int
) -> Select[int, int | None, bool]:
    """Select some online texts whose last check is older, the oldest first."""
    found = (
        _texts()
        .join(CheckedText, CheckedText.revision_id == Article.online_revision_id)
        .where(CheckedText.checked_at < moment)
        .order_by(CheckedText.checked_at, CheckedText.revision_id)
        .limit(limit)
    )
    return found if rubrique_ids is None else found.where(Article.rubrique_id.in_(rubrique_ids))


def is_checking_all(session: Session) -> bool:
    """Tell whether a check of everything waits or is under way."""
    at_work = Job.state.in_([JobState.WAITING, JobState.RUNNING])
    return bool(session.scalar(select(exists().where(at_work, Job.kind == "check_all"))))


def _texts() -> Select[int, int | None, bool]:
    is_public = Rubrique.visibility == Visibility.PUBLIC
    return (
        select(Article.id, Article.online_revision_id, is_public)
        .join(Rubrique, Rubrique.id == Article.rubrique_id)
        .where(Article.status == Status.ONLINE)
    )


def _rubriques(roles: Mapping[int, Role], wanted: Wanted) -> list[int]:
    here = rubriques_where(Permission.APPROVE, roles)
    return here if wanted.rubriques is None else [id_ for id_ in here if id_ in wanted.rubriques]


def _in_tab() -> dict[Tab, ColumnElement[bool]]:
    is_checked = CheckedText.revision_id.is_not(None)
    is_clean = and_(*(column == 0 for column in _BY_GRAVITY))
    return {
        Tab.FOUND: is_checked & ~is_clean,
        Tab.UNCHECKED: ~is_checked,
        Tab.CLEAN: is_checked & is_clean,
    }


def _page(roles: Mapping[int, Role], wanted: Wanted, cursor: Cursor | None) -> Select[int]:
    """Select the texts after a place, or before it, and one more.

    Those with findings are read along their index: where the article of each stands is asked text
    by text, or a database would sort all of them for each page.
    """
    id_: Any = CheckedText.revision_id
    if wanted.tab is Tab.UNCHECKED:
        id_ = Article.online_revision_id
        texts: Any = online_texts(roles, wanted).with_only_columns(id_)
    else:
        rubrique_id = (
            select(case((Article.status == Status.ONLINE, Article.rubrique_id)))
            .where(Article.online_revision_id == CheckedText.revision_id)
            .scalar_subquery()
        )
        texts = select(id_).where(rubrique_id.in_(_rubriques(roles, wanted)), *_held(wanted))
    here = (*_by(wanted), id_)
    if cursor is not None:
        place = tuple_(*map(literal, (*cursor.key, cursor.id)[-len(here) :]))
        texts = texts.where(tuple_(*here) > place if cursor.before else tuple_(*here) < place)
    order = _order(wanted, id_, cursor)
    page: Select[int] = texts.where(_in_tab()[wanted.tab]).order_by(*order).limit(PAGE_SIZE + 1)
    return page


def _held(wanted: Wanted) -> list[ColumnElement[bool]]:
    if wanted.kind is None:
        return []
    return [cast(CheckedText.findings, String).contains(f'"kind": "{wanted.kind}"')]


def _by(wanted: Wanted) -> Sequence[Any]:
    return () if wanted.tab is Tab.UNCHECKED else _BY_GRAVITY


def _order(wanted: Wanted, id_: Any, cursor: Cursor | None) -> list[Any]:
    rises = cursor is not None and cursor.before
    return [column.asc() if rises else column.desc() for column in (*_by(wanted), id_)]


def _text(row: Any) -> OnlineText:
    return OnlineText(
        id=row.id,
        revision_id=row.online_revision_id,
        title=row.title,
        rubrique_id=row.rubrique_id,
        is_public=row.visibility is Visibility.PUBLIC,
        author=row.full_name or "",
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        checked_at=row.checked_at,
        findings=row.findings or [],
        key=f"{row.blocks or 0}.{row.warns or 0}.{row.advises or 0}",
    )
