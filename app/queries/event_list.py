"""The list of events at work: who sees which, narrowed, in the order of time, counted by tab."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select, true
from sqlalchemy.orm import Session, aliased

from app.models import Event, Person, Rubrique
from app.queries.event_work import event_state, is_refused, is_waiting, workable_events
from app.queries.keyset import Cursor, Slice, by_key, sliced
from app.queries.workpiece import Worker
from app.rules.repeating import Span, span_of
from app.rules.workflow import State, Status

PAGE_SIZE = 50


class Tab(StrEnum):
    """The views of the list, by the word that stands in the address."""

    ALL = "tous"
    DRAFTS = "brouillons"
    REFUSED = "refuses"
    WAITING = "a-valider"
    ONLINE = "en-ligne"
    TRASH = "corbeille"


class When(StrEnum):
    """Which events, by their dates."""

    COMING = "a-venir"
    PAST = "passes"
    EVER = "tous"


TIMELESS = frozenset({Tab.WAITING, Tab.TRASH})
"""What is to be decided, or can be restored, is shown whenever it happens."""


@dataclass(frozen=True)
class EventFilter:
    """What the list is narrowed to."""

    tab: Tab = Tab.ALL
    when: When = When.COMING
    rubrique_ids: Collection[int] | None = None

    @property
    def descending(self) -> bool:
        """Whether the latest comes first; of what is still to come the nearest does."""
        return self.when is not When.COMING and self.tab is not Tab.WAITING


@dataclass(frozen=True)
class EventLine:
    """A row of the list, in plain values; `author` is empty when the account is gone."""

    id: int
    title: str
    rubrique: str
    span: Span
    starts_at: datetime
    state: State
    is_repeated: bool
    author: str


def read_events(
    session: Session, worker: Worker, wanted: EventFilter, now: datetime, cursor: Cursor | None
) -> Slice[EventLine]:
    """Return one page of the list, in one query."""
    columns = (
        _of_rubriques(worker, wanted)
        .where(_in_tab(wanted.tab, wanted.when, now))
        .join(Rubrique, Rubrique.id == Event.rubrique_id)
        .outerjoin(Person, Person.id == Event.author_id)
        .with_only_columns(Event, Rubrique.name, Person.full_name)
    )
    page = by_key(
        columns,
        Event.starts_at.expression,
        Event.id.expression,
        descending=wanted.descending,
        cursor=cursor,
        size=PAGE_SIZE,
    )
    rows = [_line(*row) for row in session.execute(page)]
    return sliced(rows, cursor, PAGE_SIZE)


def count_by_tab(
    session: Session, worker: Worker, wanted: EventFilter, now: datetime
) -> Mapping[Tab, int]:
    """Count what the filter keeps on each tab, in one query."""
    sums = [
        func.coalesce(func.sum(case((_in_tab(tab, wanted.when, now), 1), else_=0)), 0)
        for tab in Tab
    ]
    statement = _of_rubriques(worker, wanted).with_only_columns(*sums)
    return dict(zip(Tab, session.execute(statement).one(), strict=True))


def _of_rubriques(worker: Worker, wanted: EventFilter) -> Select[Event]:
    found = workable_events(worker.viewer, worker.roles)
    if wanted.rubrique_ids is None:
        return found
    return found.where(Event.rubrique_id.in_(sorted(wanted.rubrique_ids)))


def _in_tab(tab: Tab, when: When, now: datetime) -> ColumnElement[bool]:
    is_draft = Event.status == Status.DRAFT
    stands: Mapping[Tab, ColumnElement[bool]] = {
        Tab.ALL: Event.status != Status.TRASHED,
        Tab.DRAFTS: and_(is_draft, Event.refusal.is_(None)),
        Tab.REFUSED: is_refused(),
        Tab.WAITING: and_(is_waiting(), _is_first_of_its_series()),
        Tab.ONLINE: Event.status == Status.ONLINE,
        Tab.TRASH: Event.status == Status.TRASHED,
    }
    dates: Mapping[When, ColumnElement[bool]] = {
        When.COMING: Event.ends_at > now,
        When.PAST: Event.ends_at <= now,
        When.EVER: true(),
    }
    return stands[tab] if tab in TIMELESS else and_(stands[tab], dates[when])


def _is_first_of_its_series() -> ColumnElement[bool]:
    """State that no earlier event of the same series waits: one decision is for all of them."""
    other = aliased(Event)
    first = select(func.min(other.id)).where(
        other.series_id == Event.series_id,
        other.waiting_since.is_not(None),
        other.status.in_([Status.PENDING, Status.ONLINE]),
    )
    return or_(Event.series_id.is_(None), Event.id == first.scalar_subquery())


def _line(event: Event, rubrique: str, author: str | None) -> EventLine:
    return EventLine(
        id=event.id,
        title=event.title,
        rubrique=rubrique,
        span=span_of(event.starts_at, event.ends_at, all_day=event.all_day),
        starts_at=event.starts_at,
        state=event_state(event),
        is_repeated=event.series_id is not None,
        author=author or "",
    )
