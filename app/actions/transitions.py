"""Move an article from one state to the next, as `rules/workflow.py` allows."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.actions.changes import change_if_unchanged
from app.actions.exceptions import NotAllowed, Outdated, ReasonMissing, StartMissing
from app.actions.gate import refuse_faulty
from app.actions.log import record
from app.actions.newest import note_newest
from app.actions.notices import notify
from app.actions.online import online_values
from app.actions.revisions import add_revision, text_of
from app.actions.search import forget_article, index_article
from app.models import Decision, NoticeKind, Revision
from app.queries.checked import Standards
from app.queries.moderators import moderators_of
from app.queries.workpiece import Workpiece
from app.rules.roles import Permission, allows
from app.rules.workflow import TRANSITIONS, Status, Transition, restored_status

GOING_OUT = frozenset({"publish", "schedule", "approve", "publish_change", "approve_change"})
"""What gives readers the newest text."""


@dataclass(frozen=True)
class Move:
    """A transition being made: by whom, when, on what."""

    session: Session
    now: datetime
    actor_id: int
    work: Workpiece
    transition: Transition
    reason: str = ""
    starts_at: datetime | None = None
    quiet: bool = False

    def change(self, **values: Any) -> None:
        """Change the article's row; raises Outdated."""
        change_if_unchanged(self.session, self.now, self.work.article, **values)

    def decide(self, decision: Decision) -> None:
        """Say what was decided of the newest text."""
        newest = self.work.newest
        newest.decision, newest.decided_at = decision, self.now
        newest.decided_by_id = self.actor_id
        newest.reason = self.reason or None

    def tell(self, kind: NoticeKind, *person_ids: int | None, text: str = "") -> None:
        """Leave a notice about the article, unless whoever moves many of them tells it at once."""
        if self.quiet:
            return
        notify(
            self.session,
            self.now,
            kind,
            [person_id for person_id in person_ids if person_id is not None],
            article_id=self.work.article.id,
            actor_id=self.actor_id,
            text=text,
        )


def make_transition(
    session: Session,
    now: datetime,
    actor_id: int,
    work: Workpiece,
    name: str,
    *,
    seen_revision_id: int | None = None,
    reason: str = "",
    starts_at: datetime | None = None,
    quiet: bool = False,
    standards: Standards | None = None,
) -> None:
    """Make one transition, log it, and tell those whom it concerns.

    `seen_revision_id` is the text that the person saw when deciding, none where it does not matter;
    `standards` are shared by many that are checked in a row. Raises NotAllowed when the role never
    allows it, Outdated when the article is no longer as it was seen, ReasonMissing, StartMissing,
    AlreadyEnded, and Faulty when everybody would read what the check keeps from the public.
    """
    transition = work.transition(name)
    if transition is None:
        raise _refusal(work, name)
    if seen_revision_id is not None and work.newest.id != seen_revision_id:
        raise Outdated
    if transition.needs_reason and not reason.strip():
        raise ReasonMissing
    text = _text_going_out(work, name)
    if text is not None:
        refuse_faulty(session, now, work, text, standards)
    before = work.article.status
    move = Move(session, now, actor_id, work, transition, reason.strip(), starts_at, quiet)
    _MOVES[name](move)
    session.flush()
    record(
        session,
        now,
        actor_id,
        name,
        "article",
        work.article.id,
        **{"from": before, "to": work.article.status},
        title=work.newest.title,
        **({"reason": move.reason} if move.reason else {}),
    )


def _refusal(work: Workpiece, name: str) -> Exception:
    """Return why a transition is not open: never for this role, or no longer."""
    known = next((one for one in TRANSITIONS if one.name == name), None)
    allowed = known is not None and allows(known.permission, work.role, work.own)
    return (
        Outdated()
        if allowed and not (known and known.author_only and not work.own)
        else NotAllowed()
    )


def _text_going_out(work: Workpiece, name: str) -> Revision | None:
    """Return the text that readers get by a transition, if it gives them one."""
    if name in GOING_OUT:
        return work.newest
    former = work.article.former_status
    if name == "restore" and former is Status.ONLINE:
        goes_on = restored_status(former, work.role, work.own) is Status.ONLINE
        return work.online if goes_on else None
    return None


def _submit(move: Move) -> None:
    work = move.work
    newest: Revision = work.newest
    move.change(status=move.transition.target, waiting_since=move.now)
    if newest.decision is not None:
        newest = add_revision(
            move.session,
            move.now,
            move.actor_id,
            work.article,
            text_of(move.session, newest),
            after=newest,
        )
        note_newest(move.session, work.article, newest)
    newest.submitted_at = move.now
    move.tell(NoticeKind.SUBMITTED, *moderators_of(move.session, work.article.rubrique_id))


def _withdraw(move: Move) -> None:
    move.change(status=move.transition.target, waiting_since=None)
    move.work.newest.submitted_at = None


def _approve(move: Move) -> None:
    move.decide(Decision.APPROVED)
    _publish(move)
    move.tell(NoticeKind.APPROVED, move.work.article.author_id)


def _refuse(move: Move) -> None:
    move.decide(Decision.REFUSED)
    move.change(status=move.transition.target, waiting_since=None)
    move.tell(NoticeKind.REFUSED, move.work.article.author_id, text=move.reason)


def _schedule(move: Move) -> None:
    if move.starts_at is None or move.starts_at <= move.now:
        raise StartMissing
    _publish(move)


def _publish(move: Move) -> None:
    work = move.work
    chosen = move.starts_at or work.article.starts_at
    move.change(waiting_since=None, **online_values(work.article, work.newest, move.now, chosen))
    index_article(move.session, work.article, work.newest)


def _discard_change(move: Move) -> None:
    online = move.work.online
    if online is None:
        raise Outdated
    move.change()
    note_newest(move.session, move.work.article, online)


def _unpublish(move: Move) -> None:
    move.work.newest.submitted_at = None
    move.change(status=move.transition.target, online_revision_id=None, waiting_since=None)
    forget_article(move.session, move.work.article)


def _trash(move: Move) -> None:
    work, former = move.work, move.work.article.status
    move.change(
        status=Status.TRASHED,
        former_status=former,
        trashed_at=move.now,
        trashed_by_id=move.actor_id,
    )
    if former is Status.ONLINE and not allows(Permission.DELETE, work.role, own=False):
        told = moderators_of(move.session, work.article.rubrique_id)
        move.tell(NoticeKind.TRASHED_BY_WRITER, *told)


def _restore(move: Move) -> None:
    work = move.work
    former = work.article.former_status or Status.DRAFT
    status = restored_status(former, work.role, work.own)
    values: dict[str, Any] = {}
    if status is Status.DRAFT:
        values = {"waiting_since": None, "online_revision_id": None}
        move.work.newest.submitted_at = None
        forget_article(move.session, work.article)
    move.change(status=status, trashed_at=None, trashed_by_id=None, former_status=None, **values)


_MOVES: dict[str, Callable[[Move], None]] = {
    "submit": _submit,
    "withdraw": _withdraw,
    "approve": _approve,
    "refuse": _refuse,
    "publish": _publish,
    "schedule": _schedule,
    "submit_change": _submit,
    "withdraw_change": _withdraw,
    "approve_change": _approve,
    "refuse_change": _refuse,
    "publish_change": _publish,
    "discard_change": _discard_change,
    "unpublish": _unpublish,
    "trash": _trash,
    "restore": _restore,
}
