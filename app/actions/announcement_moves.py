"""Move an announcement from one state to the next, as `rules/announcements.py` allows."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from app.actions.announcement_mail import queue_announced
from app.actions.announcements import change_if_unchanged, ensure_open
from app.actions.exceptions import AlreadyEnded, NotAllowed, Outdated, ReasonMissing
from app.actions.log import record
from app.actions.notices import notify
from app.models import NoticeKind
from app.queries.announcement_work import AnnouncementWork, approvers
from app.rules.announcements import NAMED, Move

SHORTEST = timedelta(microseconds=1)
"""What is ended in the moment in which it began was there this long before: it ends at once."""


@dataclass(frozen=True)
class Moving:
    """A move being made: by whom, when, on what."""

    session: Session
    now: datetime
    actor_id: int
    work: AnnouncementWork
    move: Move
    seen_version: int
    reason: str

    def change(self, **values: Any) -> None:
        """Change the row; raises Outdated."""
        if self.move.target is not None:
            values = {"status": self.move.target, **values}
        change_if_unchanged(self.session, self.work.announcement, self.seen_version, **values)

    def tell(self, kind: NoticeKind, *person_ids: int | None, text: str = "") -> None:
        """Leave a notice about the announcement."""
        notify(
            self.session,
            self.now,
            kind,
            [person_id for person_id in person_ids if person_id is not None],
            announcement_id=self.work.announcement.id,
            actor_id=self.actor_id,
            text=text,
        )


def make_move(
    session: Session,
    now: datetime,
    actor_id: int,
    work: AnnouncementWork,
    name: str,
    *,
    seen_version: int,
    reason: str = "",
) -> None:
    """Make one move, log it, and tell those whom it concerns.

    `seen_version` is what the person saw when deciding. Raises NotAllowed for what this person
    never may, Outdated when the announcement is no longer as it was seen, ReasonMissing, and
    AlreadyEnded for what would go online after its end.
    """
    if name not in _MOVES:
        raise NotAllowed
    ensure_open(work, name)
    move, found = NAMED[name], work.announcement
    if found.version != seen_version:
        raise Outdated
    if move.needs_reason and not reason.strip():
        raise ReasonMissing
    if move.goes_online and found.ends_at <= now:
        raise AlreadyEnded
    before = found.status
    moving = Moving(session, now, actor_id, work, move, seen_version, reason.strip())
    _MOVES[name](moving)
    session.flush()
    record(
        session,
        now,
        actor_id,
        name,
        "announcement",
        found.id,
        **{"from": before, "to": found.status},
        title=found.title,
        **({"reason": moving.reason} if moving.reason else {}),
    )


def _submit(moving: Moving) -> None:
    moving.change(submitted_at=moving.now, refusal=None, decided_at=None, decided_by_id=None)
    moving.tell(NoticeKind.ANNOUNCEMENT_SUBMITTED, *approvers(moving.session))


def _withdraw(moving: Moving) -> None:
    moving.change(submitted_at=None)


def _send(moving: Moving) -> None:
    found = moving.work.announcement
    moving.change(
        starts_at=max(found.starts_at, moving.now),
        submitted_at=None,
        refusal=None,
        decided_at=moving.now,
        decided_by_id=moving.actor_id,
    )
    queue_announced(moving.session, found)


def _approve(moving: Moving) -> None:
    _send(moving)
    moving.tell(NoticeKind.ANNOUNCEMENT_APPROVED, moving.work.announcement.author_id)


def _refuse(moving: Moving) -> None:
    moving.change(
        submitted_at=None,
        refusal=moving.reason,
        decided_at=moving.now,
        decided_by_id=moving.actor_id,
    )
    author_id = moving.work.announcement.author_id
    moving.tell(NoticeKind.ANNOUNCEMENT_REFUSED, author_id, text=moving.reason)


def _recall(moving: Moving) -> None:
    moving.change(decided_at=None, decided_by_id=None)


def _end(moving: Moving) -> None:
    start = moving.work.announcement.starts_at
    moving.change(starts_at=min(start, moving.now - SHORTEST), ends_at=moving.now)


def _decline(moving: Moving) -> None:
    moving.change(decided_at=moving.now, decided_by_id=moving.actor_id)


def _pass_on(moving: Moving) -> None:
    _decline(moving)
    queue_announced(moving.session, moving.work.announcement)


_MOVES: dict[str, Callable[[Moving], None]] = {
    "submit": _submit,
    "withdraw": _withdraw,
    "send": _send,
    "approve": _approve,
    "refuse": _refuse,
    "recall": _recall,
    "end": _end,
    "decline": _decline,
    "pass_on": _pass_on,
}
