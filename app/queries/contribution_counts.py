"""How many contributions each tab of the list holds."""

from datetime import datetime
from functools import lru_cache
from typing import Any, cast

from sqlalchemy import Select, bindparam, case, func, select
from sqlalchemy.orm import Session

from app.models.base import UtcDateTime
from app.queries.contribution_filter import (
    INDEXED,
    OF_DRAFTS,
    Filter,
    Tab,
    in_tab,
    narrowed,
    stages,
    with_decided,
)
from app.queries.workpiece import Worker
from app.rules.audience import Viewer
from app.rules.roles import Role
from app.rules.workflow import Stage

STATEMENTS = 64
NOW = bindparam("now", type_=UtcDateTime())
COUNTED = tuple(tab for tab in Tab if tab is not Tab.ONLINE)
"""The tabs that an index counts: each article that is not in the trash is online, or in one of
them."""


def count_by_tab(session: Session, worker: Worker, wanted: Filter, now: datetime) -> dict[Tab, int]:
    """Count what the filter keeps in each tab, in one query."""
    if wanted == Filter(wanted.tab):
        return _count_all(session, worker, now)
    counts = [
        func.coalesce(func.sum(case((condition, 1), else_=0)), 0)
        for condition in in_tab(now).values()
    ]
    kept = with_decided(narrowed(worker, wanted))
    row = session.execute(kept.with_only_columns(*counts)).one()
    return dict(zip(Tab, row, strict=True))


def _count_all(session: Session, worker: Worker, now: datetime) -> dict[Tab, int]:
    """Count what a person works on: along an index for each tab, what is online by the rest."""
    statement = _all_by_tab(worker.viewer.person_id, tuple(worker.roles.items()))
    *numbers, pending = session.execute(statement, {"now": now}).one()
    found = dict(zip(COUNTED, numbers, strict=True))
    others = sum(found[tab] for tab in COUNTED if tab not in (Tab.ALL, Tab.WAITING))
    online_count = found[Tab.ALL] - others - pending
    return {tab: online_count if tab is Tab.ONLINE else found[tab] for tab in Tab}


@lru_cache(maxsize=STATEMENTS)
def _all_by_tab(
    person_id: int | None, held: tuple[tuple[int, Role], ...]
) -> Select[*tuple[Any, ...]]:
    """Select the number in each tab of `COUNTED`, and of what never was online and waits."""
    worker, now = Worker(Viewer(person_id, frozenset()), dict(held)), cast("datetime", NOW)
    total, few = narrowed(worker, Filter()), narrowed(worker, Filter(), has_index=True)
    shown, drafts = in_tab(now), with_decided(few)
    asked = [
        (drafts if tab in OF_DRAFTS else few).where(shown[tab]) if tab in INDEXED else total
        for tab in COUNTED
    ]
    asked.append(few.where(stages(now)[Stage.PENDING]))
    return select(*(one.with_only_columns(func.count()).scalar_subquery() for one in asked))
