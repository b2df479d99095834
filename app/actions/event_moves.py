"""Move an event, or some of its series, from one state to the next (`rules/events.py`)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.actions.event_text import newest_text
from app.actions.events import change_if_unchanged, record_of
from app.actions.exceptions import NotAllowed, Outdated, ReasonMissing
from app.actions.notices import notify
from app.models import Article, Event, NoticeKind
from app.queries.event_work import EventWork
from app.queries.moderators import moderators_of
from app.rules.events import MOVES
from app.rules.roles import Permission, allows
from app.rules.workflow import Status, restored_status

NOTHING_WAITS: dict[str, Any] = {"proposed": None, "waiting_since": None}


@dataclass(frozen=True)
class Moving:
    """A move being made: by whom, when, with which reason."""

    session: Session
    now: datetime
    actor_id: int
    reason: str

    def change(self, event: Event, **values: Any) -> None:
        """Change an event; raises Outdated."""
        change_if_unchanged(self.session, self.now, event, **values)

    def newest(self, event: Event) -> dict[str, Any]:
        """Return what the columns are once the change beside an event counts."""
        said = newest_text(event).columns
        article_id = said["article_id"]
        if article_id is not None and self.session.get(Article, article_id) is None:
            said["article_id"] = None
        return said


def make_event_move(
    session: Session,
    now: datetime,
    actor_id: int,
    works: Sequence[EventWork],
    name: str,
    *,
    seen_version: int | None,
    reason: str = "",
) -> None:
    """Make one move, log it, and tell those whom it concerns.

    The first of `works` is the event that was seen, in `seen_version`, none where that does not
    matter; the others of its series make the move where it is open to them. Raises NotAllowed for
    what this person never may, Outdated when the event is no longer as it was seen, ReasonMissing.
    """
    first = works[0]
    move = first.move(name)
    if move is None:
        raise _refusal(first, name)
    if seen_version is not None and first.event.version != seen_version:
        raise Outdated
    if move.needs_reason and not reason.strip():
        raise ReasonMissing
    moving = Moving(session, now, actor_id, reason.strip())
    before, trashed_at = first.event.status, first.event.trashed_at
    moved = [
        work
        for work in works
        if work.move(name) is not None and work.event.trashed_at == trashed_at
    ]
    _tell(moving, first, name)
    for work in moved:
        _MOVES[name](moving, work)
    session.flush()
    record_of(
        session,
        now,
        actor_id,
        name,
        [work.event for work in moved],
        **{"from": before, "to": first.event.status},
        **({"reason": moving.reason} if moving.reason else {}),
    )


def _refusal(work: EventWork, name: str) -> Exception:
    """Return why a move is not open: never for this role, or no longer."""
    known = next((one for one in MOVES if one.name == name), None)
    allowed = known is not None and allows(known.permission, work.role, work.own)
    is_authors = known is not None and known.author_only and not work.own
    return Outdated() if allowed and not is_authors else NotAllowed()


def _tell(moving: Moving, work: EventWork, name: str) -> None:
    """Tell of a move once, however many events make it."""
    event, told = work.event, set[int]()
    if name in ("submit", "submit_change"):
        kind, told = NoticeKind.EVENT_SUBMITTED, moderators_of(moving.session, event.rubrique_id)
    elif name in ("approve", "approve_change"):
        kind, told = NoticeKind.EVENT_APPROVED, _author(event)
    elif name in ("refuse", "refuse_change"):
        kind, told = NoticeKind.EVENT_REFUSED, _author(event)
    elif name == "trash" and event.status is Status.ONLINE:
        kind = NoticeKind.TRASHED_BY_WRITER
        if not allows(Permission.DELETE, work.role, own=False):
            told = moderators_of(moving.session, event.rubrique_id)
    if told:
        notify(
            moving.session,
            moving.now,
            kind,
            told,
            actor_id=moving.actor_id,
            event_id=event.id,
            text=moving.reason,
        )


def _author(event: Event) -> set[int]:
    return set() if event.author_id is None else {event.author_id}


def _submit(moving: Moving, work: EventWork) -> None:
    moving.change(work.event, status=Status.PENDING, waiting_since=moving.now, refusal=None)


def _withdraw(moving: Moving, work: EventWork) -> None:
    moving.change(work.event, status=Status.DRAFT, waiting_since=None)


def _publish(moving: Moving, work: EventWork) -> None:
    said = moving.newest(work.event)
    moving.change(work.event, **said, **NOTHING_WAITS, status=Status.ONLINE, refusal=None)


def _approve(moving: Moving, work: EventWork) -> None:
    _publish(moving, work)
    moving.change(work.event, decided_by_id=moving.actor_id)


def _refuse(moving: Moving, work: EventWork) -> None:
    decided = {"refusal": moving.reason, "decided_by_id": moving.actor_id, "waiting_since": None}
    moving.change(work.event, status=Status.DRAFT, **decided)


def _refuse_change(moving: Moving, work: EventWork) -> None:
    decided = {"refusal": moving.reason, "decided_by_id": moving.actor_id, "waiting_since": None}
    moving.change(work.event, **decided)


def _submit_change(moving: Moving, work: EventWork) -> None:
    moving.change(work.event, waiting_since=moving.now, refusal=None)


def _withdraw_change(moving: Moving, work: EventWork) -> None:
    moving.change(work.event, waiting_since=None)


def _discard_change(moving: Moving, work: EventWork) -> None:
    moving.change(work.event, **NOTHING_WAITS, refusal=None)


def _unpublish(moving: Moving, work: EventWork) -> None:
    said = moving.newest(work.event)
    moving.change(work.event, **said, **NOTHING_WAITS, status=Status.DRAFT, refusal=None)


def _trash(moving: Moving, work: EventWork) -> None:
    moving.change(
        work.event,
        status=Status.TRASHED,
        former_status=work.event.status,
        trashed_at=moving.now,
        trashed_by_id=moving.actor_id,
    )


def _restore(moving: Moving, work: EventWork) -> None:
    event = work.event
    status = restored_status(event.former_status or Status.DRAFT, work.role, work.own)
    values = {"status": status, "former_status": None, "trashed_at": None, "trashed_by_id": None}
    if status is Status.DRAFT:
        values |= moving.newest(event) | NOTHING_WAITS
    moving.change(event, **values)


_MOVES: dict[str, Callable[[Moving, EventWork], None]] = {
    "submit": _submit,
    "withdraw": _withdraw,
    "approve": _approve,
    "refuse": _refuse,
    "publish": _publish,
    "submit_change": _submit_change,
    "withdraw_change": _withdraw_change,
    "approve_change": _approve,
    "refuse_change": _refuse_change,
    "publish_change": _publish,
    "discard_change": _discard_change,
    "unpublish": _unpublish,
    "trash": _trash,
    "restore": _restore,
}
