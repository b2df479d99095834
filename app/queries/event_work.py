"""Events as those see them who write and approve them: state, moves, what waits."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select
from sqlalchemy.orm import Session

from app.models import Event, LogEntry, Rubrique
from app.queries.history import Deed, deeds_where
from app.queries.work import rubriques_to_write_in, rubriques_where, waiting_articles
from app.queries.workpiece import Worker
from app.rules.audience import Viewer
from app.rules.events import Saving, Scope, open_moves, saving, state_of
from app.rules.roles import Permission, Role
from app.rules.workflow import State, Status, Transition

STATEMENTS = 64


@dataclass(frozen=True)
class EventWork:
    """An event with what this person may do with it."""

    event: Event
    rubrique: Rubrique
    state: State
    role: Role | None
    own: bool
    is_closed: bool
    """Whether nothing new goes out there: an archived rubrique, an agenda that is switched off."""

    @property
    def moves(self) -> tuple[Transition, ...]:
        """The moves that are open."""
        return open_moves(self.state, self.role, self.own, is_closed=self.is_closed)

    @property
    def saving(self) -> Saving | None:
        """What becomes of a change that this person types, none where he may type none."""
        return saving(self.state, self.role, self.own, is_closed=self.is_closed)

    @property
    def might_write(self) -> bool:
        """Whether only the state or the place of the event keeps this person from changing it."""
        at_once = state_of(Status.DRAFT, is_refused=False, is_changed=False, is_waiting=False)
        return saving(at_once, self.role, self.own) is not None

    def move(self, name: str) -> Transition | None:
        """Return an open move by its name."""
        return next((one for one in self.moves if one.name == name), None)


def workable_events(viewer: Viewer, roles: Mapping[int, Role]) -> Select[Event]:
    """Select one's own events, and all where one's role reaches what others wrote."""
    here = Event.rubrique_id.in_(rubriques_where(Permission.CHANGE, roles))
    return select(Event).where(or_(here, _is_own(viewer, roles)))


def waiting_events(roles: Mapping[int, Role]) -> Select[Event]:
    """Select what waits for an approval that these roles allow, the oldest submission first."""
    here = Event.rubrique_id.in_(rubriques_where(Permission.APPROVE, roles))
    return select(Event).where(here, is_waiting()).order_by(Event.waiting_since, Event.id)


def is_waiting() -> ColumnElement[bool]:
    """State that an event, or a change of it, waits for an approval."""
    status = Event.status.in_([Status.PENDING, Status.ONLINE])
    return and_(Event.waiting_since.is_not(None), status)


def refused_events(
    author_id: ColumnElement[int], roles: Mapping[int, Role], now: ColumnElement[datetime]
) -> Select[Event]:
    """Select an author's events that were refused, or a change of them, and are not over yet."""
    own = and_(Event.author_id == author_id, Event.rubrique_id.in_(sorted(roles)))
    return select(Event).where(own, is_refused(), Event.ends_at > now)


def is_refused() -> ColumnElement[bool]:
    """State that an event, or a change of it, was refused and not submitted again."""
    status = Event.status.in_([Status.DRAFT, Status.ONLINE])
    return and_(Event.refusal.is_not(None), Event.waiting_since.is_(None), status)


def decisions(events: Select[Event]) -> ColumnElement[int]:
    """Count some events; those that come back wait for one decision."""
    decision = func.coalesce(-Event.series_id, Event.id)
    counted = events.order_by(None).with_only_columns(func.count(decision.distinct()))
    return counted.scalar_subquery()


def read_event_work(session: Session, worker: Worker, event_id: int) -> EventWork | None:
    """Return an event on which this person works, or none, in one query."""
    found = workable_events(worker.viewer, worker.roles).where(Event.id == event_id)
    return next(iter(_works(session, worker, found)), None)


def read_series_work(
    session: Session, worker: Worker, work: EventWork, scope: Scope
) -> list[EventWork]:
    """Return the occurrences that a change of one of them reaches, that one first."""
    event = work.event
    if scope is Scope.ONE or event.series_id is None:
        return [work]
    others = workable_events(worker.viewer, worker.roles).where(
        Event.series_id == event.series_id, Event.id != event.id
    )
    if scope is Scope.FOLLOWING:
        others = others.where(Event.starts_at >= event.starts_at)
    return [work, *_works(session, worker, others.order_by(Event.starts_at, Event.id))]


