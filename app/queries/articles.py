"""Which articles a viewer may read, and which of them are current: nothing else decides it."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, case, false, func, literal, or_, select, tuple_, union_all
from sqlalchemy.orm import Session

from app.models import Article, Rubrique
from app.models.base import UtcDateTime
from app.queries.rubriques import listed_rubriques, readable_rubriques
from app.queries.unindexed import unindexed
from app.rules.audience import Viewer
from app.rules.workflow import Status


def readable_articles(viewer: Viewer, now: datetime) -> Select[Article]:
    """Select what a viewer may read: online, started, in a readable rubrique; also when expired.

    The base of the article's page, of its files and of the search.
    """
    return _started(now).where(unindexed(Article.rubrique_id).in_(readable_rubriques(viewer)))


def current_articles(viewer: Viewer, now: datetime) -> Select[Article]:
    """Select what a viewer may read, is not expired and not archived: tiles, flows, site map."""
    return _started(now).where(
        unindexed(Article.rubrique_id).in_(listed_rubriques(viewer)),
        or_(Article.ends_at.is_(None), Article.ends_at > now),
    )


def articles_in(viewer: Viewer, now: datetime, rubrique_id: int) -> Select[Article]:
    """Select what the page of one rubrique lists: not expired; the page of an archived one too."""
    return readable_articles(viewer, now).where(
        Article.rubrique_id == rubrique_id,
        or_(Article.ends_at.is_(None), Article.ends_at > now),
    )


def in_flow(articles: Select[Article]) -> Select[Article]:
    """Keep the articles of blogs, the newest publication or update first (guide p. 9)."""
    blogs = select(Rubrique.id).where(Rubrique.has_blog)
    return articles.where(unindexed(Article.rubrique_id).in_(blogs)).order_by(
        Article.bumped_at.desc(), Article.id.desc()
    )


def newest_in(
    viewer: Viewer, now: datetime, rubrique_ids: Sequence[int], limit: int
) -> Select[Article]:
    """Select the newest articles of the chosen blogs, their children not included.

    Each rubrique gives its own newest ones along the index, so that the cost does not grow with
    the number of articles.
    """
    arms = [
        in_flow(current_articles(viewer, now))
        .where(Article.rubrique_id == rubrique_id)
        .with_only_columns(Article.id)
        .limit(limit)
        .subquery()
        for rubrique_id in rubrique_ids
    ]
    if not arms:
        return select(Article).where(false())
    newest = union_all(*(select(arm.c.id) for arm in arms)).subquery()
    return (
        select(Article)
        .where(Article.id.in_(select(newest.c.id)))
        .order_by(Article.bumped_at.desc(), Article.id.desc())
        .limit(limit)
    )


def pinned_first(
    viewer: Viewer, now: datetime, pinned: Sequence[int], flow: Select[Article], limit: int
) -> Select[Article]:
    """Select some articles in their order, as far as they are current, then those of a flow.

    The flow is limited to as many, so that it fills what the others leave; none comes twice.
    """
    if not pinned:
        return flow
    first = current_articles(viewer, now).where(Article.id.in_(pinned))
    newest = flow.with_only_columns(Article.id).subquery()
    both = union_all(first.with_only_columns(Article.id), select(newest.c.id)).subquery()
    place = case({id_: place for place, id_ in enumerate(pinned)}, value=Article.id,
                 else_=len(pinned))  # fmt: skip
    return (
        select(Article)
        .where(Article.id.in_(select(both.c.id)))
        .order_by(place, Article.bumped_at.desc(), Article.id.desc())
        .limit(limit)
    )


def pages_of(viewer: Viewer, now: datetime, rubrique_id: int) -> Select[Article]:
    """Select the pages of a rubrique without blog, in their chosen order."""
    return articles_in(viewer, now, rubrique_id).order_by(Article.position, Article.id)


def articles_of(viewer: Viewer, now: datetime, rubrique_id: int) -> Select[Article]:
    """Select the articles of one blog, newest first."""
    return in_flow(articles_in(viewer, now, rubrique_id))


def beside(
    viewer: Viewer, now: datetime, article: Article, *, newer: bool, limit: int = 1
) -> Select[Article]:
    """Select the articles of the same rubrique that come just before or after one in its flow."""
    here = tuple_(Article.bumped_at, Article.id)
    there = tuple_(literal(article.bumped_at, UtcDateTime()), literal(article.id))
    order = (
        (Article.bumped_at.asc(), Article.id.asc())
        if newer
        else (Article.bumped_at.desc(), Article.id.desc())
    )
    return (
        articles_in(viewer, now, article.rubrique_id)
        .where(here > there if newer else here < there)
        .order_by(*order)
        .limit(limit)
    )


def _started(now: datetime) -> Select[Article]:
    return select(Article).where(Article.status == Status.ONLINE, Article.starts_at <= now)


def count(session: Session, articles: Select[Article]) -> int:
    """Count the articles of a selection."""
    ids = articles.with_only_columns(Article.id).order_by(None).subquery()
    return session.scalar(select(func.count()).select_from(ids)) or 0
