"""Which text of an article a person may copy: the one that he reads, or on which he works."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models import Article, Revision
from app.queries.articles import readable_articles
from app.queries.workpiece import Worker, read_workpiece


def text_to_copy(
    session: Session, worker: Worker, now: datetime, article_id: int
) -> Revision | None:
    """Return the newest text to those who work on an article, to its readers the one online.

    None where he may read neither; what is in the trash is no model.
    """
    work = read_workpiece(session, worker, now, article_id)
    if work is not None and not work.is_trashed:
        return work.newest
    one = readable_articles(worker.viewer, now).where(Article.id == article_id)
    text_id = session.scalar(one.with_only_columns(Article.online_revision_id))
    return session.get(Revision, text_id) if text_id is not None else None
