"""Events as agendas and calendars show them: plain values, read in one query for the whole list."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from app.models import Article, Event, Revision, Rubrique
from app.queries.articles import readable_articles
from app.queries.events import readable_events
from app.rules.audience import Viewer
from app.text.slugs import slugify


@dataclass(frozen=True)
class AgendaEvent:
    """An event in a list; it names the article that says more only if the viewer may read it."""

    id: int
    title: str
    place: str | None
    description: str | None
    all_day: bool
    starts_at: datetime
    ends_at: datetime
    changed_at: datetime
    rubrique_id: int
    author_id: int | None
    rubrique_name: str
    article_id: int | None
    article_title: str | None

    @property
    def article_slug(self) -> str:
        """The readable part of the article's address."""
        return slugify(self.article_title or "")


def agenda_events(
    session: Session, viewer: Viewer, now: datetime, events: Select[Event]
) -> list[AgendaEvent]:
    """Read a selection of events, in its order, in one query."""
    readable = cast("ColumnElement[bool]", readable_articles(viewer, now).whereclause)
    statement = (
        events.join(Rubrique, Rubrique.id == Event.rubrique_id)
        .outerjoin(Article, (Article.id == Event.article_id) & readable)
        .outerjoin(Revision, Revision.id == Article.online_revision_id)
        .with_only_columns(
            Event.id,
            Event.title,
            Event.place,
            Event.description,
            Event.all_day,
            Event.starts_at,
            Event.ends_at,
            Event.changed_at,
            Event.rubrique_id,
            Event.author_id,
            Rubrique.name.label("rubrique_name"),
            Article.id.label("article_id"),
            Revision.title.label("article_title"),
        )
    )
    return [AgendaEvent(**row) for row in session.execute(statement).mappings()]


def count_events(session: Session, events: Select[Event]) -> int:
    """Count the events of a selection."""
    ids = events.with_only_columns(Event.id).order_by(None).subquery()
    return session.scalar(select(func.count()).select_from(ids)) or 0


def rubriques_with_events(session: Session, viewer: Viewer) -> Sequence[Rubrique]:
    """Return the rubriques of which the viewer may see events, by name."""
    used = readable_events(viewer).with_only_columns(Event.rubrique_id).order_by(None)
    return session.scalars(
        select(Rubrique).where(Rubrique.id.in_(used)).order_by(Rubrique.name)
    ).all()
