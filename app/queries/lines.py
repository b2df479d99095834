"""Articles as short lists of the newsroom show them: one line each, read in one query."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, or_
from sqlalchemy.orm import Session, aliased, defer

from app.models import Article, Decision, Person, Revision, Rubrique
from app.queries.workpiece import state_of
from app.rules.workflow import State, Status

newest = aliased(Revision)
trasher = aliased(Person)


@dataclass(frozen=True)
class Line:
    """An article in plain values; names are full, and empty when that account is gone."""

    id: int
    title: str
    rubrique_id: int
    rubrique: str
    author_id: int | None
    author: str
    state: State
    changed_at: datetime
    starts_at: datetime | None
    waiting_since: datetime | None
    reason: str
    """Why its newest text was refused."""
    trashed_at: datetime | None
    trashed_by: str


def read_lines(session: Session, articles: Select[Article], now: datetime) -> list[Line]:
    """Read a selection of articles in its order."""
    rows = session.execute(
        articles.join(newest, newest.id == Article.newest_revision_id)
        .join(Rubrique, Rubrique.id == Article.rubrique_id)
        .outerjoin(Person, Person.id == Article.author_id)
        .outerjoin(trasher, trasher.id == Article.trashed_by_id)
        .with_only_columns(
            Article, newest, Rubrique.name, Person.full_name, trasher.full_name.label("trasher")
        )
        .options(defer(newest.body), defer(newest.summary))
    )
    return [
        Line(
            id=article.id,
            title=text.title,
            rubrique_id=article.rubrique_id,
            rubrique=rubrique,
            author_id=article.author_id,
            author=author or "",
            state=state_of(article, text, now),
            changed_at=article.changed_at,
            starts_at=article.starts_at,
            waiting_since=article.waiting_since,
            reason=text.reason or "" if text.decision is Decision.REFUSED else "",
            trashed_at=article.trashed_at,
            trashed_by=by or "",
        )
        for article, text, rubrique, author, by in rows
    ]


def refused(articles: Select[Article]) -> Select[Article]:
    """Keep those whose newest text was refused and that nobody has mended since."""
    return _by_newest(articles, newest.decision == Decision.REFUSED, _is_open())


def drafts(articles: Select[Article]) -> Select[Article]:
    """Keep drafts and changes that are not sent, without the refused ones."""
    return _by_newest(articles, newest.decision.is_distinct_from(Decision.REFUSED), _is_open())


def scheduled(articles: Select[Article], now: datetime) -> Select[Article]:
    """Keep what will show, the next one first."""
    return articles.where(Article.status == Status.ONLINE, Article.starts_at > now).order_by(
        Article.starts_at, Article.id
    )


def published(articles: Select[Article], now: datetime) -> Select[Article]:
    """Keep what readers see or have seen, the latest first."""
    return articles.where(Article.status == Status.ONLINE, Article.starts_at <= now).order_by(
        Article.bumped_at.desc(), Article.id.desc()
    )


def _is_open() -> ColumnElement[bool]:
    return or_(
        Article.status == Status.DRAFT,
        and_(
            Article.status == Status.ONLINE,
            Article.waiting_since.is_(None),
            Article.newest_revision_id != Article.online_revision_id,
        ),
    )


def _by_newest(articles: Select[Article], *conditions: ColumnElement[bool]) -> Select[Article]:
    """Filter by the newest text, which the list joins; the latest change first."""
    return articles.where(*conditions).order_by(Article.changed_at.desc(), Article.id.desc())
