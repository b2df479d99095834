"""Begin an article from another one, which serves as its model."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.actions.articles import create_article
from app.actions.revisions import Text
from app.models import Article, Revision
from app.queries.media import usable_media
from app.queries.used_files import used_files
from app.queries.workpiece import Worker
from app.text.body_files import media_ids, without_pictures


def copy_text(
    session: Session,
    now: datetime,
    worker: Worker,
    actor_id: int,
    model: Revision,
    rubrique_id: int,
    *,
    creation_key: str,
) -> Article:
    """Begin a draft of one's own with the text of another article, and those of its files that one
    may use; it has no dates.

    That the text may be read, and the rubrique written in, the caller has asked.
    """
    files = used_files(session, model.id)
    ids = {file.media_id for file in files} | set(media_ids(model.body))
    usable = usable_media(session, worker.viewer, worker.roles, now, ids)
    text = Text(
        model.title,
        model.summary,
        without_pictures(model.body, ids - usable.keys()),
        [file for file in files if file.media_id in usable],
    )
    return create_article(
        session,
        now,
        actor_id,
        rubrique_id,
        text,
        creation_key=creation_key,
        model=model.article_id,
    )
