"""Batches: choose many articles, see what a change would do to each, say go, or undo it."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    delete,
    func,
    insert,
    literal,
    select,
    update,
)
from sqlalchemy.orm import Session

from app.actions.exceptions import NotAllowed, Outdated
from app.actions.jobs import enqueue
from app.actions.log import record
from app.models import Article, Batch, BatchItem, BatchState, Outcome, Revision
from app.queries.articles import readable_articles
from app.queries.batches import cases_of
from app.queries.contribution_filter import newest
from app.queries.contribution_orders import Run
from app.queries.keyset import order_of_page
from app.queries.targets import target_of
from app.queries.work import workable_articles
from app.queries.workpiece import Worker
from app.rules.batches import BatchAction, Refusal, refusal

BATCH_JOB = "batch"
"""The kind of job that does or undoes a batch; its argument is `batch_id`."""
UNDO_DAYS = timedelta(days=30)
FORGOTTEN_AFTER = timedelta(days=1)
"""After which a preview that nobody confirmed is thrown away with the next one."""
_COPIED = (
    "batch_id",
    "position",
    "article_id",
    "title",
    "expected_status",
    "expected_revision_id",
    "outcome",
    "reason",
)


def open_batch(session: Session, now: datetime, person_id: int, action: BatchAction) -> Batch:
    """Begin a batch in its preview, without articles; old previews of this person go."""
    session.execute(
        delete(Batch).where(
            Batch.person_id == person_id,
            Batch.state == BatchState.PREVIEWED,
            Batch.created_at < now - FORGOTTEN_AFTER,
        )
    )
    batch = Batch(action=action, person_id=person_id, created_at=now)
    session.add(batch)
    session.flush()
    return batch


def choose_all(
    session: Session,
    batch: Batch,
    found: Run,
    *,
    descending: bool,
) -> None:
    """Put all that a list shows into a batch, in its order, in one statement.

    The articles of `found` have `contribution_filter.newest` joined.
    """
    order = order_of_page(found.key, Article.id, group=found.group, descending=descending)
    position = func.row_number().over(order_by=order)
    _copy(session, batch, found.articles, position, newest.title, Outcome.WAITING, "")
    _count(session, batch)


def choose_some(
    session: Session, now: datetime, worker: Worker, batch: Batch, ids: Collection[int]
) -> None:
    """Put articles into a batch by their ids, which a form sent: each is looked at.

    What this person may read but not work on is named as refused; what does not exist for him is
    kept as a number, and nothing of it is read.
    """
    own = (
        workable_articles(worker.viewer, worker.roles)
        .where(Article.id.in_(ids))
        .join(newest, newest.id == Article.newest_revision_id)
    )
    position = func.row_number().over(order_by=Article.id)
    _copy(session, batch, own, position, newest.title, Outcome.WAITING, "")
    chosen = select(BatchItem.article_id).where(BatchItem.batch_id == batch.id)
    foreign = (
        readable_articles(worker.viewer, now)
        .where(Article.id.in_(ids), Article.id.not_in(chosen))
        .join(Revision, Revision.id == Article.online_revision_id)
    )
    number = session.scalar(select(func.count()).select_from(chosen.subquery())) or 0
    _copy(session, batch, foreign, position + number, Revision.title, Outcome.REFUSED, Refusal.ROLE)
    unknown = set(ids) - set(session.scalars(chosen))
    if unknown:
        batch.arguments = {**batch.arguments, "unknown": sorted(unknown)}
    _count(session, batch)


def aim(session: Session, now: datetime, worker: Worker, batch: Batch, **arguments: int) -> None:
    """Say where to (`rubrique_id` or `author_id`) and judge each article; raises Outdated."""
    if batch.state is not BatchState.PREVIEWED:
        raise Outdated
    batch.arguments = {**batch.arguments, **arguments}
    own = workable_articles(worker.viewer, worker.roles).with_only_columns(Article.id)
    session.execute(
        update(BatchItem)
        .where(BatchItem.batch_id == batch.id, BatchItem.article_id.in_(own))
        .values(outcome=Outcome.WAITING, reason="")
    )
    judge(session, now, worker, batch)


def judge(session: Session, now: datetime, worker: Worker, batch: Batch) -> None:
    """Refuse the articles of a batch that this person may not change so, each with its reason."""
    target = target_of(session, worker, batch.arguments)
    verdicts: dict[int, Refusal | None] = {}
    refused = []
    for position, case in cases_of(session, worker, now, batch.id):
        if id(case) not in verdicts:
            verdicts[id(case)] = refusal(batch.action, case, target)
        if (reason := verdicts[id(case)]) is not None:
            refused.append(
                {
                    "batch_id": batch.id,
                    "position": position,
                    "outcome": Outcome.REFUSED,
                    "reason": reason,
                }
            )
    if refused:
        session.execute(update(BatchItem), refused)


def confirm(session: Session, now: datetime, batch: Batch) -> None:
    """Say go: a job does it. Raises Outdated when that was said before."""
    _turn(session, batch, BatchState.PREVIEWED, BatchState.QUEUED)
    enqueue(session, BATCH_JOB, batch_id=batch.id)
    told = {key: value for key, value in batch.arguments.items() if key.endswith("_id")}
    record(
        session, now, batch.person_id, "run", "batch", batch.id,
        batch=batch.action, total=batch.total, **told,
    )  # fmt: skip


def cancel(session: Session, batch: Batch) -> None:
    """Throw a preview away; raises Outdated when the batch has begun."""
    gone = session.connection().execute(
        delete(Batch).where(Batch.id == batch.id, Batch.state == BatchState.PREVIEWED)
    )
    if gone.rowcount != 1:
        raise Outdated


def may_undo(batch: Batch, now: datetime) -> bool:
    """Tell whether a batch can still be undone."""
    is_done = batch.state is BatchState.DONE and batch.ended_at is not None
    return is_done and batch.ended_at is not None and now < batch.ended_at + UNDO_DAYS


def undo(session: Session, now: datetime, batch: Batch) -> None:
    """Ask a job to undo a batch; raises NotAllowed when too late, Outdated the second time."""
    if batch.state is BatchState.DONE and not may_undo(batch, now):
        raise NotAllowed
    _turn(session, batch, BatchState.DONE, BatchState.UNDOING)
    enqueue(session, BATCH_JOB, batch_id=batch.id)
    record(session, now, batch.person_id, "undo", "batch", batch.id, batch=batch.action)


def _turn(session: Session, batch: Batch, before: BatchState, after: BatchState) -> None:
    turned = session.connection().execute(
        update(Batch).where(Batch.id == batch.id, Batch.state == before).values(state=after)
    )
    if turned.rowcount != 1:
        raise Outdated
    session.refresh(batch)


def _copy(
    session: Session,
    batch: Batch,
    found: Select[Article],
    position: ColumnElement[int],
    title: Any,
    outcome: Outcome,
    reason: str,
) -> None:
    chosen = found.with_only_columns(
        literal(batch.id),
        position,
        Article.id,
        title,
        Article.status,
        Article.newest_revision_id,
        literal(outcome, BatchItem.outcome.type),
        literal(str(reason)),
    )
    session.execute(insert(BatchItem).from_select(_COPIED, chosen, include_defaults=False))


def _count(session: Session, batch: Batch) -> None:
    of_batch = select(func.count()).where(BatchItem.batch_id == batch.id)
    batch.total = session.scalar(of_batch) or 0
    session.flush()
