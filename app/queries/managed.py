"""The rubriques as their managers see them: the whole tree, and how much each holds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import case, func, or_, select
from sqlalchemy.orm import Session

from app.models import Article, Event, Rubrique
from app.models.base import UtcDateTime
from app.rules.workflow import Status


@dataclass(frozen=True)
class Held:
    """How many articles a rubrique holds: out of the trash, readable, and not expired."""

    kept: int = 0
    online: int = 0
    current: int = 0


NOTHING = Held()


def all_rubriques(session: Session) -> Sequence[Rubrique]:
    """Return all rubriques, those of the trash too, siblings in their chosen order."""
    return session.scalars(select(Rubrique).order_by(Rubrique.position, Rubrique.id)).all()


def changes(session: Session) -> Mapping[int, datetime | None]:
    """Return when each rubrique that holds an article or an event was last changed."""
    articles = session.execute(
        select(Article.rubrique_id, func.max(Article.changed_at, type_=UtcDateTime()))
        .where(Article.status != Status.TRASHED)
        .group_by(Article.rubrique_id)
    )
    events = session.execute(
        select(Event.rubrique_id, func.max(Event.changed_at, type_=UtcDateTime())).group_by(
            Event.rubrique_id
        )
    )
    found: dict[int, datetime | None] = {}
    for rubrique_id, moment in (*articles, *events):
        found[rubrique_id] = max(moment, found.get(rubrique_id) or moment)
    return found


def held_by(session: Session, now: datetime) -> Mapping[int, Held]:
    """Return what each rubrique holds; one that holds nothing is missing."""
    online = (Article.status == Status.ONLINE) & (Article.starts_at <= now)
    current = online & or_(Article.ends_at.is_(None), Article.ends_at > now)
    rows = session.execute(
        select(
            Article.rubrique_id,
            func.count().label("kept"),
            func.sum(case((online, 1), else_=0)).label("online"),
            func.sum(case((current, 1), else_=0)).label("current"),
        )
        .where(Article.status != Status.TRASHED)
        .group_by(Article.rubrique_id)
    )
    return {row.rubrique_id: Held(row.kept, row.online, row.current) for row in rows}
