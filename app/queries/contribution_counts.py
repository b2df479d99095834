"""How many contributions each tab of the list holds."""

from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from typing import Any, cast

from sqlalchemy import ColumnElement, ScalarSelect, Select, bindparam, case, func, select
from sqlalchemy.orm import Session

from app.models import Article, Rubrique
from app.models.base import UtcDateTime
from app.queries.contribution_filter import (
    FEW,
    INDEXED,
    OF_DRAFTS,
    STATEMENTS,
    Filter,
    Tab,
    Way,
    in_tab,
    narrowed,
    stages,
    with_decided,
)
from app.queries.unindexed import unindexed
from app.queries.work import is_everywhere
from app.queries.workpiece import Worker
from app.rules.audience import Viewer
from app.rules.roles import Role
from app.rules.workflow import Stage, Status

NOW = bindparam("now", type_=UtcDateTime())
COUNTED = tuple(tab for tab in Tab if tab in INDEXED)


def count_by_tab(session: Session, worker: Worker, wanted: Filter, now: datetime) -> dict[Tab, int]:
    """Count what the filter keeps in each tab, in one query.

    What is in no other tab is online, but for changes of it, which wait too.
    """
    build = _by_tab if wanted.is_lasting else _by_tab.__wrapped__
    statement = build(
        worker.viewer.person_id, tuple(worker.roles.items()), replace(wanted, tab=Tab.ALL)
    )
    total, pending, *numbers = session.execute(statement, {"now": now}).one()
    found = {Tab.ALL: total, **dict(zip(COUNTED, numbers, strict=True))}
    others = sum(found[tab] for tab in COUNTED if tab is not Tab.WAITING)
    return {tab: total - pending - others if tab is Tab.ONLINE else found[tab] for tab in Tab}


@lru_cache(maxsize=STATEMENTS)
def _by_tab(
    person_id: int | None, held: tuple[tuple[int, Role], ...], wanted: Filter
) -> Select[*tuple[Any, ...]]:
    """Select the number of all, of what never was online and waits, and of each of `COUNTED`."""
    worker, now = Worker(Viewer(person_id, frozenset()), dict(held)), cast("datetime", NOW)
    kept, shown = narrowed(worker, wanted, Way.TAB), in_tab(now)
    drafts = with_decided(kept)
    return select(
        _total(worker, wanted),
        _number(kept.where(stages(now)[Stage.PENDING])),
        *(_number((drafts if tab in OF_DRAFTS else kept).where(shown[tab])) for tab in COUNTED),
    )


def _total(worker: Worker, wanted: Filter) -> ColumnElement[int]:
    """Return how many the filter keeps: where its index finds a few among these, or among all.

    The index of the rubriques holds all that is counted where nothing else is asked.
    """
    if wanted == Filter() and worker.roles and is_everywhere(worker.roles):
        return _all_of_site(worker)
    asks_more = replace(wanted, rubriques=None) != Filter()
    total = _number(narrowed(worker, wanted, Way.TABLE if asks_more else Way.FILTER))
    if not (asks_more and wanted.has_index):
        return total
    indexed = narrowed(worker, replace(wanted, words="", without_picture=False)).limit(FEW + 1)
    found = indexed.with_only_columns(Article.id).subquery()
    is_few = select(func.count()).select_from(found).scalar_subquery() <= FEW
    return case((is_few, _number(narrowed(worker, wanted))), else_=total)


def _all_of_site(worker: Worker) -> ColumnElement[int]:
    """Return the number of all but what is in the trash or where no role is: usually little."""
    trashed = select(Article).where(Article.status == Status.TRASHED)
    without_role = select(Rubrique.id).where(Rubrique.id.not_in(sorted(worker.roles)))
    beyond = select(Article).where(
        Article.rubrique_id.in_(without_role), unindexed(Article.status) != Status.TRASHED
    )
    return _number(select(Article)) - _number(trashed) - _number(beyond)


def _number(articles: Select[Article]) -> ScalarSelect[int]:
    counted = articles.with_only_columns(func.count(), maintain_column_froms=True)
    return counted.scalar_subquery()
