"""The addresses of articles that search engines are told of."""

from datetime import datetime

from sqlalchemy import Select

from app.models import Article, Revision
from app.queries.articles import current_articles
from app.rules.audience import ANONYMOUS


def article_addresses(now: datetime) -> Select[int, str, datetime | None]:
    """Select (id, title, last change) of what any visitor may read and is current, newest first."""
    return (
        current_articles(ANONYMOUS, now)
        .join(Revision, Revision.id == Article.online_revision_id)
        .with_only_columns(Article.id, Revision.title, Article.bumped_at)
        .order_by(Article.bumped_at.desc(), Article.id.desc())
    )
