"""Which online texts the check has to look at, and what it found there."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, insert, select
from sqlalchemy.orm import Session

from app.actions.jobs import enqueue
from app.models import Article, CheckedText, Job, JobState, MediaUse
from app.queries.online_check import is_checking_all
from app.text.kinds import Finding, Gravity

CHECK_JOB = "check"
"""The kind of job that looks at what is online and was not checked yet."""
CHECK_ALL_JOB = "check_all"
"""The kind that looks at everything again; with `rubrique_ids`, at what is online there."""
MOST_PLACES = 3
"""Of each kind, the first places are kept."""
FEW = 500
"""Rows that one statement removes."""


def ask_for_check(session: Session, article_ids: Collection[int]) -> None:
    """Let the online texts of some articles be checked soon, in the caller's transaction.

    Until then nothing is said of them.
    """
    _forget(session, Article.id.in_(sorted(article_ids)))


def ask_for_check_with(session: Session, media_id: int) -> None:
    """Let the online texts that use a file be checked soon: it is, or is said to be, another."""
    uses = select(MediaUse.revision_id).where(
        MediaUse.media_id == media_id, MediaUse.revision_id.is_not(None)
    )
    ids = session.scalars(select(Article.id).where(Article.online_revision_id.in_(uses))).all()
    if ids:
        ask_for_check(session, ids)


def ask_for_check_in(session: Session, rubrique_ids: Collection[int]) -> None:
    """Let all that is online in some rubriques be checked soon: who may read it has changed."""
    _forget(session, Article.rubrique_id.in_(sorted(rubrique_ids)))


def ask_for_all(session: Session, rubrique_ids: Collection[int]) -> bool:
    """Let all that is online in some rubriques be checked again; false when that is under way."""
    if is_checking_all(session):
        return False
    enqueue(session, CHECK_ALL_JOB, rubrique_ids=sorted(rubrique_ids))
    return True


def note_findings(session: Session, now: datetime, found: Mapping[int, Iterable[Finding]]) -> None:
    """Write down what the check found in some texts, by their ids; those gone since are left out.

    `now` is the moment from which the texts were as the check saw them.
    """
    online = Article.online_revision_id.in_(sorted(found))
    there = set(session.scalars(select(Article.online_revision_id).where(online)))
    session.execute(delete(CheckedText).where(CheckedText.revision_id.in_(sorted(found))))
    rows = [_row(now, id_, list(found[id_])) for id_ in sorted(found) if id_ in there]
    if rows:
        session.execute(insert(CheckedText), rows)


def forget_what_left(session: Session) -> bool:
    """Remove some of what was found in texts that are online no more; false when none is left."""
    online = select(Article.id).where(Article.online_revision_id == CheckedText.revision_id)
    left = session.scalars(select(CheckedText.revision_id).where(~online.exists()).limit(FEW)).all()
    if left:
        session.execute(delete(CheckedText).where(CheckedText.revision_id.in_(left)))
    return bool(left)


def _forget(session: Session, of_articles: ColumnElement[bool]) -> None:
    online = select(Article.online_revision_id).where(
        of_articles, Article.online_revision_id.is_not(None)
    )
    session.execute(delete(CheckedText).where(CheckedText.revision_id.in_(online)))
    # A job that waits begins after this transaction, and finds what this one left to be done: its
    # row is locked, so that no worker takes it before.
    waits = (
        select(Job.id)
        .where(Job.state == JobState.WAITING, Job.kind == CHECK_JOB)
        .limit(1)
        .with_for_update()
    )
    if session.scalar(waits) is None:
        enqueue(session, CHECK_JOB)


def _row(now: datetime, revision_id: int, findings: list[Finding]) -> dict[str, Any]:
    by_kind: dict[str, list[Finding]] = {}
    for one in findings:
        by_kind.setdefault(one.kind, []).append(one)
    number = dict.fromkeys(Gravity, 0)
    for one in findings:
        number[one.gravity] += 1
    return {
        "revision_id": revision_id,
        "checked_at": now,
        "blocks": number[Gravity.BLOCKS],
        "warns": number[Gravity.WARNS],
        "advises": number[Gravity.ADVISES],
        "findings": [
            {
                "kind": kind,
                "gravity": some[0].gravity,
                "count": len(some),
                "places": _places(some),
            }
            for kind, some in by_kind.items()
        ],
    }


def _places(findings: list[Finding]) -> list[str]:
    words = dict.fromkeys(one.place for one in findings if one.place)
    return list(words)[:MOST_PLACES]
