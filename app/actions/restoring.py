"""Take an earlier text up again: it becomes the newest one, by the rules of any save."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.actions.articles import keep_text
from app.actions.exceptions import NotAllowed, Outdated
from app.actions.log import record
from app.actions.revisions import is_text_of, text_of
from app.models import Revision
from app.queries.workpiece import Workpiece


def restore_text(
    session: Session,
    now: datetime,
    actor_id: int,
    work: Workpiece,
    earlier: Revision,
    *,
    seen_revision_id: int,
) -> Revision:
    """Make a new text of an earlier one, with those of its files that are still there.

    The same text as the newest one makes none. What is online stays as it is, what waits goes on
    waiting. Raises NotAllowed, or Outdated when the newest text is not the one that was seen, or
    the earlier one is erased.
    """
    if not work.may_write:
        raise NotAllowed
    # Held, or a text that is erased at this very moment would come back.
    session.refresh(earlier, with_for_update=True)
    if work.newest.id != seen_revision_id or earlier.erased_at is not None:
        raise Outdated
    text = text_of(session, earlier)
    if is_text_of(session, text, work.newest):
        return work.newest
    revision = keep_text(session, now, actor_id, work, text)
    record(
        session,
        now,
        actor_id,
        "restore_text",
        "article",
        work.article.id,
        revision=revision.number,
        restored=earlier.number,
    )
    return revision
