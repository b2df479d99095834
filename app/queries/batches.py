"""Batches: whose they are, what is in them, and what became of each article."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, aliased

from app.models import Article, Batch, BatchItem, BatchState, Outcome, Revision, Rubrique
from app.queries.contribution_filter import decided, stage_rank
from app.queries.keyset import Cursor, Slice, by_key, sliced
from app.queries.workpiece import Worker, Workpiece, workpiece
from app.rules.batches import Case
from app.rules.workflow import PUBLISHED, Change, Stage, State, change_beside

PAGE_SIZE = 50


@dataclass(frozen=True)
class Item:
    """An article of a batch as a list shows it."""

    position: int
    article_id: int
    title: str
    outcome: Outcome
    reason: str


def own_batch(session: Session, person_id: int | None, batch_id: int) -> Batch | None:
    """Return a batch if this person made it; for everybody else it does not exist."""
    return session.scalar(select(Batch).where(Batch.id == batch_id, Batch.person_id == person_id))


def batches_of(
    session: Session, person_id: int | None, cursor: Cursor | None
) -> Slice[tuple[Batch, dict[Outcome, int]]]:
    """Return one page of the batches that a person started, the latest first, in two queries."""
    own = select(Batch).where(Batch.person_id == person_id, Batch.state != BatchState.PREVIEWED)
    page = by_key(own, Batch.created_at, Batch.id, descending=True, cursor=cursor, size=PAGE_SIZE)
    batches = session.scalars(page).all()
    counts: dict[int, dict[Outcome, int]] = {batch.id: {} for batch in batches}
    for batch_id, outcome, number in session.execute(
        select(BatchItem.batch_id, BatchItem.outcome, func.count())
        .where(BatchItem.batch_id.in_(list(counts)))
        .group_by(BatchItem.batch_id, BatchItem.outcome)
    ):
        counts[batch_id][outcome] = number
    return sliced([(batch, counts[batch.id]) for batch in batches], cursor, PAGE_SIZE)


def count_outcomes(session: Session, batch_id: int) -> dict[Outcome, int]:
    """Count what became of the articles of a batch."""
    rows = session.execute(
        select(BatchItem.outcome, func.count())
        .where(BatchItem.batch_id == batch_id)
        .group_by(BatchItem.outcome)
    )
    return dict(rows.all())


def items_of(
    session: Session, batch_id: int, outcome: Outcome | None, after: int
) -> tuple[list[Item], bool]:
    """Return the articles of a batch behind a position, and whether more follow."""
    statement = select(
        BatchItem.position,
        BatchItem.article_id,
        BatchItem.title,
        BatchItem.outcome,
        BatchItem.reason,
    ).where(BatchItem.batch_id == batch_id, BatchItem.position > after)
    if outcome is not None:
        statement = statement.where(BatchItem.outcome == outcome)
    rows = session.execute(statement.order_by(BatchItem.position).limit(PAGE_SIZE + 1)).all()
    return [Item(*row) for row in rows[:PAGE_SIZE]], len(rows) > PAGE_SIZE


def online_by_rubrique(session: Session, batch_id: int) -> Mapping[int, int]:
    """Count, by rubrique, the articles of a batch still to be done that have an online text."""
    rows = session.execute(
        select(Article.rubrique_id, func.count())
        .join(BatchItem, BatchItem.article_id == Article.id)
        .where(
            BatchItem.batch_id == batch_id,
            BatchItem.outcome == Outcome.WAITING,
            Article.online_revision_id.is_not(None),
        )
        .group_by(Article.rubrique_id)
    )
    return dict(rows.all())


def rubriques_of(batch_id: int) -> Select[int]:
    """Select the ids of the rubriques in which the articles of a batch are."""
    return (
        select(Article.rubrique_id)
        .join(BatchItem, BatchItem.article_id == Article.id)
        .where(BatchItem.batch_id == batch_id)
        .distinct()
    )


def works_of(
    session: Session,
    worker: Worker,
    now: datetime,
    batch_id: int,
    outcomes: Sequence[Outcome],
    limit: int | None = None,
) -> Iterator[tuple[Any, Workpiece]]:
    """Yield the items of a batch with their articles as this person works on them now."""
    newest, online = aliased(Revision), aliased(Revision)
    statement = (
        select(BatchItem.__table__, Article, Rubrique, newest, online)
        .join(Article, Article.id == BatchItem.article_id)
        .join(Rubrique, Rubrique.id == Article.rubrique_id)
        .join(newest, newest.id == Article.newest_revision_id)
        .outerjoin(online, online.id == Article.online_revision_id)
        .where(BatchItem.batch_id == batch_id, BatchItem.outcome.in_(outcomes))
        .order_by(BatchItem.position)
        .limit(limit)
        .execution_options(populate_existing=True)
    )
    for row in session.execute(statement).all():
        yield row, workpiece(worker, now, *row[-4:])


def cases_of(
    session: Session, worker: Worker, now: datetime, batch_id: int
) -> Iterator[tuple[int, Case]]:
    """Yield the position and the case of what may still be done; equal cases are one object.

    Thousands are read at once: the database says where each stands, and no text is loaded.
    """
    statement = (
        select(
            BatchItem.position,
            Article.rubrique_id,
            Article.author_id,
            stage_rank(now),
            Article.waiting_since.is_not(None),
            decided.id == Article.online_revision_id,
        )
        .join(Article, Article.id == BatchItem.article_id)
        .join(decided, decided.id == Article.newest_revision_id)
        .where(BatchItem.batch_id == batch_id, BatchItem.outcome == Outcome.WAITING)
    )
    known: dict[Any, Case] = {}
    for position, *facts in session.execute(statement):
        key: tuple[Any, ...] = tuple(facts)
        if key not in known:
            known[key] = _case(worker, *key)
        yield position, known[key]


def _case(
    worker: Worker,
    rubrique_id: int,
    author_id: int | None,
    rank: int,
    is_waiting: bool,
    is_newest: bool | None,
) -> Case:
    stage, change = list(Stage)[rank], Change.NONE
    if stage in PUBLISHED:
        change = change_beside(is_waiting=is_waiting, is_newest=bool(is_newest))
    return Case(
        state=State(stage, change),
        rubrique_id=rubrique_id,
        author_id=author_id,
        role=worker.roles.get(rubrique_id),
        own=author_id is not None and author_id == worker.viewer.person_id,
        archived=rubrique_id in worker.archived,
    )


def case_of(work: Workpiece, worker: Worker) -> Case:
    """Return what decides whether something may be done to an article."""
    article = work.article
    return Case(
        state=work.state,
        rubrique_id=article.rubrique_id,
        author_id=article.author_id,
        role=work.role,
        own=work.own,
        archived=article.rubrique_id in worker.archived,
    )
