"""What changes in an article's row when a text goes online."""

from datetime import datetime
from typing import Any

from app.actions.exceptions import AlreadyEnded
from app.models import Article, Revision
from app.rules.workflow import Status


def online_values(
    article: Article, newest: Revision, now: datetime, starts_at: datetime | None
) -> dict[str, Any]:
    """Return the columns of an article whose newest text goes online at `now`.

    The first time, it starts then or at a later `starts_at`, and takes its place in the flows from
    there. Later it keeps its start; what readers have seen goes back to the top as updated, unless
    the edit is minor (guide p. 9). Raises AlreadyEnded when it would go online after its end.
    """
    start = article.starts_at or now
    if article.bumped_at is None:
        start = max(starts_at or now, now)
        dates = {"starts_at": start, "bumped_at": start}
    elif start > now:
        dates = {"bumped_at": start}
    elif newest.is_minor:
        dates = {}
    else:
        dates = {"updated_at": now, "bumped_at": now}
    is_new = article.status is not Status.ONLINE
    if is_new and article.ends_at is not None and article.ends_at <= max(start, now):
        raise AlreadyEnded
    return {"status": Status.ONLINE, "online_revision_id": newest.id, "starts_at": start, **dates}
