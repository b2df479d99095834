"""What the list of contributions can be narrowed to."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, exists, false, not_, or_, select, true
from sqlalchemy.orm import aliased

from app.models import Article, Decision, NewestText, Person, Revision
from app.queries.contribution_ways import ALONG, LOOKED_UP, Way
from app.queries.names import is_named
from app.queries.newest_texts import articles_holding, holds, with_texts_holding
from app.queries.unindexed import unindexed
from app.queries.work import (
    EVER,
    articles_beside,
    listed_articles,
    rubriques_where,
    workable_articles,
)
from app.queries.workpiece import Worker
from app.rules.roles import Permission
from app.rules.workflow import Stage, Status
from app.text.stems import fold, folded_words

PAGE_SIZE = 50
FEW = 1000
"""So many are found by an index and sorted, and counted; more are found along the order."""
STATEMENTS = 16
"""So many of a kind are kept once built: one takes up to 0.2 MiB, and each filter has its own."""
FILTERED: tuple[Any, ...] = (
    Article.author_id,
    Article.changed_at,
    Article.is_illustrated,
    Article.rubrique_id,
)
"""Columns that have an index, by which a way may find what is asked."""
newest = aliased(Revision)
"""The newest text of each article, where a list shows it."""
decided = aliased(Revision)
"""The newest text of an article as far as `stages` asks for it: whether a draft was refused."""


class Tab(StrEnum):
    """Views of the list by stage, by the word that stands in the address."""

    ALL = "toutes"
    DRAFTS = "brouillons"
    WAITING = "a-valider"
    SCHEDULED = "programmees"
    ONLINE = "en-ligne"
    REFUSED = "refusees"
    EXPIRED = "expirees"


INDEXED = frozenset(Tab) - {Tab.ALL, Tab.ONLINE}
"""Tabs of which an index finds what they hold, which usually is little."""
OF_DRAFTS = frozenset({Tab.DRAFTS, Tab.REFUSED})
"""Tabs that ask what was decided of the newest text."""


@dataclass(frozen=True)
class Filter:
    """What the list is narrowed to; moments are aware, the days are those of `changed_at`.

    `unchanged_since`: neither changed nor brought to the top of the flows from then on.
    """

    tab: Tab = Tab.ALL
    rubriques: frozenset[int] | None = None
    mine: bool = False
    author: str = ""
    since: datetime | None = None
    until: datetime | None = None
    words: str = ""
    without_picture: bool = False
    unchanged_since: datetime | None = None

    @property
    def is_lasting(self) -> bool:
        """Whether it keeps the same until something changes: it does not move with the clock."""
        return self.unchanged_since is None


def narrowed(worker: Worker, wanted: Filter, way: Way = Way.FILTER) -> Select[Article]:
    """Select what the filter keeps in all tabs; nothing of the trash."""
    is_kept = unindexed(Article.status) != Status.TRASHED
    kept = _worked_on(worker, way).where(is_kept, *_conditions(worker, wanted, way))
    words = words_of(wanted)
    if words and way in (Way.WORDS, Way.TABLE):
        return with_texts_holding(kept, words, by_index=way is Way.WORDS)
    elif words and way is Way.FILTER:
        return kept.where(Article.id.in_(articles_holding(words)))
    elif words:
        return kept.where(exists().where(NewestText.article_id == Article.id, holds(words)))
    else:
        return kept


def with_decided(articles: Select[Article]) -> Select[Article]:
    """Join what `stages` asks of a draft; what is no draft costs no look at its text."""
    of_draft = case((Article.status == Status.DRAFT, Article.newest_revision_id))
    return articles.outerjoin(decided, decided.id == of_draft)


def in_tab(now: datetime) -> dict[Tab, ColumnElement[bool]]:
    """Return what each tab shows; a change that waits is also in that of its online text."""
    found = stages(now)
    changes = and_(unindexed(Article.status) == Status.ONLINE, Article.waiting_since > EVER)
    return {
        Tab.ALL: unindexed(Article.status) != Status.TRASHED,
        Tab.DRAFTS: found[Stage.DRAFT],
        Tab.WAITING: or_(found[Stage.PENDING], changes),
        Tab.SCHEDULED: found[Stage.SCHEDULED],
        Tab.ONLINE: found[Stage.ONLINE],
        Tab.REFUSED: found[Stage.REFUSED],
        Tab.EXPIRED: found[Stage.EXPIRED],
    }


def stages(now: datetime) -> dict[Stage, ColumnElement[bool]]:
    """Return `workflow.displayed_state` in SQL, with `decided` joined; a test compares them.

    Each but that of what is online, which is most of all, leaves one column to the indexes.
    """
    refused = decided.decision.is_not_distinct_from(Decision.REFUSED)
    is_draft, is_online = Article.status == Status.DRAFT, unindexed(Article.status) == Status.ONLINE
    started, end = unindexed(Article.starts_at) <= now, unindexed(Article.ends_at)
    return {
        Stage.DRAFT: and_(is_draft, not_(refused)),
        Stage.REFUSED: and_(is_draft, refused),
        Stage.PENDING: Article.status == Status.PENDING,
        Stage.SCHEDULED: and_(is_online, Article.starts_at > now),
        Stage.ONLINE: and_(is_online, started, or_(end.is_(None), end > now)),
        Stage.EXPIRED: and_(is_online, started, Article.ends_at <= now),
    }


def stage_rank(now: datetime) -> ColumnElement[int]:
    """Return the place of an article's stage in the order of the workflow.

    What most are is asked first.
    """
    order, conditions = list(Stage), stages(now)
    asked = [Stage.ONLINE, *(stage for stage in conditions if stage is not Stage.ONLINE)]
    whens = [(conditions[stage], order.index(stage)) for stage in asked]
    return case(*whens, else_=order.index(Stage.TRASHED))


def _worked_on(worker: Worker, way: Way) -> Select[Article]:
    looks_along = way is Way.FILTER or way in ALONG
    if looks_along or (way is Way.TAB and not rubriques_where(Permission.CHANGE, worker.roles)):
        return listed_articles(worker.viewer, worker.roles)
    listed = workable_articles if way is Way.WORKER else articles_beside
    return listed(worker.viewer, worker.roles)


def _conditions(worker: Worker, wanted: Filter, way: Way) -> list[ColumnElement[bool]]:
    author_id, changed_at, is_illustrated, rubrique_id = (
        column if column.key in LOOKED_UP[way] else unindexed(column) for column in FILTERED
    )
    conditions = [
        *by_author(worker, wanted, author_id),
        *by_days(wanted, changed_at),
        *by_picture(wanted, is_illustrated),
        *by_rubrique(wanted, rubrique_id),
    ]
    if wanted.unchanged_since is not None:
        bumped = Article.bumped_at
        conditions.append(or_(bumped.is_(None), bumped < wanted.unchanged_since))
    return conditions


def by_author(worker: Worker, wanted: Filter, author_id: Any) -> Iterator[ColumnElement[bool]]:
    """Yield what the filter asks of who wrote an article."""
    if wanted.mine:
        yield author_id == worker.viewer.person_id
    if wanted.author:
        named = select(Person.id).where(Person.has_contributed == true(), is_named(wanted.author))
        yield author_id.in_(select(named.cte().c.id))


def by_days(wanted: Filter, changed_at: Any) -> Iterator[ColumnElement[bool]]:
    """Yield what the filter asks of when an article changed."""
    if wanted.since is not None:
        yield changed_at >= wanted.since
    for end in (wanted.until, wanted.unchanged_since):
        if end is not None:
            yield changed_at < end


def by_picture(wanted: Filter, is_illustrated: Any) -> Iterator[ColumnElement[bool]]:
    """Yield what the filter asks of what stands above a text."""
    if wanted.without_picture:
        yield is_illustrated == false()


def by_rubrique(wanted: Filter, rubrique_id: Any) -> Iterator[ColumnElement[bool]]:
    """Yield what the filter asks of where an article stands."""
    if wanted.rubriques is not None:
        yield rubrique_id.in_(sorted(wanted.rubriques))


def words_of(wanted: Filter) -> list[str]:
    """Return what is looked for, word by word: an apostrophe is typed in more than one way."""
    return folded_words(fold(wanted.words).replace("'", " ").replace("’", " "))
