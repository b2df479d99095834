"""An agenda for tests: events of the newsroom's people, and what they do with them."""

from dataclasses import dataclass, replace
from datetime import date, time
from typing import Any

from sqlalchemy import select

from app.actions.event_moves import make_event_move
from app.actions.event_text import EventText, newest_text
from app.actions.events import Repetition, change_event, create_event
from app.models import Event, LogEntry, Rubrique
from app.queries.event_work import EventWork, read_event_work, read_series_work
from app.queries.events import readable_events
from app.rules.audience import ANONYMOUS
from app.rules.events import Scope
from app.rules.repeating import Repeats, Span
from tests.actions_kit import Newsroom

DAY = date(2026, 4, 9)
OUTING = EventText(
    "La sortie", "Salle 12", "Un pique-nique.", Span(DAY, DAY, time(8, 30), time(17))
)
WEEKLY = Repetition(Repeats.WEEKLY, date(2026, 4, 30))
"""Four times."""


@dataclass
class Agenda:
    """The agenda of a newsroom's rubrique."""

    room: Newsroom

    def __post_init__(self) -> None:
        """Switch the agenda on."""
        self.room.session.get_one(Rubrique, self.room.rubrique.id).has_agenda = True
        self.room.session.flush()

    def write(self, name: str, *, weekly: bool = False, **said: Any) -> Event:
        """Let one of the people begin an event, or one that comes back four times."""
        number = len(self.room.session.scalars(select(Event.id)).all())
        return create_event(
            self.room.session,
            self.room.now,
            self.room.people[name].id,
            self.room.rubrique.id,
            replace(OUTING, **said),
            creation_key=f"key-{number}",
            repetition=WEEKLY if weekly else None,
        )

    def work(self, name: str, event: Event) -> EventWork:
        """Return an event as one of the people works on it."""
        found = read_event_work(self.room.session, self.room.worker(name), event.id)
        assert found is not None
        return found

    def make(
        self, name: str, event: Event, move: str, scope: Scope = Scope.ONE, **more: Any
    ) -> None:
        """Let one of the people make a move."""
        worker = self.room.worker(name)
        works = read_series_work(self.room.session, worker, self.work(name, event), scope)
        more = {"seen_version": None, **more}
        make_event_move(
            self.room.session, self.room.now, self.room.people[name].id, works, move, **more
        )

    def change(
        self,
        name: str,
        event: Event,
        scope: Scope = Scope.ONE,
        seen_version: int | None = None,
        **said: Any,
    ) -> None:
        """Let one of the people type something else."""
        worker = self.room.worker(name)
        works = read_series_work(self.room.session, worker, self.work(name, event), scope)
        change_event(
            self.room.session,
            self.room.now,
            self.room.people[name].id,
            works,
            replace(newest_text(event), **said),
            seen_version=seen_version or works[0].event.version,
        )

    def series(self, event: Event) -> list[Event]:
        """Return the events of a series, in the order of time."""
        found = select(Event).where(Event.series_id == event.series_id)
        return list(self.room.session.scalars(found.order_by(Event.starts_at, Event.id)))

    def public(self) -> list[str]:
        """Return the titles that visitors see."""
        return [one.title for one in self.room.session.scalars(readable_events(ANONYMOUS))]

    def logged(self) -> list[str]:
        """Return what the journal tells of events, in order."""
        told = select(LogEntry.action).where(LogEntry.subject == "event").order_by(LogEntry.id)
        return list(self.room.session.scalars(told))
