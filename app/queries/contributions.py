"""The list of what a person works on: filtered, sorted by any column."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from typing import Any, cast

from sqlalchemy import (
    Integer,
    Select,
    SQLColumnExpression,
    bindparam,
    case,
    func,
    literal,
    select,
)
from sqlalchemy.orm import Session, aliased

from app.models import Article, Person, Revision, Rubrique
from app.models.base import UtcDateTime
from app.queries.contribution_filter import (
    FEW,
    INDEXED,
    OF_DRAFTS,
    PAGE_SIZE,
    STATEMENTS,
    Filter,
    Tab,
    in_tab,
    narrowed,
    newest,
    stage_rank,
    with_decided,
)
from app.queries.contribution_lead import NO_LEAD, Amount, Lead, read_along
from app.queries.contribution_ways import Way
from app.queries.keyset import Cursor, Slice, by_key, order_of_page, sliced
from app.queries.states import state_columns, state_in
from app.queries.unindexed import unindexed
from app.queries.workpiece import Worker
from app.rules.audience import Viewer
from app.rules.roles import Role
from app.rules.workflow import State
from app.text.stems import sort_key

NOW, AFTER = bindparam("now", type_=UtcDateTime()), bindparam("id", type_=Integer)

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


WITH_INDEX = (Sort.CHANGED, Sort.TITLE)
"""Sorts along whose order a page is found without reading all."""


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
    """Select what a person works on and what the filter keeps, with all that a list sorts by."""
    found = with_decided(narrowed(worker, wanted)).where(in_tab(now)[wanted.tab])
    return _with_others(found).join(newest, newest.id == Article.newest_revision_id)


def _with_others(articles: Select[Article]) -> Select[Article]:
    return (
        articles.join(Rubrique, Rubrique.id == Article.rubrique_id)
        .outerjoin(online, online.id == Article.online_revision_id)
        .outerjoin(author, author.id == Article.author_id)
        .outerjoin(validator, validator.id == online.decided_by_id)
    )


def _with_needed(articles: Select[Article], tab: Tab, sort: Sort) -> Select[Article]:
    """Join what tab and sort ask for, and nothing else: it is read for each article of the list."""
    if tab in OF_DRAFTS or sort is Sort.STAGE:
        articles = with_decided(articles)
    if sort is Sort.TYPE:
        return articles.join(Rubrique, Rubrique.id == Article.rubrique_id)
    elif sort is Sort.AUTHOR:
        return articles.outerjoin(author, author.id == Article.author_id)
    elif sort is Sort.VALIDATOR:
        articles = articles.outerjoin(online, online.id == Article.online_revision_id)
        return articles.outerjoin(validator, validator.id == online.decided_by_id)
    else:
        return articles


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
    total: int | None = None,
    kept: int | None = None,
    lead: Lead = NO_LEAD,
) -> Slice[Contribution]:
    """Return one page of the list in one query, or none; `names` are those of the rubriques.

    What the rows show is read for those of the page only, not for all that are sorted. `total` is
    how many there are, `kept` how many in all tabs, where that is known, exactly or as more than
    `FEW`: a walk along the order would look long for a few, to which the `lead` leads.
    """
    if total == 0:
        return sliced([], cursor, PAGE_SIZE)
    way = _way(wanted, sort, total, kept, lead)
    build = _page if wanted.is_lasting else _page.__wrapped__
    statement = build(
        worker.viewer.person_id,
        tuple(worker.roles.items()),
        wanted,
        sort,
        tuple(names.items()) if sort is Sort.RUBRIQUE else (),
        descending=descending,
        before=None if cursor is None else cursor.before,
        way=way,
        sieve=lead.way if way is Way.ORDER and lead.amount is Amount.SOME else None,
    )
    asked = {"now": now} if cursor is None else {"now": now, "key": cursor.key, "id": cursor.id}
    rows = session.execute(statement, asked).all()
    return sliced([_contribution(row, names, now) for row in rows], cursor, PAGE_SIZE)


def _way(wanted: Filter, sort: Sort, total: int | None, kept: int | None, lead: Lead) -> Way:
    if total is None or total > FEW:
        is_sorted_here = lead.amount is Amount.SOME and sort not in WITH_INDEX
        return lead.way if is_sorted_here else Way.ORDER
    is_of_tab = wanted.tab in INDEXED and (kept is None or kept > FEW)
    return Way.TAB if is_of_tab else lead.way


@lru_cache(maxsize=STATEMENTS)
def _page(
    person_id: int | None,
    held: tuple[tuple[int, Role], ...],
    wanted: Filter,
    sort: Sort,
    names: tuple[tuple[int, str], ...],
    *,
    descending: bool,
    before: bool | None,
    way: Way,
    sieve: Way | None,
) -> Select[*tuple[Any, ...]]:
    """Select the page at the place of `key` and `id`, as of `now`; `before` is none for the first.

    Of the rest an index of the order says that a `sieve` holds it back: no article is looked up.
    It is built once for the same question: building it took longer than answering it.
    """
    worker, now = Worker(Viewer(person_id, frozenset()), dict(held)), cast("datetime", NOW)
    cursor = None if before is None else Cursor(bindparam("key"), cast("int", AFTER), before)
    key = sort_value(sort, now, dict(names))
    if way is not Way.ORDER and sort in WITH_INDEX:
        key = unindexed(Article.changed_at if sort is Sort.CHANGED else Article.title_key)
    kept = _with_needed(narrowed(worker, wanted, way), wanted.tab, sort)
    if sieve is not None:
        kept = kept.where(unindexed(Article.id).in_(read_along(sieve, worker, wanted)))
    sought: Any = kept.where(in_tab(now)[wanted.tab]).with_only_columns(
        Article.id, key.label("key")
    )
    page = by_key(
        sought, key, Article.id, descending=descending, cursor=cursor, size=PAGE_SIZE
    ).subquery()
    return (
        _with_others(select(Article).join(page, page.c.id == Article.id))
        .join(newest, newest.id == Article.newest_revision_id)
        .with_only_columns(
            Article.id,
            newest.title,
            Rubrique.has_blog,
            Article.rubrique_id,
            author.full_name.label("author"),
            Article.changed_at,
            validator.full_name.label("validator"),
            *state_columns(newest),
            page.c.key,
        )
        .order_by(*order_of_page(page.c.key, page.c.id, descending=descending, cursor=cursor))
    )


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
