"""Change the row of an article only if it is still as it was seen."""

from datetime import datetime
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value

from app.actions.exceptions import Outdated
from app.models import Article


def change_if_unchanged(session: Session, now: datetime, article: Article, **values: Any) -> None:
    """Update an article in one statement that also compares what decides about its transitions.

    Raises Outdated when another transaction was faster: its row count is the proof.
    """
    written = {"changed_at": now, **values}
    done = session.connection().execute(
        update(Article)
        .where(
            Article.id == article.id,
            Article.status == article.status,
            Article.rubrique_id == article.rubrique_id,
            Article.newest_revision_id.is_not_distinct_from(article.newest_revision_id),
            Article.online_revision_id.is_not_distinct_from(article.online_revision_id),
            Article.waiting_since.is_not_distinct_from(article.waiting_since),
            Article.author_id.is_not_distinct_from(article.author_id),
        )
        .values(**written)
    )
    if done.rowcount != 1:
        raise Outdated
    for name, value in written.items():
        set_committed_value(article, name, value)
