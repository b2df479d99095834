"""How many contributions each tab of the list holds."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from typing import Any, cast

from sqlalchemy import ColumnElement, ScalarSelect, Select, bindparam, func, select
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
    in_tab,
    narrowed,
    stages,
    with_decided,
)
from app.queries.contribution_lead import (
    BOUNDS,
    NO_LEAD,
    Amount,
    Bounds,
    Lead,
    leading,
    number_up_to,
)
from app.queries.contribution_ways import Way
from app.queries.unindexed import unindexed
from app.queries.work import is_everywhere
from app.queries.workpiece import Worker
from app.rules.audience import Viewer
from app.rules.roles import Role
from app.rules.workflow import Stage, Status

NOW = bindparam("now", type_=UtcDateTime())
COUNTED = tuple(tab for tab in Tab if tab in INDEXED)
INDEXED_STAGES = {
    Tab.DRAFTS: Stage.DRAFT,
    Tab.SCHEDULED: Stage.SCHEDULED,
    Tab.REFUSED: Stage.REFUSED,
    Tab.EXPIRED: Stage.EXPIRED,
}
"""By the tab that gives their number: stages that an index finds and of which there can be many."""
Row = Select[*tuple[Any, ...]]


@dataclass(frozen=True)
class Counts:
    """How many contributions each tab holds, and what leads to those of all tabs.

    With a `bound` no number is above `bound + 1`, which says that there are more than the bound.
    """

    by_tab: Mapping[Tab, int]
    bound: int | None = None
    lead: Lead = NO_LEAD

    def shown(self, tab: Tab) -> tuple[int | None, bool]:
        """Return the number to show of a tab, none if nothing was counted, and if it has more."""
        number = self.by_tab.get(tab)
        if number is None or self.bound is None:
            return number, False
        return min(number, self.bound), number > self.bound

    @property
    def frequent(self) -> frozenset[Stage]:
        """The stages to look for among all: many, as far as is known, or online."""
        stages = INDEXED_STAGES.items()
        many = (stage for tab, stage in stages if self.by_tab.get(tab, 0) > FEW)
        return frozenset((Stage.ONLINE, *many))


UNCOUNTED = Counts({})
"""Where nobody has asked how many there are."""


def count_by_tab(
    session: Session, worker: Worker, wanted: Filter, now: datetime, bounds: Bounds = BOUNDS
) -> Counts:
    """Count what the filter keeps in each tab, up to few; without a filter all is counted.

    So a frequent word costs no more where it stands in more texts. There are two queries at most.
    """
    asked = replace(wanted, tab=Tab.ALL)
    if asked == Filter():
        return Counts(_all(session, worker, now))
    lead, bound = leading(session, worker, asked, bounds), bounds.few
    build = _narrowed if asked.is_lasting else _narrowed.__wrapped__
    statement = build(worker.viewer.person_id, tuple(worker.roles.items()), asked, lead, bound)
    online, pending, *numbers = session.execute(statement, {"now": now}).one()
    found = dict(zip(COUNTED, numbers, strict=True))
    by_tab = {Tab.ALL: online + pending + _others(found), Tab.ONLINE: online, **found}
    return Counts({tab: min(by_tab[tab], bound + 1) for tab in Tab}, bound, lead)


@lru_cache(maxsize=STATEMENTS)
def _narrowed(
    person_id: int | None,
    held: tuple[tuple[int, Role], ...],
    wanted: Filter,
    lead: Lead,
    bound: int,
) -> Row:
    """Select the number of what is online, of what never was and waits, and of each of `COUNTED`.

    All of what the lead reads is looked at where that is little. Otherwise each number is counted
    along its own index; what is online has none, so that the lead finds it.
    """
    worker, now = Worker(Viewer(person_id, frozenset()), dict(held)), cast("datetime", NOW)
    found, shown = narrowed(worker, wanted, lead.way), in_tab(now)
    online, pending = stages(now)[Stage.ONLINE], stages(now)[Stage.PENDING]
    if lead.amount is Amount.FEW:
        conditions = (online, pending, *(shown[tab] for tab in COUNTED))
        each = (func.count().filter(condition) for condition in conditions)
        return with_decided(found).with_only_columns(*each, maintain_column_froms=True)
    of_tab = narrowed(worker, wanted, Way.TAB)
    return select(
        *(
            number_up_to(bound, articles.with_only_columns(Article.id, maintain_column_froms=True))
            for articles in (found.where(online), *_of_tabs(of_tab, now))
        )
    )


def _all(session: Session, worker: Worker, now: datetime) -> dict[Tab, int]:
    """Count all; what is in no other tab is online, but for changes of it, which wait too."""
    statement = _unnarrowed(worker.viewer.person_id, tuple(worker.roles.items()))
    total, pending, *numbers = session.execute(statement, {"now": now}).one()
    found = dict(zip(COUNTED, numbers, strict=True))
    return {Tab.ALL: total, Tab.ONLINE: total - pending - _others(found), **found}


def _others(found: Mapping[Tab, int]) -> int:
    """Add up what is neither online nor pending: what waits is one of these two."""
    return sum(number for tab, number in found.items() if tab is not Tab.WAITING)


@lru_cache(maxsize=STATEMENTS)
def _unnarrowed(person_id: int | None, held: tuple[tuple[int, Role], ...]) -> Row:
    """Select the number of all, of what never was online and waits, and of each of `COUNTED`."""
    worker, now = Worker(Viewer(person_id, frozenset()), dict(held)), cast("datetime", NOW)
    kept = narrowed(worker, Filter(), Way.TAB)
    return select(_total(worker), *(_number(articles) for articles in _of_tabs(kept, now)))


def _of_tabs(kept: Select[Article], now: datetime) -> list[Select[Article]]:
    """Select what never was online and waits, and what is in each of `COUNTED`."""
    shown, drafts = in_tab(now), with_decided(kept)
    return [
        kept.where(stages(now)[Stage.PENDING]),
        *((drafts if tab in OF_DRAFTS else kept).where(shown[tab]) for tab in COUNTED),
    ]


def _total(worker: Worker) -> ColumnElement[int]:
    """Return the number of all that one works on."""
    if not worker.roles or not is_everywhere(worker.roles):
        return _number(narrowed(worker, Filter()))
    trashed = select(Article).where(Article.status == Status.TRASHED)
    without_role = select(Rubrique.id).where(Rubrique.id.not_in(sorted(worker.roles)))
    beyond = select(Article).where(
        Article.rubrique_id.in_(without_role), unindexed(Article.status) != Status.TRASHED
    )
    return _number(select(Article)) - _number(trashed) - _number(beyond)


def _number(articles: Select[Article]) -> ScalarSelect[int]:
    counted = articles.with_only_columns(func.count(), maintain_column_froms=True)
    return counted.scalar_subquery()
