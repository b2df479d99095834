"""One article as those see it who work on it: its texts, its state, what may be done."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session, aliased

from app.models import Article, Decision, Revision, Rubrique
from app.queries.work import workable_articles
from app.rules.audience import Viewer
from app.rules.roles import Permission, Role, allows
from app.rules.workflow import (
    State,
    Status,
    Transition,
    change_beside,
    displayed_state,
    open_transitions,
)

_newest, _online = aliased(Revision), aliased(Revision)


@dataclass(frozen=True)
class Worker:
    """Who works: the viewer, his role in each rubrique, and the rubriques that are archived."""

    viewer: Viewer
    roles: Mapping[int, Role]
    archived: Collection[int] = ()
    composes: bool = False
    """Whether he may compose pages of tiles, which have pictures too."""


@dataclass(frozen=True)
class Workpiece:
    """An article with its newest and its online text, and what this person may do with it."""

    article: Article
    rubrique: Rubrique
    newest: Revision
    online: Revision | None
    state: State
    role: Role | None
    own: bool
    is_archived: bool
    """Whether its rubrique is: nothing new is written there."""
    transitions: tuple[Transition, ...]

    @property
    def may_write(self) -> bool:
        """Whether this person may change the text."""
        is_closed = self.is_archived or self.is_trashed
        return not is_closed and allows(Permission.CHANGE, self.role, self.own)

    @property
    def is_trashed(self) -> bool:
        """Whether it is in the trash."""
        return self.article.status is Status.TRASHED

    @property
    def may_date(self) -> bool:
        """Whether this person may say from when to when it shows: of a draft whoever writes it."""
        if self.article.status is Status.ONLINE:
            return allows(Permission.PUBLISH, self.role, self.own)
        return self.may_write

    @property
    def may_erase(self) -> bool:
        """Whether this person may erase earlier texts: who approves what anybody writes."""
        return allows(Permission.APPROVE, self.role, own=False)

    @property
    def was_online(self) -> bool:
        """Whether readers have seen it before: only a first publication is scheduled."""
        return was_online(self.article)

    def transition(self, name: str) -> Transition | None:
        """Return an open transition by its name."""
        return next((one for one in self.transitions if one.name == name), None)


def read_workpiece(
    session: Session, worker: Worker, now: datetime, article_id: int
) -> Workpiece | None:
    """Return an article that this person works on, or none, in one query."""
    row = session.execute(
        workable_articles(worker.viewer, worker.roles)
        .where(Article.id == article_id)
        .join(Rubrique, Rubrique.id == Article.rubrique_id)
        .join(_newest, _newest.id == Article.newest_revision_id)
        .outerjoin(_online, _online.id == Article.online_revision_id)
        .with_only_columns(Article, Rubrique, _newest, _online)
        .execution_options(populate_existing=True)
    ).one_or_none()
    return None if row is None else workpiece(worker, now, *row)


def workpiece(
    worker: Worker,
    now: datetime,
    article: Article,
    rubrique: Rubrique,
    newest: Revision,
    online: Revision | None,
) -> Workpiece:
    """Return what a person may do with an article whose rows are at hand."""
    role = worker.roles.get(article.rubrique_id)
    own = article.author_id is not None and article.author_id == worker.viewer.person_id
    state = state_of(article, newest, now)
    is_archived = article.rubrique_id in worker.archived
    return Workpiece(
        article=article,
        rubrique=rubrique,
        newest=newest,
        online=online,
        state=state,
        role=role,
        own=own,
        is_archived=is_archived,
        transitions=open_transitions(
            state, role, own, archived=is_archived, was_online=was_online(article)
        ),
    )


def was_online(article: Article) -> bool:
    """Tell whether an article was put online before, at once or for later."""
    return article.bumped_at is not None


def state_of(article: Article, newest: Revision, now: datetime) -> State:
    """Return where an article stands at `now`."""
    return displayed_state(
        article.status,
        article.starts_at,
        article.ends_at,
        newest.decision is Decision.REFUSED,
        change_beside(
            is_waiting=article.waiting_since is not None,
            is_newest=article.newest_revision_id == article.online_revision_id,
        ),
        now,
    )
