"""Which articles would bring before everybody what the check keeps from the public."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Article, Revision
from app.queries.checked import checked_revisions, judge_all
from app.rules.consent import day_in_paris
from app.rules.workflow import Status


@dataclass(frozen=True)
class FaultyArticle:
    """An article that may not be shown to everybody as it is."""

    id: int
    title: str


def faulty_articles(
    session: Session, now: datetime, rubrique_ids: Collection[int]
) -> list[FaultyArticle]:
    """Return the online articles of some rubriques that could not be put online in a public one.

    The newest come first. All are read: half a millisecond each, which a manager waits for once.
    """
    if not rubrique_ids:
        return []
    texts = session.scalars(
        select(Revision)
        .join(Article, Article.online_revision_id == Revision.id)
        .where(Article.rubrique_id.in_(rubrique_ids), Article.status == Status.ONLINE)
        .order_by(Article.bumped_at.desc(), Article.id.desc())
    ).all()
    articles = checked_revisions(session, texts, is_public=True, today=day_in_paris(now))
    reports = judge_all(session, articles) if texts else {}
    return [
        FaultyArticle(text.article_id, text.title)
        for text in texts
        if reports[text.article_id].blocking
    ]
