"""The list of what a person works on: filtered, sorted by any column."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, cast

from sqlalchemy import Integer, Select, Subquery, bindparam, select, union_all
from sqlalchemy.orm import Session, aliased

from app.models import Article, Person, Rubrique
from app.models.base import UtcDateTime
from app.queries.contribution_counts import UNCOUNTED, Counts
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
    with_decided,
)
from app.queries.contribution_lead import Amount, read_along
from app.queries.contribution_orders import UNGROUPED, Run, Sort, runs, whole
from app.queries.contribution_ways import ALONG, Way
from app.queries.keyset import Cursor, Slice, by_key, order_of_page, sliced
from app.queries.states import state_columns, state_in
from app.queries.unindexed import unindexed
from app.queries.workpiece import Worker
from app.rules.audience import Viewer
from app.rules.roles import Role
from app.rules.workflow import Stage, State

NOW, AFTER = bindparam("now", type_=UtcDateTime()), bindparam("id", type_=Integer)

author, validator = aliased(Person), aliased(Person)


@dataclass(frozen=True)
class Contribution:
    """A row of the list, in plain values, sorted by `key` and, where there is one, `group`."""

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
    group: int | None

    @property
    def place(self) -> tuple[Any, ...]:
        """The place of the row in the list, as an address says it."""
        return (self.key, self.id) if self.group is None else (self.key, self.group, self.id)


def matching(worker: Worker, wanted: Filter, now: datetime) -> Select[Article]:
    """Select what a person works on and what the filter keeps, with `decided` and `newest`."""
    found = with_decided(narrowed(worker, wanted)).where(in_tab(now)[wanted.tab])
    return found.join(newest, newest.id == Article.newest_revision_id)


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
    counts: Counts = UNCOUNTED,
) -> Slice[Contribution]:
    """Return one page of the list in one query, or none; `names` are those of the rubriques.

    What the rows show is read for those of the page only, not for all that are sorted. The `counts`
    say whether there are a few, for which a walk along the order would look long.
    """
    if counts.by_tab.get(wanted.tab) == 0:
        return sliced([], cursor, PAGE_SIZE)
    way, lead = _way(wanted, sort, counts), counts.lead
    build = _page if wanted.is_lasting else _page.__wrapped__
    statement = build(
        worker.viewer.person_id,
        tuple(worker.roles.items()),
        wanted,
        sort,
        descending=descending,
        before=None if cursor is None else cursor.before,
        way=way,
        sieve=lead.way if way in ALONG and lead.amount is Amount.SOME else None,
        frequent=counts.frequent if sort is Sort.STAGE else frozenset(),
    )
    place = {} if cursor is None else {"key": cursor.key, "group": cursor.group, "id": cursor.id}
    rows = session.execute(statement, {"now": now, **place}).all()
    return sliced([_contribution(row, names, now) for row in rows], cursor, PAGE_SIZE)


def _way(wanted: Filter, sort: Sort, counts: Counts) -> Way:
    total, kept, lead = counts.by_tab.get(wanted.tab), counts.by_tab.get(Tab.ALL), counts.lead
    if total is None or total > FEW:
        is_sorted_here = lead.amount is Amount.SOME and sort not in UNGROUPED
        along = Way.CHANGES if sort is Sort.CHANGED else Way.ORDER
        return lead.way if is_sorted_here else along
    is_of_tab = wanted.tab in INDEXED and (kept is None or kept > FEW)
    return Way.TAB if is_of_tab else lead.way


@lru_cache(maxsize=STATEMENTS)
def _page(
    person_id: int | None,
    held: tuple[tuple[int, Role], ...],
    wanted: Filter,
    sort: Sort,
    *,
    descending: bool,
    before: bool | None,
    way: Way,
    sieve: Way | None,
    frequent: frozenset[Stage],
) -> Select[*tuple[Any, ...]]:
    """Select the page at `key`, `group` and `id`, as of `now`; `before` is none for the first.

    Of the rest an index of the order says that a `sieve` holds it back: no article is looked up.
    It is built once for the same question: building it took longer than answering it.
    """
    worker, now = Worker(Viewer(person_id, frozenset()), dict(held)), cast("datetime", NOW)
    cursor = None
    if before is not None:
        cursor = Cursor(bindparam("key"), cast("int", AFTER), before, bindparam("group"))
    kept = narrowed(worker, wanted, way).where(in_tab(now)[wanted.tab])
    if wanted.tab in OF_DRAFTS or sort is Sort.STAGE:
        kept = with_decided(kept)
    if sieve is not None:
        kept = kept.where(unindexed(Article.id).in_(read_along(sieve, worker, wanted)))
    found = runs(kept, sort, now, frequent) if way in ALONG else [whole(kept, sort, now)]
    page = _first_of(found, descending=descending, cursor=cursor)
    return (
        select(Article)
        .join(page, page.c.id == Article.id)
        .join(newest, newest.id == Article.newest_revision_id)
        .join(Rubrique, Rubrique.id == Article.rubrique_id)
        .outerjoin(author, author.id == Article.author_id)
        .outerjoin(validator, validator.id == Article.approved_by_id)
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
            page.c.group,
        )
        .order_by(*_order(page, descending=descending, cursor=cursor))
    )


def _first_of(found: Iterable[Run], *, descending: bool, cursor: Cursor | None) -> Subquery:
    """Select the keys, groups and ids of a page: of each run so many, then the first of these."""
    pages = [
        by_key(
            run.places,
            run.key,
            run.id,
            group=run.group,
            descending=descending,
            cursor=cursor,
            size=PAGE_SIZE,
        ).subquery()
        for run in found
    ]
    if len(pages) == 1:
        return pages[0]
    together = union_all(*(select(page) for page in pages)).subquery()
    order = _order(together, descending=descending, cursor=cursor)
    return select(together).order_by(*order).limit(PAGE_SIZE + 1).subquery()


def _order(page: Subquery, *, descending: bool, cursor: Cursor | None) -> tuple[Any, ...]:
    c = page.c
    return order_of_page(c.key, c.id, descending=descending, cursor=cursor, group=c.group)


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
        group=row.group,
    )
