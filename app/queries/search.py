"""Search: the articles that a viewer may read and that hold all the words of a question.

SQLite's FTS5 and PostgreSQL's tsvector index the same stems, and what ranks is computed alike, so
both give the same answers; only this file knows which of them is there.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    case,
    column,
    func,
    literal,
    literal_column,
    or_,
    select,
    table,
)
from sqlalchemy.orm import Session

from app.models import Article, Revision, SearchDocument
from app.queries.articles import readable_articles
from app.queries.cards import ArticleCard, cards
from app.queries.consent import bodies_for_readers
from app.rules.audience import Viewer
from app.text.stems import stems

CANDIDATES = 400
"""How many of the newest matches are ranked: ranking all of a frequent word is slow."""
FREQUENT = 2 * CANDIDATES
"""With more documents than this a walk along the newest articles is faster than to sort all."""
MOST_WORDS = 12
IN_TITLE, IN_SUMMARY, IN_BODY = 10, 4, 1
"""What a word weighs by where it stands."""
YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Match:
    """An article that holds the words, and what ranks it."""

    id: int
    bumped_at: datetime
    expired: int
    weight: int

    def rank(self, now: datetime) -> tuple[int, float]:
        """Return what sorts the best first and expired ones last."""
        return self.expired, -self.weight * _freshness(self.bumped_at, now)


@dataclass(frozen=True)
class Hit:
    """An article found, with the body from which an extract is cut."""

    card: ArticleCard
    body: str


@dataclass(frozen=True)
class Found:
    """How many articles were found, counted up to one more than `CANDIDATES`, and one page."""

    total: int
    hits: list[Hit]


@dataclass(frozen=True)
class Filters:
    """What narrows a search: rubriques, and the earliest date in the flows."""

    rubrique_ids: frozenset[int] | None = None
    since: datetime | None = None


def search(
    session: Session,
    viewer: Viewer,
    now: datetime,
    question: str,
    *,
    filters: Filters = Filters(),
    limit: int,
    offset: int,
) -> Found:
    """Return how many readable articles hold all the words, and one page of them, best first.

    Expired articles come last. A question without any word finds nothing. Pages end with the
    `CANDIDATES` that are ranked.
    """
    words = list(dict.fromkeys(stems(question)))[:MOST_WORDS]
    if not words:
        return Found(0, [])
    articles = _narrowed(readable_articles(viewer, now), filters)
    documents = _documents(words, session.get_bind().dialect.name)
    newest = _newest(session, articles, documents, words, now)
    best = sorted(newest[:CANDIDATES], key=lambda match: match.rank(now))
    ids = [match.id for match in best[offset : offset + limit]]
    return Found(len(newest), _hits(session, viewer, now, ids))


def _documents(words: Sequence[str], dialect: str) -> Select[int]:
    """Select the ids of all that hold all the words: letters and digits, nothing to escape."""
    if dialect == "sqlite":
        index = table("search_index", column("rowid", Integer))
        name: ColumnElement[Any] = literal_column("search_index")
        return select(index.c.rowid).where(
            name.op("MATCH")(" ".join(f'"{word}"' for word in words))
        )
    query = func.to_tsquery("simple", " & ".join(f"'{word}'" for word in words))
    vector: ColumnElement[Any] = literal_column("search_document.vector")
    return select(SearchDocument.article_id).where(vector.op("@@")(query))


def _narrowed(articles: Select[Article], filters: Filters) -> Select[Article]:
    if filters.rubrique_ids is not None:
        articles = articles.where(Article.rubrique_id.in_(sorted(filters.rubrique_ids)))
    if filters.since is not None:
        articles = articles.where(Article.bumped_at >= filters.since)
    return articles


def _newest(
    session: Session,
    articles: Select[Article],
    documents: Select[int],
    words: Sequence[str],
    now: datetime,
) -> list[Match]:
    """Return the newest matches, expired ones last: one more than `CANDIDATES` at most.

    Where few documents hold the words, all of them are sorted. A walk from the newest article on
    soon finds enough that hold frequent ones, and then the others need not be read.
    """
    expired = case((Article.ends_at <= now, 1), else_=0)
    newest_first = (Article.bumped_at.desc(), Article.id.desc())
    matches = articles.where(Article.id.in_(documents)).with_only_columns(
        Article.id, Article.bumped_at, expired.label("expired")
    )
    if _is_frequent(session, documents):
        current = matches.where(or_(Article.ends_at.is_(None), Article.ends_at > now))
        found = _first(session, current.order_by(*newest_first), words)
        if len(found) > CANDIDATES:
            return found
    return _first(session, matches.order_by(expired, *newest_first), words)


def _is_frequent(session: Session, documents: Select[int]) -> bool:
    some = documents.limit(FREQUENT + 1).subquery()
    return session.scalars(select(func.count()).select_from(some)).one() > FREQUENT


def _first(
    session: Session, matches: Select[int, datetime, int], words: Sequence[str]
) -> list[Match]:
    """Read the first matches in their order, each with its weight."""
    first = matches.limit(CANDIDATES + 1).subquery()
    rows = session.execute(
        select(first.c.id, first.c.bumped_at, first.c.expired, _weight(words))
        .join(SearchDocument, SearchDocument.article_id == first.c.id)
        .order_by(first.c.expired, first.c.bumped_at.desc(), first.c.id.desc())
    )
    return [Match(*row) for row in rows]


def _weight(words: Sequence[str]) -> ColumnElement[int]:
    """Add up what each word weighs by its best place in a document."""
    title, summary = (
        literal(" ") + text + literal(" ")
        for text in (SearchDocument.title, SearchDocument.summary)
    )
    return sum(
        (
            case(
                (title.contains(f" {word} "), IN_TITLE),
                (summary.contains(f" {word} "), IN_SUMMARY),
                else_=IN_BODY,
            )
            for word in words
        ),
        start=literal(0),
    )


def _freshness(moment: datetime, now: datetime) -> float:
    """Return 1 for today, a half for a year ago, a third for two: a school's news grow old."""
    return 1 / (1 + max(now - moment, timedelta(0)) / YEAR)


def _hits(session: Session, viewer: Viewer, now: datetime, ids: Any) -> list[Hit]:
    found = readable_articles(viewer, now).where(Article.id.in_(ids))
    by_id = {card.id: card for card in cards(session, found, now)}
    rows = session.execute(
        select(Article.id, Revision.body)
        .join(Revision, Revision.id == Article.online_revision_id)
        .where(Article.id.in_(by_id))
    ).all()
    shown = bodies_for_readers(session, [row.body for row in rows], now)
    bodies = {row.id: body for row, body in zip(rows, shown, strict=True)}
    return [Hit(by_id[id_], bodies[id_]) for id_ in ids if id_ in by_id]
