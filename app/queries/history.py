"""What happened to an article: its earlier texts, and who did what with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from app.models import Decision, LogEntry, Person, Revision

LATEST = 50


@dataclass(frozen=True)
class Version:
    """One text of an article, without the text."""

    id: int
    number: int
    title: str
    created_at: datetime
    author: str
    """The full name; empty when the account is gone."""
    decision: Decision | None
    decided_at: datetime | None
    decider: str
    reason: str
    erased_at: datetime | None


@dataclass(frozen=True)
class Deed:
    """One entry of the journal about an article; `actor` is empty when the account is gone."""

    at: datetime
    actor_id: int | None
    actor: str
    action: str
    details: dict[str, Any]


def versions(session: Session, article_id: int) -> list[Version]:
    """Return the latest texts of an article, the newest first, in one query."""
    author, decider = aliased(Person), aliased(Person)
    rows = session.execute(
        select(
            Revision.id,
            Revision.number,
            Revision.title,
            Revision.created_at,
            Revision.decision,
            Revision.decided_at,
            Revision.reason,
            Revision.erased_at,
            author.full_name.label("author"),
            decider.full_name.label("decider"),
        )
        .outerjoin(author, author.id == Revision.author_id)
        .outerjoin(decider, decider.id == Revision.decided_by_id)
        .where(Revision.article_id == article_id)
        .order_by(Revision.number.desc())
        .limit(LATEST)
    )
    return [
        Version(
            id=row.id,
            number=row.number,
            title=row.title,
            created_at=row.created_at,
            author=row.author or "",
            decision=row.decision,
            decided_at=row.decided_at,
            decider=row.decider or "",
            reason=row.reason or "",
            erased_at=row.erased_at,
        )
        for row in rows
    ]


def deeds(session: Session, article_id: int) -> list[Deed]:
    """Return what was last done with an article, the latest first, in one query."""
    rows = session.execute(
        select(LogEntry, Person.full_name)
        .outerjoin(Person, Person.id == LogEntry.actor_id)
        .where(LogEntry.subject == "article", LogEntry.subject_id == article_id)
        .order_by(LogEntry.at.desc(), LogEntry.id.desc())
        .limit(LATEST)
    )
    return [
        Deed(entry.at, entry.actor_id, actor or "", entry.action, entry.details)
        for entry, actor in rows
    ]


def standing_refusal(texts: Sequence[Version]) -> Version | None:
    """Return the last refusal, until a later text was approved; `texts` begin with the newest."""
    decided = next((text for text in texts if text.decision is not None), None)
    return decided if decided is not None and decided.decision is Decision.REFUSED else None
