"""Which articles the tiles of a page show, and which place one of them has there."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import (
    ColumnElement,
    ScalarSelect,
    Select,
    and_,
    func,
    literal,
    or_,
    select,
    tuple_,
    union_all,
)
from sqlalchemy.orm import Session, aliased

from app.models import Article, Revision, Rubrique
from app.models.base import UtcDateTime
from app.queries.articles import current_articles, in_flow, readable_articles
from app.queries.work import workable_articles
from app.queries.workpiece import Worker
from app.rules.audience import Viewer
from app.rules.in_tile import AskedArticle
from app.rules.page_tiles import Sources, pinned
from app.rules.visibility import Publication
from app.text.stems import sort_key

MOST_FOUND = 20
MOST_WORDS = 8
online, newest = aliased(Revision), aliased(Revision)


@dataclass(frozen=True)
class Asked:
    """An article as the page names it; `title` is the one that its readers see, if any do."""

    article: AskedArticle
    title: str
    rubrique: str
    bumped_at: datetime | None
    updated_at: datetime | None


def askable_articles(worker: Worker, now: datetime) -> Select[Article]:
    """Select the articles about which somebody may ask: that he reads, or works on."""
    reads = readable_articles(worker.viewer, now).with_only_columns(Article.id)
    works = workable_articles(worker.viewer, worker.roles).with_only_columns(Article.id)
    return select(Article).where(or_(Article.id.in_(reads), Article.id.in_(works)))


def asked_articles(
    session: Session, worker: Worker, now: datetime, ids: Collection[int]
) -> dict[int, Asked]:
    """Return those articles that may be asked about, by id, in one query."""
    if not ids:
        return {}
    found = read_asked(session, askable_articles(worker, now).where(Article.id.in_(sorted(ids))))
    return {one.article.id: one for one in found}


def find_asked(session: Session, worker: Worker, now: datetime, words: str) -> Sequence[Asked]:
    """Return the articles whose title holds all the words, the newest first, one more than shown.

    A title that is not online yet is found by who works on it only.
    """
    keys, typed = sort_key(words).split()[:MOST_WORDS], words.split()[:MOST_WORDS]
    if not keys:
        return []
    works = workable_articles(worker.viewer, worker.roles).with_only_columns(Article.id)
    may_be_known = or_(
        Article.online_revision_id == Article.newest_revision_id, Article.id.in_(works)
    )
    is_online = and_(*(online.title.icontains(word, autoescape=True) for word in typed))
    is_titled = and_(*(Article.title_key.contains(key, autoescape=True) for key in keys))
    named = askable_articles(worker, now).where(or_(and_(is_titled, may_be_known), is_online))
    newest_first = named.order_by(Article.changed_at.desc(), Article.id.desc())
    return read_asked(session, newest_first.limit(MOST_FOUND + 1))


def read_asked(session: Session, articles: Select[Article]) -> list[Asked]:
    """Read a selection of articles in its order, in one query."""
    rows = session.execute(
        articles.join(Rubrique, Rubrique.id == Article.rubrique_id)
        .outerjoin(online, online.id == Article.online_revision_id)
        .outerjoin(newest, newest.id == Article.newest_revision_id)
        .with_only_columns(
            Article.id,
            Article.rubrique_id,
            Rubrique.has_blog,
            Article.status,
            Article.starts_at,
            Article.ends_at,
            func.coalesce(online.title, newest.title).label("title"),
            Rubrique.name,
            Article.bumped_at,
            Article.updated_at,
        )
    )
    return [
        Asked(
            AskedArticle(
                row.id,
                row.rubrique_id,
                row.has_blog,
                Publication(row.status, row.starts_at, row.ends_at),
            ),
            row.title,
            row.name,
            row.bumped_at,
            row.updated_at,
        )
        for row in rows
    ]


def shown_in(
    session: Session,
    selections: Mapping[int, Select[Article]],
    chosen: Mapping[int, Sequence[int]],
) -> dict[int, list[int]]:
    """Return the ids of the articles that each tile shows, in its order, in one query.

    `selections` are those of the page itself (`TileType.articles`), by tile; `chosen` are those
    that stand first, in their order (`Sources.chosen`).
    """
    shown: dict[int, list[int]] = {tile_id: [] for tile_id in selections}
    if not selections:
        return shown
    arms = []
    for tile_id, selection in selections.items():
        found = selection.with_only_columns(Article.id, Article.bumped_at).subquery()
        arms.append(select(literal(tile_id), found.c.id, found.c.bumped_at))
    rows = session.execute(union_all(*arms)).all()
    for tile_id, id_, _bumped_at in sorted(rows, key=lambda row: (row[2], row[1]), reverse=True):
        shown[tile_id].append(id_)
    for tile_id, ids in shown.items():
        places = {id_: place for place, id_ in enumerate(chosen[tile_id])}
        ids.sort(key=lambda id_, places=places: places.get(id_, len(places)))  # type: ignore[misc]
    return shown


def count_before(
    session: Session, asked: Asked, flows: Mapping[int, Sources], viewer: Viewer, now: datetime
) -> dict[int, int]:
    """Count what comes before an article in each tile of news, pins first, in one query."""
    if not flows or asked.bumped_at is None:
        return {}
    counts = [
        sum((_count(one) for one in _before(asked, sources, viewer, now)), start=literal(0))
        for sources in flows.values()
    ]
    return dict(zip(flows, session.execute(select(*counts)).one(), strict=True))


def _before(
    asked: Asked, sources: Sources, viewer: Viewer, now: datetime
) -> Iterator[Select[Article]]:
    """Yield the selections that stand before an article, none of which overlap."""
    pins, id_ = pinned(sources.pins, now), asked.article.id
    first = pins[: pins.index(id_)] if id_ in pins else pins
    if first:
        yield current_articles(viewer, now).where(Article.id.in_(first))
    if id_ not in pins:
        here = tuple_(literal(asked.bumped_at, UtcDateTime()), literal(id_))
        yield in_flow(current_articles(viewer, now)).where(
            tuple_(Article.bumped_at, Article.id) > here,
            _given_by(sources),
            Article.id.not_in(pins),
        )


def _count(articles: Select[Article]) -> ScalarSelect[int]:
    ids = articles.with_only_columns(Article.id).order_by(None).subquery()
    return select(func.count()).select_from(ids).scalar_subquery()


def _given_by(sources: Sources) -> ColumnElement[bool]:
    if sources.everywhere:
        return literal(True)
    return Article.rubrique_id.in_(sources.rubriques)
