"""Keep the search in step with the online texts."""

from sqlalchemy import bindparam, delete, insert
from sqlalchemy.orm import Session

from app.models import Article, Revision, SearchDocument
from app.text.excerpts import plain_text
from app.text.stems import stem_text

# Rows that are never objects of a session, so that none is left behind there.
_ADD = insert(SearchDocument.__table__)  # type: ignore[arg-type]
_REMOVE = delete(SearchDocument.__table__).where(  # type: ignore[arg-type]
    SearchDocument.article_id == bindparam("of_article")
)


def index_article(session: Session, article: Article, online: Revision) -> None:
    """Make the search find an article by its online text; its rights are checked when searched."""
    forget_article(session, article)
    session.connection().execute(
        _ADD,
        {
            "article_id": article.id,
            "title": stem_text(online.title),
            "summary": stem_text(online.summary),
            "body": stem_text(plain_text(online.body)),
        },
    )


def forget_article(session: Session, article: Article) -> None:
    """Take an article that is no longer online out of the search."""
    session.connection().execute(_REMOVE, {"of_article": article.id})
