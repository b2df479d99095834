"""Traces of people and of work go after their time."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.actions.log import record
from app.actions.purge import Moments, purge_batches, purge_traces
from app.models import (
    AccessCode,
    Batch,
    BatchItem,
    BatchState,
    CodeKind,
    Job,
    JobState,
    LogEntry,
    LoginFailure,
    Notice,
    NoticeKind,
    UserSession,
)
from app.rules.batches import BatchAction
from app.rules.retention import months_before
from app.rules.workflow import Status
from tests.factories import NOW, make_article, make_person, make_rubrique

REAL = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)
MOMENTS = Moments(school=NOW, real=REAL)
DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)


def count(session: Session, table: type[object]) -> int:
    return session.scalar(select(func.count()).select_from(table)) or 0


def purge(session: Session, moments: Moments = MOMENTS) -> None:
    while purge_traces(session, moments) + purge_batches(session, moments):
        session.flush()


def test_the_journal_is_kept_for_twelve_months(session: Session) -> None:
    year_ago = datetime(2025, 3, 24, 9, 0, tzinfo=UTC)
    for at in (year_ago, year_ago + SECOND):
        record(session, at, None, "save", "article", 1)
    session.flush()
    purge(session)
    assert session.scalars(select(LogEntry.at)).all() == [year_ago + SECOND]


def test_sessions_codes_and_wrong_passwords_go(session: Session) -> None:
    person = make_person(session)
    for name, days in (("old", 30), ("kept", 29)):
        ended = REAL - days * DAY
        session.add(
            UserSession(
                token_hash=name,
                person_id=person.id,
                created_at=ended - DAY,
                seen_at=ended - DAY,
                expires_at=ended,
            )
        )
        for kind, used_at, expires_at in (
            ("used", ended, REAL + DAY),
            ("expired", None, ended),
        ):
            session.add(
                AccessCode(
                    kind=CodeKind.ACTIVATION,
                    person_id=person.id,
                    code_hash=f"{name} {kind}",
                    created_at=ended - DAY,
                    expires_at=expires_at,
                    used_at=used_at,
                )
            )
    for minutes in (15, 14):
        at = REAL - timedelta(minutes=minutes)
        session.add(LoginFailure(login="lou", address="127.0.0.1", at=at))
    session.flush()
    purge(session)
    assert session.scalars(select(UserSession.token_hash)).all() == ["kept"]
    assert sorted(session.scalars(select(AccessCode.code_hash))) == ["kept expired", "kept used"]
    assert count(session, LoginFailure) == 1


def test_ended_jobs_go_and_waiting_ones_stay(session: Session) -> None:
    for state, days in (
        (JobState.DONE, 30),
        (JobState.FAILED, 30),
        (JobState.DONE, 29),
        (JobState.WAITING, None),
        (JobState.RUNNING, None),
    ):
        ended = None if days is None else REAL - days * DAY
        made = REAL - 60 * DAY
        session.add(Job(kind="x", state=state, created_at=made, due_at=made, ended_at=ended))
    session.flush()
    purge(session)
    states = sorted(session.scalars(select(Job.state)))
    assert states == [JobState.DONE, JobState.RUNNING, JobState.WAITING]


def test_messages_go_after_twelve_months(session: Session) -> None:
    person = make_person(session)
    article = make_article(session, make_rubrique(session))
    for days in (366, 300):
        session.add(
            Notice(
                person_id=person.id,
                kind=NoticeKind.APPROVED,
                article_id=article.id,
                at=NOW - days * DAY,
                read_at=NOW - days * DAY,
            )
        )
    session.flush()
    purge(session)
    assert count(session, Notice) == 1


def test_batches_go_after_90_days_but_none_that_is_at_work(session: Session) -> None:
    person = make_person(session)
    article = make_article(session, make_rubrique(session))
    for state, days in (
        (BatchState.DONE, 90),
        (BatchState.PREVIEWED, 90),
        (BatchState.QUEUED, 90),
        (BatchState.DONE, 89),
    ):
        batch = Batch(
            action=BatchAction.TRASH,
            person_id=person.id,
            created_at=NOW - days * DAY,
            state=state,
        )
        session.add(batch)
        session.flush()
        for position in range(2):
            session.add(
                BatchItem(
                    batch_id=batch.id,
                    position=position,
                    article_id=article.id,
                    title="Un article",
                    expected_status=Status.ONLINE,
                )
            )
    session.flush()
    purge(session)
    assert sorted(session.scalars(select(Batch.state))) == [BatchState.DONE, BatchState.QUEUED]
    assert count(session, BatchItem) == 4


@pytest.mark.parametrize(
    ("moment", "months", "expected"),
    [
        ("2026-03-24", 12, "2025-03-24"),
        ("2028-02-29", 12, "2027-02-28"),
        ("2026-03-31", 1, "2026-02-28"),
        ("2026-01-15", 24, "2024-01-15"),
        ("2026-12-31", 13, "2025-11-30"),
    ],
)
def test_months_before(moment: str, months: int, expected: str) -> None:
    assert months_before(datetime.fromisoformat(moment), months) == datetime.fromisoformat(expected)
