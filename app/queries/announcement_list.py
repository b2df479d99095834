"""The list of announcements at work: who sees which, narrowed, sorted, counted by stage."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    SQLColumnExpression,
    and_,
    case,
    func,
    select,
)
from sqlalchemy.orm import Session, aliased

from app.models import Announcement, AnnouncementTarget, Origin, Person
from app.queries.announcement_work import announcements_at_work
from app.queries.keyset import Cursor, Slice, by_key, sliced
from app.queries.names import is_named
from app.rules.announcements import AnnouncementStatus, Severity, Stage, stage_of
from app.rules.audience import Viewer

PAGE_SIZE = 50

author = aliased(Person)


class Sort(StrEnum):
    """Columns by which the list is sorted, by the word that stands in the address."""

    TYPE = "type"
    PERIOD = "periode"
    STAGE = "statut"
    AUTHOR = "auteur"


@dataclass(frozen=True)
class AnnouncementFilter:
    """What the list is narrowed to; `targets` are keys of which an announcement has at least one.

    `targets` is none where nobody asks, and empty where nothing bears the words asked for.
    """

    stage: Stage | None = None
    severity: Severity | None = None
    mine: bool = False
    author: str = ""
    targets: frozenset[str] | None = None


@dataclass(frozen=True)
class AnnouncementLine:
    """A row of the list, in plain values; `key` is that by which the list is sorted."""

    id: int
    title: str
    severity: Severity
    starts_at: datetime
    ends_at: datetime
    stage: Stage
    refusal: str
    author: str
    """Empty when the account is gone, or when the authority above the school sent it."""
    is_from_above: bool
    key: Any


def read_announcements(
    session: Session,
    viewer: Viewer,
    wanted: AnnouncementFilter,
    sort: Sort,
    now: datetime,
    *,
    descending: bool,
    cursor: Cursor | None = None,
) -> Slice[AnnouncementLine]:
    """Return one page of the list, in one query."""
    key = _sort_value(sort, now)
    statement = _narrowed(viewer, wanted)
    if wanted.stage is not None:
        statement = statement.where(stages(now)[wanted.stage])
    columns = statement.outerjoin(author, author.id == Announcement.author_id).with_only_columns(
        Announcement.id,
        Announcement.title,
        Announcement.severity,
        Announcement.status,
        Announcement.starts_at,
        Announcement.ends_at,
        Announcement.refusal,
        Announcement.origin,
        author.full_name.label("author"),
        key.label("key"),
    )
    page = by_key(
        columns, key, Announcement.id, descending=descending, cursor=cursor, size=PAGE_SIZE
    )
    rows = session.execute(page).all()
    return sliced([_line(row, now) for row in rows], cursor, PAGE_SIZE)


def count_by_stage(
    session: Session, viewer: Viewer, wanted: AnnouncementFilter, now: datetime
) -> Mapping[Stage, int]:
    """Count what the filter keeps in each stage, in one query."""
    rank = _stage_rank(now)
    statement = _narrowed(viewer, wanted).with_only_columns(rank, func.count())
    counts = dict(session.execute(statement.group_by(rank)).all())
    return {stage: counts.get(place, 0) for place, stage in enumerate(Stage)}


def stages(now: datetime) -> Mapping[Stage, ColumnElement[bool]]:
    """Return `announcements.stage_of` in SQL; a test compares them."""
    is_draft = Announcement.status == AnnouncementStatus.DRAFT
    is_online = Announcement.status == AnnouncementStatus.ONLINE
    return {
        Stage.DRAFT: and_(is_draft, Announcement.refusal.is_(None)),
        Stage.REFUSED: and_(is_draft, Announcement.refusal.is_not(None)),
        Stage.PENDING: Announcement.status == AnnouncementStatus.PENDING,
        Stage.SCHEDULED: and_(is_online, Announcement.starts_at > now),
        Stage.ONLINE: and_(is_online, Announcement.starts_at <= now, Announcement.ends_at > now),
        Stage.ENDED: and_(is_online, Announcement.starts_at <= now, Announcement.ends_at <= now),
        Stage.DECLINED: Announcement.status == AnnouncementStatus.DECLINED,
    }


def targets_of(session: Session, ids: list[int]) -> Mapping[int, list[str]]:
    """Return the targets of announcements by their ids, in one query."""
    found: dict[int, list[str]] = {}
    rows = session.execute(
        select(AnnouncementTarget.announcement_id, AnnouncementTarget.key)
        .where(AnnouncementTarget.announcement_id.in_(sorted(ids)))
        .order_by(AnnouncementTarget.announcement_id, AnnouncementTarget.key)
    )
    for id_, key in rows:
        found.setdefault(id_, []).append(key)
    return found


def _narrowed(viewer: Viewer, wanted: AnnouncementFilter) -> Select[Announcement]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.severity is not None:
        conditions.append(Announcement.severity == wanted.severity)
    if wanted.mine:
        conditions.append(Announcement.author_id == viewer.person_id)
    if wanted.author:
        named = select(Person.id).where(is_named(wanted.author))
        conditions.append(Announcement.author_id.in_(named))
    if wanted.targets is not None:
        aimed = select(AnnouncementTarget.announcement_id).where(
            AnnouncementTarget.key.in_(sorted(wanted.targets))
        )
        conditions.append(Announcement.id.in_(aimed))
    return announcements_at_work(viewer).where(*conditions)


def _sort_value(sort: Sort, now: datetime) -> SQLColumnExpression[Any]:
    """Return what a column sorts by, never null."""
    if sort is Sort.TYPE:
        order = {severity.value: place for place, severity in enumerate(Severity)}
        return case(order, value=Announcement.severity, else_=len(order))
    elif sort is Sort.PERIOD:
        return Announcement.starts_at
    elif sort is Sort.STAGE:
        return _stage_rank(now)
    else:
        return func.coalesce(author.sort_key, "")


def _stage_rank(now: datetime) -> ColumnElement[int]:
    order = list(Stage)
    return case(*((where, order.index(stage)) for stage, where in stages(now).items()))


def _line(row: Any, now: datetime) -> AnnouncementLine:
    return AnnouncementLine(
        id=row.id,
        title=row.title,
        severity=row.severity,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        stage=stage_of(row.status, row.starts_at, row.ends_at, row.refusal, now),
        refusal=row.refusal or "",
        author=row.author or "",
        is_from_above=row.origin is not Origin.SCHOOL,
        key=row.key,
    )
