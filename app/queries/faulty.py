"""How many articles would bring before everybody what the check keeps from the public."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Article, Revision
from app.queries.checked import checked_revisions, judge_all
from app.rules.consent import day_in_paris
from app.rules.workflow import Status

MOST = 500
"""Of more, the newest are looked at: the page that asks must come soon."""


def count_faulty(session: Session, now: datetime, rubrique_ids: Collection[int]) -> int:
    """Count the online articles of some rubriques that could not be put online in a public one."""
    if not rubrique_ids:
        return 0
    texts = session.scalars(
        select(Revision)
        .join(Article, Article.online_revision_id == Revision.id)
        .where(Article.rubrique_id.in_(rubrique_ids), Article.status == Status.ONLINE)
        .order_by(Article.bumped_at.desc(), Article.id.desc())
        .limit(MOST)
    ).all()
    if not texts:
        return 0
    articles = checked_revisions(session, texts, is_public=True, today=day_in_paris(now))
    return sum(bool(report.blocking) for report in judge_all(session, articles).values())
