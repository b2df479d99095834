"""Let a fault of a text pass, with a reason, and take that back."""

from datetime import datetime

from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.orm import Session

from app.actions.checks import ask_for_check
from app.actions.exceptions import NotAllowed, ReasonMissing
from app.actions.log import record
from app.models import Article, Waiver
from app.queries.workpiece import Workpiece
from app.text.kinds import WAIVABLE, Finding


def waive(
    session: Session,
    now: datetime,
    actor_id: int,
    work: Workpiece,
    finding: Finding,
    reason: str,
) -> None:
    """Let a finding pass in all texts of an article where the same words stand.

    For whoever may write the article. Confirmed again, the last reason holds. Raises NotAllowed,
    also for a kind that has to be mended, and ReasonMissing.
    """
    if not work.may_write or finding.kind not in WAIVABLE:
        raise NotAllowed
    if not reason.strip():
        raise ReasonMissing
    # Two who confirm the same thing at once do it one after the other.
    session.execute(select(Article.id).where(Article.id == work.article.id).with_for_update())
    same = _same(work, finding.kind, finding.key)
    session.execute(delete(Waiver).where(*same))
    session.add(
        Waiver(
            article_id=work.article.id,
            kind=finding.kind,
            place_key=finding.key,
            reason=reason.strip(),
            person_id=actor_id,
            at=now,
        )
    )
    session.flush()
    if work.online is not None:
        ask_for_check(session, [work.article.id])
    told = {"fault": finding.kind, "place": finding.place, "reason": reason.strip()}
    record(session, now, actor_id, "waive", "article", work.article.id, **told)


def withdraw_waiver(
    session: Session, now: datetime, actor_id: int, work: Workpiece, kind: str, key: str
) -> None:
    """Take back that a finding passes; raises NotAllowed. What is not there changes nothing."""
    if not work.may_write:
        raise NotAllowed
    waiver = session.scalar(select(Waiver).where(*_same(work, kind, key)))
    if waiver is None:
        return
    session.delete(waiver)
    session.flush()
    if work.online is not None:
        ask_for_check(session, [work.article.id])
    told = {"fault": kind, "place": key}
    record(session, now, actor_id, "withdraw_waiver", "article", work.article.id, **told)


def _same(work: Workpiece, kind: str, key: str) -> tuple[ColumnElement[bool], ...]:
    return Waiver.article_id == work.article.id, Waiver.kind == kind, Waiver.place_key == key
