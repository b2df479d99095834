"""What happened to an article: its earlier texts, and who did what with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, select
from sqlalchemy.orm import Session, aliased

from app.models import Decision, LogEntry, Person, Revision
from app.queries.keyset import Cursor, Slice, by_key, sliced

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
    is_minor: bool
    submitted_at: datetime | None
    erased_at: datetime | None


@dataclass(frozen=True)
class Deed:
    """One entry of the journal about a thing; `actor` is empty when the account is gone."""

    at: datetime
    actor_id: int | None
    actor: str
    action: str
    details: dict[str, Any]
    subject_id: int | None = None


def versions(session: Session, article_id: int) -> list[Version]:
    """Return the latest texts of an article, the newest first, in one query."""
    latest = _texts(article_id).order_by(Revision.number.desc()).limit(LATEST)
    return [_version(row) for row in session.execute(latest)]


def versions_by_page(
    session: Session, article_id: int, cursor: Cursor | None, size: int
) -> Slice[Version]:
    """Return one page of the texts of an article, the newest first, in one query."""
    page = by_key(
        _texts(article_id),
        Revision.number.expression,
        Revision.id.expression,
        descending=True,
        cursor=cursor,
        size=size,
    )
    return sliced([_version(row) for row in session.execute(page)], cursor, size)


def version(session: Session, article_id: int, revision_id: int) -> Version | None:
    """Return one text of an article, none when it is another article's."""
    row = session.execute(_texts(article_id).where(Revision.id == revision_id)).one_or_none()
    return None if row is None else _version(row)


def text_before(session: Session, article_id: int, number: int) -> Revision | None:
    """Return the text of an article that came before the one of this number."""
    return session.scalar(
        select(Revision)
        .where(Revision.article_id == article_id, Revision.number < number)
        .order_by(Revision.number.desc())
        .limit(1)
    )


def deeds(session: Session, subject_id: int, subject: str = "article") -> list[Deed]:
    """Return what was last done with an article or another thing, latest first, in one query."""
    is_about = and_(LogEntry.subject == subject, LogEntry.subject_id == subject_id)
    return deeds_where(session, is_about)


def deeds_where(session: Session, is_about: ColumnElement[bool]) -> list[Deed]:
    """Return the latest entries of the journal about some things, latest first, in one query."""
    rows = session.execute(
        select(LogEntry, Person.full_name)
        .outerjoin(Person, Person.id == LogEntry.actor_id)
        .where(is_about)
        .order_by(LogEntry.at.desc(), LogEntry.id.desc())
        .limit(LATEST)
    )
    return [
        Deed(entry.at, entry.actor_id, actor or "", entry.action, entry.details, entry.subject_id)
        for entry, actor in rows
    ]


def standing_refusal(texts: Sequence[Version]) -> Version | None:
    """Return the last refusal, until a later text was approved; `texts` begin with the newest."""
    decided = next((text for text in texts if text.decision is not None), None)
    return decided if decided is not None and decided.decision is Decision.REFUSED else None


def _texts(article_id: int) -> Select[*tuple[Any, ...]]:
    author, decider = aliased(Person), aliased(Person)
    return (
        select(
            Revision.id,
            Revision.number,
            Revision.title,
            Revision.created_at,
            Revision.decision,
            Revision.decided_at,
            Revision.reason,
            Revision.is_minor,
            Revision.submitted_at,
            Revision.erased_at,
            author.full_name.label("author"),
            decider.full_name.label("decider"),
        )
        .outerjoin(author, author.id == Revision.author_id)
        .outerjoin(decider, decider.id == Revision.decided_by_id)
        .where(Revision.article_id == article_id)
    )


def _version(row: Row[*tuple[Any, ...]]) -> Version:
    return Version(
        id=row.id,
        number=row.number,
        title=row.title,
        created_at=row.created_at,
        author=row.author or "",
        decision=row.decision,
        decided_at=row.decided_at,
        decider=row.decider or "",
        reason=row.reason or "",
        is_minor=row.is_minor,
        submitted_at=row.submitted_at,
        erased_at=row.erased_at,
    )
