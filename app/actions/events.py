"""Write events: begin one or a series of them, change one or as many as are meant."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value

from app.actions.event_text import EventText, newest_text, stored_text
from app.actions.exceptions import NotAllowed, Outdated
from app.actions.log import record
from app.actions.notices import notify
from app.models import Event, EventSeries, NoticeKind
from app.queries.event_work import EventWork
from app.queries.moderators import moderators_of
from app.rules.events import Saving
from app.rules.repeating import Repeats, occurrences
from app.rules.workflow import Change, Stage, Status


@dataclass(frozen=True)
class Repetition:
    """How an event comes back, and the last day on which it may begin."""

    repeats: Repeats
    until: date


def create_event(
    session: Session,
    now: datetime,
    actor_id: int,
    rubrique_id: int,
    text: EventText,
    *,
    creation_key: str,
    repetition: Repetition | None = None,
) -> Event:
    """Begin an event as a draft, and as many others as it is repeated; return the first one."""
    spans, series_id = [text.span], None
    if repetition is not None:
        spans = occurrences(text.span, repetition.repeats, repetition.until)
        series = EventSeries(repeats=repetition.repeats, until=repetition.until)
        session.add(series)
        session.flush()
        series_id = series.id
    made = [
        Event(
            rubrique_id=rubrique_id,
            author_id=actor_id,
            series_id=series_id,
            status=Status.DRAFT,
            changed_at=now,
            creation_key=None if number else creation_key,
            **replace(text, span=span).columns,
        )
        for number, span in enumerate(spans)
    ]
    session.add_all(made)
    session.flush()
    record_of(session, now, actor_id, "create", made)
    return made[0]


def change_event(
    session: Session,
    now: datetime,
    actor_id: int,
    works: Sequence[EventWork],
    text: EventText,
    *,
    seen_version: int,
) -> None:
    """Change an event, and likewise the others of its series that were meant.

    The first of `works` is the one that was seen; of the others those change that this person may
    change, by what was typed anew only. What is online is changed by who may put it online; others
    propose it. Raises NotAllowed, Outdated, and OverflowError past the last day that there is.
    """
    first = works[0]
    how = first.saving
    if how is None:
        raise Outdated if first.might_write else NotAllowed
    if first.event.version != seen_version:
        raise Outdated
    before = newest_text(first.event)
    meant = [work for work in works if work.saving is not None]
    waited = [work for work in meant if work.state.change is Change.PENDING]
    for work in meant:
        mine = newest_text(work.event)
        _save(session, now, work, text if work is first else mine.changed_like(before, text))
    changed = [work.event for work in meant]
    if how is Saving.PROPOSED and first.event.proposed is not None:
        _tell(session, now, NoticeKind.EVENT_SUBMITTED, first, actor_id)
        record_of(session, now, actor_id, "submit_change", changed)
    elif how is Saving.AT_ONCE and first in waited:
        _tell(session, now, NoticeKind.EVENT_APPROVED, first, actor_id)
        record_of(session, now, actor_id, "approve_change", changed)
    else:
        record_of(session, now, actor_id, "change", changed)


def change_if_unchanged(session: Session, now: datetime, event: Event, **values: Any) -> None:
    """Update an event in one statement that compares its status and version with what was seen.

    Raises Outdated when another transaction was faster: its row count is the proof.
    """
    written = {"changed_at": now, **values, "version": event.version + 1}
    done = session.connection().execute(
        update(Event.__table__)  # type: ignore[arg-type]
        .where(
            Event.id == event.id,
            Event.status == event.status,
            Event.version == event.version,
        )
        .values(written)
    )
    if done.rowcount != 1:
        raise Outdated
    for name, value in written.items():
        set_committed_value(event, name, value)


def record_of(
    session: Session,
    now: datetime,
    actor_id: int,
    action: str,
    events: Sequence[Event],
    **details: Any,
) -> None:
    """Write one line of the journal, about the first of some events; the others stand in it."""
    others = [event.id for event in events[1:]]
    if others:
        details["events"] = others
    first = events[0]
    record(session, now, actor_id, action, "event", first.id, title=first.title, **details)


def _save(session: Session, now: datetime, work: EventWork, text: EventText) -> None:
    event = work.event
    if work.saving is Saving.PROPOSED:
        is_back = text == stored_text(event)
        change_if_unchanged(
            session,
            now,
            event,
            proposed=None if is_back else text.kept,
            waiting_since=None if is_back else now,
            refusal=None,
        )
    elif work.state.stage is Stage.ONLINE:
        nothing_waits = {"proposed": None, "waiting_since": None, "refusal": None}
        change_if_unchanged(session, now, event, **text.columns, **nothing_waits)
    else:
        change_if_unchanged(session, now, event, **text.columns)


def _tell(
    session: Session, now: datetime, kind: NoticeKind, work: EventWork, actor_id: int
) -> None:
    event = work.event
    if kind is NoticeKind.EVENT_SUBMITTED:
        told = moderators_of(session, event.rubrique_id)
    else:
        told = {event.author_id} if event.author_id is not None else set()
    notify(session, now, kind, told, actor_id=actor_id, event_id=event.id)
