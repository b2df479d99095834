"""The list of what a person works on: filtered, sorted by any column, counted by stage."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Select, SQLColumnExpression, case, func, literal
from sqlalchemy.orm import Session, aliased

from app.models import Article, Person, Revision, Rubrique
from app.queries.contribution_filter import Filter, Tab, in_tab, narrowed, newest, stage_rank
from app.queries.keyset import Cursor, Slice, by_key, sliced
from app.queries.states import state_columns, state_in
from app.queries.workpiece import Worker
from app.rules.workflow import State
from app.text.stems import sort_key

PAGE_SIZE = 50

online = aliased(Revision)
author, validator = aliased(Person), aliased(Person)


class Sort(StrEnum):
    """Columns by which the list is sorted, by the word that stands in the address."""

    TITLE = "titre"
    TYPE = "type"
    RUBRIQUE = "rubrique"
    AUTHOR = "auteur"
    CHANGED = "mise-a-jour"
    VALIDATOR = "validation"
    STAGE = "etat"


@dataclass(frozen=True)
class Contribution:
    """A row of the list, in plain values; `key` is that by which the list is sorted."""

    id: int
    title: str
    has_blog: bool
    rubrique_id: int
    rubrique: str
    author: str
    changed_at: datetime
    validated_by: str
    state: State
    starts_at: datetime | None
    ends_at: datetime | None
    key: Any


def matching(worker: Worker, wanted: Filter, now: datetime) -> Select[Article]:
    """Select what a person works on and what the filter keeps; nothing of the trash."""
    found = narrowed(worker, wanted).where(in_tab(now)[wanted.tab])
    return (
        found.join(Rubrique, Rubrique.id == Article.rubrique_id)
        .outerjoin(online, online.id == Article.online_revision_id)
        .outerjoin(author, author.id == Article.author_id)
        .outerjoin(validator, validator.id == online.decided_by_id)
    )


def read_contributions(
    session: Session,
    worker: Worker,
    wanted: Filter,
    sort: Sort,
    now: datetime,
    names: Mapping[int, str],
    *,
    descending: bool,
    cursor: Cursor | None = None,
) -> Slice[Contribution]:
    """Return one page of the list in one query; `names` are those of the rubriques."""
    key = sort_value(sort, now, names)
    statement = matching(worker, wanted, now).with_only_columns(
        Article.id,
        newest.title,
        Rubrique.has_blog,
        Article.rubrique_id,
        author.full_name.label("author"),
        Article.changed_at,
        validator.full_name.label("validator"),
        *state_columns(newest),
        key.label("key"),
    )
    page = by_key(statement, key, Article.id, descending=descending, cursor=cursor, size=PAGE_SIZE)
    rows = session.execute(page).all()
    return sliced([_contribution(row, names, now) for row in rows], cursor, PAGE_SIZE)


def count_by_tab(session: Session, worker: Worker, wanted: Filter, now: datetime) -> dict[Tab, int]:
    """Count what the filter keeps in each tab, in one query."""
    counts = [
        func.coalesce(func.sum(case((condition, 1), else_=0)), 0)
        for condition in in_tab(now).values()
    ]
    row = session.execute(narrowed(worker, wanted).with_only_columns(*counts)).one()
    return dict(zip(Tab, row, strict=True))


def sort_value(sort: Sort, now: datetime, names: Mapping[int, str]) -> SQLColumnExpression[Any]:
    """Return what a column sorts by, never null."""
    if sort is Sort.TITLE:
        return Article.title_key
    elif sort is Sort.TYPE:
        return case((Rubrique.has_blog, 0), else_=1)
    elif sort is Sort.RUBRIQUE:
        keys = {id_: literal(sort_key(name)) for id_, name in names.items()}
        return case(keys, value=Article.rubrique_id, else_="") if keys else literal("")
    elif sort is Sort.AUTHOR:
        return func.coalesce(author.sort_key, "")
    elif sort is Sort.CHANGED:
        return Article.changed_at
    elif sort is Sort.VALIDATOR:
        return func.coalesce(validator.sort_key, "")
    else:
        return stage_rank(now)


def _contribution(row: Any, names: Mapping[int, str], now: datetime) -> Contribution:
    return Contribution(
        id=row.id,
        title=row.title,
        has_blog=row.has_blog,
        rubrique_id=row.rubrique_id,
        rubrique=names.get(row.rubrique_id, ""),
        author=row.author or "",
        changed_at=row.changed_at,
        validated_by=row.validator or "",
        state=state_in(row, now),
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        key=row.key,
    )
