"""Events that a viewer may see: online, of rubriques that he may read, none of archived ones."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, select

from app.models import Event
from app.queries.rubriques import listed_rubriques
from app.rules.audience import Viewer
from app.rules.workflow import Status


def readable_events(viewer: Viewer, rubrique_ids: Sequence[int] | None = None) -> Select[Event]:
    """Select the events that a viewer may see, of all rubriques or of these, in time order."""
    events = (
        select(Event)
        .where(Event.status == Status.ONLINE, Event.rubrique_id.in_(listed_rubriques(viewer)))
        .order_by(Event.starts_at, Event.id)
    )
    return events if rubrique_ids is None else events.where(Event.rubrique_id.in_(rubrique_ids))


def coming(events: Select[Event], now: datetime) -> Select[Event]:
    """Keep the events that are not over."""
    return events.where(Event.ends_at > now)


def between(events: Select[Event], start: datetime, end: datetime) -> Select[Event]:
    """Keep the events of which some part falls between two moments (the end excluded)."""
    return events.where(Event.starts_at < end, Event.ends_at > start)
