"""What is told once a batch is done: one notice a rubrique, however many articles it held."""

from collections.abc import Iterable
from datetime import datetime
from itertools import groupby

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actions.notices import notify
from app.models import Article, Batch, BatchItem, NoticeKind, Outcome
from app.queries.moderators import moderators_of
from app.queries.viewers import viewer_of
from app.queries.workers import read_worker
from app.rules.roles import Permission, allows
from app.rules.workflow import Status

MOST_TITLES = 40


def tell_moderators(session: Session, now: datetime, batch: Batch) -> None:
    """Tell the moderators of each rubrique which online articles their writer deleted."""
    worker = read_worker(session, viewer_of(session, batch.person_id))
    rows = session.execute(
        select(Article.rubrique_id, Article.id, BatchItem.title)
        .join(BatchItem, BatchItem.article_id == Article.id)
        .where(
            BatchItem.batch_id == batch.id,
            BatchItem.outcome == Outcome.DONE,
            BatchItem.expected_status == Status.ONLINE,
        )
        .order_by(Article.rubrique_id, BatchItem.position)
    )
    for rubrique_id, deleted in groupby(rows, key=lambda row: row.rubrique_id):
        if not allows(Permission.DELETE, worker.roles.get(rubrique_id), own=False):
            _tell(session, now, batch, rubrique_id, [(row.id, row.title) for row in deleted])


def _tell(
    session: Session,
    now: datetime,
    batch: Batch,
    rubrique_id: int,
    deleted: Iterable[tuple[int, str]],
) -> None:
    (first, _title), *others = deleted
    titles = [title for _id, title in others]
    more = [f"… + {len(titles) - MOST_TITLES}"] if len(titles) > MOST_TITLES else []
    notify(
        session,
        now,
        NoticeKind.TRASHED_BY_WRITER,
        moderators_of(session, rubrique_id),
        article_id=first,
        actor_id=batch.person_id,
        text="\n".join(titles[:MOST_TITLES] + more),
    )
