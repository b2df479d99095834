"""Do a batch, or undo it, one chunk after the other; a job calls this until nothing is left.

The rights are those that the batch's author has at that moment, and each article is judged anew.
"""

import time
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.actions.batch_end import tell_moderators
from app.actions.batch_undo import undo_item
from app.actions.changes import change_if_unchanged
from app.actions.exceptions import ActionRefused, AlreadyEnded, Faulty, Outdated
from app.actions.gate import refuse_faulty
from app.actions.log import record
from app.actions.snapshots import Snapshot, difference, snapshot
from app.actions.transitions import make_transition
from app.models import Batch, BatchItem, BatchState, Outcome, Rubrique
from app.queries.batches import case_of, works_of
from app.queries.checked import Standards
from app.queries.targets import target_of
from app.queries.viewers import viewer_of
from app.queries.workers import read_worker
from app.queries.workpiece import Worker, Workpiece
from app.rules.batches import BatchAction, Refusal, Target, refusal, transition_for
from app.rules.visibility import Visibility
from app.rules.workflow import Status

CHUNK = 100


class Result(NamedTuple):
    """What became of an item, and why."""

    outcome: Outcome
    reason: str = ""
    before: Snapshot | None = None
    after: Snapshot | None = None


def work_chunk(
    session: Session, now: datetime, batch_id: int, *, hold: float | None = None
) -> bool:
    """Do the next articles of a batch that is queued, or undo them; false when it is over.

    The caller commits. Two that run at once wait for each other here: the row is locked. After
    `hold` seconds a chunk is cut short, so that a slow machine lets others write no less often.
    """
    started = time.monotonic()
    batch = session.scalar(
        select(Batch)
        .where(Batch.id == batch_id, Batch.state.in_([BatchState.QUEUED, BatchState.UNDOING]))
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if batch is None:
        return False
    is_undo = batch.state is BatchState.UNDOING
    worker = read_worker(session, viewer_of(session, batch.person_id))
    target = target_of(session, worker, batch.arguments)
    wanted = Outcome.DONE if is_undo else Outcome.WAITING
    chunk = list(works_of(session, worker, now, batch_id, [wanted], CHUNK))
    standards = Standards(session)
    results: list[dict[str, Any]] = []
    for item, work in chunk:
        if results and hold is not None and time.monotonic() > started + hold:
            break
        if is_undo:
            result = Result(*undo_item(session, now, batch, worker, item, work))
        else:
            result = _do_item(session, now, batch, worker, target, item, work, standards)
        results.append(_row(batch, item, result, is_undo=is_undo))
    if results:
        session.execute(update(BatchItem), results)
    if len(results) == CHUNK or len(results) < len(chunk):
        return True
    _end(session, now, batch, is_undo=is_undo)
    return False


def _do_item(
    session: Session,
    now: datetime,
    batch: Batch,
    worker: Worker,
    target: Target,
    item: Any,
    work: Workpiece,
    standards: Standards,
) -> Result:
    seen = (item.expected_status, item.expected_revision_id)
    if (work.article.status, work.newest.id) != seen:
        return Result(Outcome.CHANGED)
    reason = refusal(batch.action, case_of(work, worker), target)
    if reason is not None:
        return Result(Outcome.REFUSED, reason)
    before = snapshot(work)
    try:
        with session.begin_nested():
            _change(session, now, batch, target, work, standards)
    except Outdated:
        return Result(Outcome.CHANGED)
    except AlreadyEnded:
        return Result(Outcome.REFUSED, Refusal.ENDED)
    except Faulty:
        return Result(Outcome.REFUSED, Refusal.FAULTY)
    except ActionRefused:
        return Result(Outcome.REFUSED, Refusal.ROLE)
    return Result(Outcome.DONE, "", *difference(before, snapshot(work)))


def _change(
    session: Session,
    now: datetime,
    batch: Batch,
    target: Target,
    work: Workpiece,
    standards: Standards,
) -> None:
    name = transition_for(batch.action, work.state.stage)
    quiet = batch.action is BatchAction.TRASH
    if name is not None:
        make_transition(session, now, batch.person_id, work, name, quiet=quiet, standards=standards)
        return
    is_move = batch.action is BatchAction.MOVE
    if is_move:
        _refuse_to_open(session, now, target, work, standards)
    column = "rubrique_id" if is_move else "author_id"
    former, new = getattr(work.article, column), getattr(target, column)
    change_if_unchanged(session, now, work.article, **{column: new})
    told = {"from": former, "to": new, "title": work.newest.title}
    record(session, now, batch.person_id, batch.action, "article", work.article.id, **told)


def _refuse_to_open(
    session: Session, now: datetime, target: Target, work: Workpiece, standards: Standards
) -> None:
    """Raise Faulty when a move would bring a fault from a private rubrique into a public one."""
    was_public = work.rubrique.visibility is Visibility.PUBLIC
    if was_public or work.online is None or work.article.status is not Status.ONLINE:
        return
    visibility = session.get_one(Rubrique, target.rubrique_id).visibility
    refuse_faulty(session, now, work, work.online, standards, visibility=visibility)


def _row(batch: Batch, item: Any, result: Result, *, is_undo: bool) -> dict[str, Any]:
    row = {
        "batch_id": batch.id,
        "position": item.position,
        "outcome": result.outcome,
        "reason": str(result.reason),
    }
    return row if is_undo else row | {"before": result.before, "after": result.after}


def _end(session: Session, now: datetime, batch: Batch, *, is_undo: bool) -> None:
    batch.state = BatchState.UNDONE if is_undo else BatchState.DONE
    if not is_undo:
        batch.ended_at = now
        if batch.action is BatchAction.TRASH:
            tell_moderators(session, now, batch)
    session.flush()
