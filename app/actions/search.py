"""Keep the search in step with the online texts."""

from sqlalchemy import delete
from sqlalchemy.orm import Session

from app.models import Article, Revision, SearchDocument
from app.text.excerpts import plain_text
from app.text.stems import stem_text


def index_article(session: Session, article: Article, online: Revision) -> None:
    """Make the search find an article by its online text; its rights are checked when searched."""
    session.merge(
        SearchDocument(
            article_id=article.id,
            title=stem_text(online.title),
            summary=stem_text(online.summary),
            body=stem_text(plain_text(online.body)),
        )
    )


def forget_article(session: Session, article: Article) -> None:
    """Take an article that is no longer online out of the search."""
    session.execute(delete(SearchDocument).where(SearchDocument.article_id == article.id))
