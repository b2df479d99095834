"""What the list of contributions can be narrowed to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, not_, or_, select
from sqlalchemy.orm import aliased

from app.models import Article, Decision, MediaUse, NewestText, Person, Revision, Slot
from app.queries.names import is_named
from app.queries.newest_texts import are_indexed, articles_holding, holds
from app.queries.unindexed import unindexed
from app.queries.work import EVER, articles_beside, listed_articles, rubriques_where
from app.queries.workpiece import Worker
from app.rules.roles import Permission
from app.rules.workflow import Stage, Status
from app.text.stems import fold, folded_words

FEW = 1000
"""So many are found by an index and sorted; more are found as all are read, or by the order."""
STATEMENTS = 16
"""So many of a kind are kept once built: one takes up to 0.2 MiB, and each filter has its own."""
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
    def has_index(self) -> bool:
        """Whether it asks for what an index finds."""
        days = (self.since, self.until, self.unchanged_since)
        return self.mine or bool(self.author) or self.rubriques is not None or any(days)

    @property
    def is_lasting(self) -> bool:
        """Whether it keeps the same until something changes: it does not move with the clock."""
        return self.unchanged_since is None


class Way(Enum):
    """How what a filter keeps is found; what SQLite takes for the shortest way often is not.

    It reads 200,000 rows in the order of their table ten times as fast as in that of an index.
    """

    FILTER = "filter"
    """Along the indexes of what is asked, which leave a few."""
    TABLE = "table"
    """All are read, in the order of their table: many may be left."""
    ORDER = "order"
    """Along the order of the list, until a page is full."""
    TAB = "tab"
    """Along the index of a tab (`INDEXED`): fewer than there are where somebody works on what
    others wrote; his own alone are fewer still."""


FILTERED: tuple[Any, ...] = (Article.author_id, Article.changed_at, Article.rubrique_id)
LOOKED_UP = {
    Way.FILTER: ("author_id", "changed_at", "rubrique_id"),
    Way.TABLE: (),
    Way.ORDER: ("changed_at",),
    Way.TAB: (),
}
"""Columns of `FILTERED` that each way leaves to the indexes; the last change is an order too."""


def narrowed(worker: Worker, wanted: Filter, way: Way = Way.FILTER) -> Select[Article]:
    """Select what the filter keeps in all tabs; nothing of the trash."""
    is_kept = unindexed(Article.status) != Status.TRASHED
    looks_beside = way is Way.TAB and rubriques_where(Permission.CHANGE, worker.roles)
    listed = articles_beside if looks_beside else listed_articles
    return listed(worker.viewer, worker.roles).where(is_kept, *_conditions(worker, wanted, way))


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


def _conditions(worker: Worker, wanted: Filter, way: Way) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    author_id, changed_at, rubrique_id = (
        column if column.key in LOOKED_UP[way] else unindexed(column) for column in FILTERED
    )
    if wanted.rubriques is not None:
        conditions.append(rubrique_id.in_(sorted(wanted.rubriques)))
    if wanted.mine:
        conditions.append(author_id == worker.viewer.person_id)
    if wanted.author:
        named = select(Person.id).where(Person.id.in_(_authors()), is_named(wanted.author)).cte()
        conditions.append(author_id.in_(select(named.c.id)))
    if wanted.since is not None:
        conditions.append(changed_at >= wanted.since)
    if wanted.until is not None:
        conditions.append(changed_at < wanted.until)
    if words := _words(wanted.words):
        finds = are_indexed(words) or not wanted.has_index
        conditions.append(_holds(words, finds=finds and way in (Way.FILTER, Way.TABLE)))
    if wanted.without_picture:
        illustrates = MediaUse.slot == Slot.ILLUSTRATION
        of_newest = MediaUse.revision_id == Article.newest_revision_id
        conditions.append(not_(exists().where(of_newest, illustrates)))
    if wanted.unchanged_since is not None:
        conditions.append(changed_at < wanted.unchanged_since)
        bumped = Article.bumped_at
        conditions.append(or_(bumped.is_(None), bumped < wanted.unchanged_since))
    return conditions


def _authors() -> Select[int]:
    """Select who wrote anything: a look at the index for each, not for each article."""
    first = select(func.min(Article.author_id).label("id")).cte(recursive=True)
    following = select(func.min(Article.author_id)).where(Article.author_id > first.c.id)
    each = first.union_all(select(following.scalar_subquery()).where(first.c.id.is_not(None)))
    return select(each.c.id).where(each.c.id.is_not(None))


def _holds(words: Sequence[str], *, finds: bool) -> ColumnElement[bool]:
    """Return that a text holds words: they find it, or that of each article found is looked at."""
    if finds:
        return Article.id.in_(articles_holding(words))
    return exists().where(NewestText.article_id == Article.id, holds(words))


def _words(text: str) -> list[str]:
    """Return what is looked for, word by word: an apostrophe is typed in more than one way."""
    return folded_words(fold(text).replace("'", " ").replace("’", " "))
