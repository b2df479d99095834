"""What the rubriques and the articles behind the tiles of a page hold now."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session

from app.models import Article, Event, Rubrique
from app.rules.page_publishers import Service
from app.rules.workflow import Status


@dataclass(frozen=True)
class Picked:
    """An article that was chosen for a tile: where it stands and whose it is."""

    id: int
    rubrique_id: int
    author_id: int | None


def services_of(session: Session, now: datetime) -> Mapping[int, Service]:
    """Return what each rubrique offers, in one query; whoever reads it."""
    has_news = exists().where(
        Article.rubrique_id == Rubrique.id,
        Article.status == Status.ONLINE,
        Article.starts_at <= now,
        or_(Article.ends_at.is_(None), Article.ends_at > now),
    )
    has_events = exists().where(
        Event.rubrique_id == Rubrique.id, Event.status == Status.ONLINE, Event.ends_at > now
    )
    rows = session.execute(select(Rubrique.id, Rubrique.has_blog, has_news, has_events))
    return {id_: Service(*values) for id_, *values in rows}


def picked_articles(session: Session, ids: Collection[int]) -> Mapping[int, Picked]:
    """Return the articles that were chosen, by id, in one query; no query where none was."""
    if not ids:
        return {}
    rows = session.execute(
        select(Article.id, Article.rubrique_id, Article.author_id).where(
            Article.id.in_(sorted(ids))
        )
    )
    return {row.id: Picked(*row) for row in rows}
