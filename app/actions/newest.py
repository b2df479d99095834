"""Keep what lists know of an article in step with its newest text."""

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from app.models import Article, MediaUse, NewestText, Revision, Slot
from app.text.excerpts import plain_text
from app.text.stems import fold, sort_key


def note_newest(session: Session, article: Article, newest: Revision) -> None:
    """Make a revision, with the files that it uses, the newest text of its article for lists."""
    is_illustrated = _is_illustrated(session, newest)
    article.newest_revision_id = newest.id
    article.title_key = sort_key(newest.title)
    article.is_illustrated = is_illustrated
    session.merge(NewestText(article_id=article.id, text=newest_text(newest)))


def newest_text(revision: Revision) -> str:
    """Return what the contributions list searches in a text, folded."""
    return fold(f"{revision.title} {revision.summary} {plain_text(revision.body)}")


def _is_illustrated(session: Session, revision: Revision) -> bool:
    illustrates = (MediaUse.revision_id == revision.id, MediaUse.slot == Slot.ILLUSTRATION)
    return bool(session.scalar(select(exists().where(*illustrates))))
