"""Undo what a batch did to one article, if nobody has touched the article since.

What comes back online has been there just as it is: it is not checked again.
"""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.actions.changes import change_if_unchanged
from app.actions.exceptions import ActionRefused, Outdated
from app.actions.log import record
from app.actions.search import forget_article, index_article
from app.actions.snapshots import PEOPLE, Snapshot, article_values, give_back_to, holds
from app.actions.transitions import make_transition
from app.models import Batch, Outcome, Revision
from app.queries.batches import case_of
from app.queries.names import full_names
from app.queries.targets import rubrique_target
from app.queries.workpiece import Worker, Workpiece
from app.rules.batches import BatchAction, Refusal, Target, comes_back_as_draft, undo_refusal

AS_DRAFT = "as_draft"
"""The reason of an undone deletion after which the article is a draft, not online as before."""
CHANGED = "changed"
"""The reason of what was not undone because somebody changed the article since."""


def undo_item(
    session: Session, now: datetime, batch: Batch, worker: Worker, item: Any, work: Workpiece
) -> tuple[Outcome, str]:
    """Give an article back what the batch changed; return what became of it, and why."""
    if not holds(work, item.after):
        return Outcome.NOT_UNDONE, CHANGED
    case = case_of(work, worker)
    reason = undo_refusal(batch.action, case, _former(worker, batch, item.before))
    if reason is not None:
        return Outcome.NOT_UNDONE, reason
    as_draft = comes_back_as_draft(batch.action, work.article.former_status, case)
    try:
        with session.begin_nested():
            if as_draft:
                make_transition(session, now, batch.person_id, work, "restore")
            else:
                _give_back(session, now, batch, work, item.before)
    except Outdated:
        return Outcome.NOT_UNDONE, CHANGED
    except ActionRefused:
        return Outcome.NOT_UNDONE, Refusal.ROLE
    return Outcome.UNDONE, AS_DRAFT if as_draft else ""


def _former(worker: Worker, batch: Batch, before: Snapshot) -> Target:
    if batch.action is BatchAction.MOVE:
        return rubrique_target(worker, before["rubrique_id"])
    return Target()


def _give_back(
    session: Session, now: datetime, batch: Batch, work: Workpiece, before: Snapshot
) -> None:
    before = _without_the_erased(session, before)
    change_if_unchanged(session, now, work.article, **article_values(before))
    give_back_to(work.newest, before)
    if "online_revision_id" in before:
        online = session.get(Revision, before["online_revision_id"] or 0)
        if online is None:
            forget_article(session, work.article)
        else:
            index_article(session, work.article, online)
    session.flush()
    told = {"batch": batch.id, "undone": batch.action, "title": work.newest.title}
    record(session, now, batch.person_id, "undo", "article", work.article.id, **told)


def _without_the_erased(session: Session, before: Snapshot) -> Snapshot:
    """Return a snapshot that names nobody whose account was erased since."""
    named = {name: before[name] for name in PEOPLE if before.get(name) is not None}
    there = full_names(session, named.values())
    return before | {name: None for name, id_ in named.items() if id_ not in there}