def work_on(worker: Worker, event: Event, rubrique: Rubrique) -> EventWork:
    """Return what a person may do with an event whose rows are at hand."""
    return EventWork(
        event=event,
        rubrique=rubrique,
        state=event_state(event),
        role=worker.roles.get(event.rubrique_id),
        own=event.author_id is not None and event.author_id == worker.viewer.person_id,
        is_closed=event.rubrique_id in worker.archived or not rubrique.has_agenda,
    )


def event_state(event: Event) -> State:
    """Return where an event stands."""
    return state_of(
        event.status,
        is_refused=event.refusal is not None,
        is_changed=event.proposed is not None,
        is_waiting=event.waiting_since is not None,
    )


def event_of_form(author_id: int, creation_key: str) -> Select[Event]:
    """Select the event, the first of its series, that a form has already made."""
    return select(Event).where(Event.author_id == author_id, Event.creation_key == creation_key)


def agendas_to_write_in(
    session: Session, roles: Mapping[int, Role], archived: Collection[int]
) -> list[int]:
    """Return the ids of the rubriques where one may begin an event."""
    places = rubriques_to_write_in(roles, archived)
    found = select(Rubrique.id).where(Rubrique.id.in_(places), Rubrique.has_agenda)
    return sorted(session.scalars(found)) if places else []


def series_of(session: Session, event: Event) -> Sequence[Event]:
    """Return the events of a series that stand where this one stands, none of a single event."""
    if event.series_id is None:
        return []
    series = select(Event).where(Event.series_id == event.series_id, Event.status == event.status)
    return session.scalars(series.order_by(Event.starts_at, Event.id)).all()


def version_of(series: Sequence[Event]) -> int:
    """Return a number that each change of one of these events raises."""
    return sum(one.version for one in series)


def event_deeds(session: Session, event: Event) -> list[Deed]:
    """Return what was last done with an event, alone or with others of its series, latest first."""
    about: ColumnElement[Any] = LogEntry.subject_id == event.id
    if event.series_id is not None:
        series = select(Event.id).where(Event.series_id == event.series_id)
        about = LogEntry.subject_id.in_(series)
    found = deeds_where(session, and_(LogEntry.subject == "event", about))
    return [
        one for one in found
        if one.subject_id == event.id or event.id in one.details.get("events", [])
    ]  # fmt: skip


def last_event_deed(session: Session, event_id: int) -> tuple[str, int | None] | None:
    """Return what was done last with an event itself, and by whom."""
    row = session.execute(
        select(LogEntry.action, LogEntry.actor_id)
        .where(LogEntry.subject == "event", LogEntry.subject_id == event_id)
        .order_by(LogEntry.id.desc())
        .limit(1)
    ).first()
    return (row.action, row.actor_id) if row else None


def count_waiting_work(session: Session, roles: Mapping[int, Role]) -> tuple[int, int]:
    """Count the articles and the events that wait for an approval that these roles allow.

    One query, none where the roles allow nothing.
    """
    statement = _waiting_work(tuple(roles.items()))
    if statement is None:
        return 0, 0
    row = session.execute(statement).one()
    return row[0] or 0, row[1] or 0


@lru_cache(maxsize=STATEMENTS)
def _waiting_work(held: tuple[tuple[int, Role], ...]) -> Select[*tuple[Any, ...]] | None:
    """Select both numbers; built once for a set of roles, for each page of a newsroom asks it."""
    roles = dict(held)
    if not rubriques_where(Permission.APPROVE, roles):
        return None
    articles = waiting_articles(roles).order_by(None).with_only_columns(func.count())
    return select(articles.scalar_subquery(), decisions(waiting_events(roles)))


def _is_own(viewer: Viewer, roles: Mapping[int, Role]) -> ColumnElement[bool]:
    if viewer.person_id is None:
        return false()
    return and_(Event.author_id == viewer.person_id, Event.rubrique_id.in_(sorted(roles)))


def _works(session: Session, worker: Worker, events: Select[Event]) -> list[EventWork]:
    rows = session.execute(
        events.join(Rubrique, Rubrique.id == Event.rubrique_id)
        .with_only_columns(Event, Rubrique)
        .execution_options(populate_existing=True)
    )
    return [work_on(worker, event, rubrique) for event, rubrique in rows]
