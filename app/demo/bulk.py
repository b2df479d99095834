"""Store many plain articles at once: the weekly menus and ten years of older articles."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, insert, select, update
from sqlalchemy.orm import Session

from app.demo.texts import CLOCK
from app.models import Article, MediaUse, NewestText, Revision, SearchDocument, Slot
from app.rules.workflow import Status
from app.text.excerpts import plain_text
from app.text.stems import fold, sort_key, stem_text


@dataclass(frozen=True)
class Plain:
    """An article with one revision, online between its dates."""

    rubrique_id: int
    author_id: int
    title: str
    summary: str
    body: str
    starts_at: datetime
    ends_at: datetime | None = None
    picture_id: int | None = None


def store_plain(session: Session, articles: Sequence[Plain]) -> None:
    """Store the articles with their illustrations and their place in the search."""
    first = (session.scalar(select(func.max(Article.id))) or 0) + 1
    revision = (session.scalar(select(func.max(Revision.id))) or 0) + 1
    numbered = [(first + n, revision + n, article) for n, article in enumerate(articles)]
    session.execute(
        insert(Article),
        [
            {
                "id": id_,
                "rubrique_id": article.rubrique_id,
                "author_id": article.author_id,
                "status": Status.DRAFT,
                "created_at": min(article.starts_at, CLOCK),
                "starts_at": article.starts_at,
                "ends_at": article.ends_at,
                "bumped_at": article.starts_at,
                "title_key": sort_key(article.title),
                "is_illustrated": article.picture_id is not None,
            }
            for id_, _, article in numbered
        ],
    )
    session.execute(
        insert(Revision),
        [
            {
                "id": revision_id,
                "article_id": id_,
                "number": 1,
                "author_id": article.author_id,
                "created_at": article.starts_at,
                "title": article.title,
                "summary": article.summary,
                "body": article.body,
            }
            for id_, revision_id, article in numbered
        ],
    )
    only_text = select(Revision.id).where(Revision.article_id == Article.id).scalar_subquery()
    session.execute(
        update(Article)
        .where(Article.id >= first)
        .values(status=Status.ONLINE, online_revision_id=only_text, newest_revision_id=only_text)
    )
    session.execute(
        insert(NewestText),
        [
            {
                "article_id": id_,
                "text": fold(f"{article.title} {article.summary} {plain_text(article.body)}"),
            }
            for id_, _, article in numbered
        ],
    )
    session.execute(
        insert(SearchDocument),
        [
            {
                "article_id": id_,
                "title": stem_text(article.title),
                "summary": stem_text(article.summary),
                "body": stem_text(plain_text(article.body)),
            }
            for id_, _, article in numbered
        ],
    )
    illustrations = [
        {
            "media_id": article.picture_id,
            "revision_id": revision_id,
            "slot": Slot.ILLUSTRATION,
            "alt": "",
        }
        for _, revision_id, article in numbered
        if article.picture_id is not None
    ]
    if illustrations:
        session.execute(insert(MediaUse), illustrations)
