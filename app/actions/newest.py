"""Keep what lists know of an article in step with its newest text."""

from sqlalchemy.orm import Session

from app.models import Article, NewestText, Revision
from app.text.excerpts import plain_text
from app.text.stems import fold, sort_key


def note_newest(session: Session, article: Article, newest: Revision) -> None:
    """Make a revision the newest text of its article, for lists and their filter."""
    article.newest_revision_id = newest.id
    article.title_key = sort_key(newest.title)
    session.merge(NewestText(article_id=article.id, text=newest_text(newest)))


def newest_text(revision: Revision) -> str:
    """Return what the contributions list searches in a text, folded."""
    return fold(f"{revision.title} {revision.summary} {plain_text(revision.body)}")
