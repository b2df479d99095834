"""A job is claimed by one worker, ends in the transaction of its work, and is tried again."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.actions.jobs import enqueue
from app.actions.log import record
from app.database import ONLY_READS
from app.extensions import db
from app.jobs import queue
from app.jobs.errors import Hopeless, LeaseLost, WorkerStops
from app.jobs.run import Handler, RunningJob, run_due
from app.jobs.schedule import plan
from app.models import Job, JobState, LogEntry
from tests.factories import NOW
from tests.jobs.conftest import fresh, make_due, the_job
from tests.statements import recorded


def leave(session: Session, kind: str = "note", **options: Any) -> int:
    enqueue(session, kind, **options)
    session.commit()
    return the_job(kind).id


def run(app: Flask, handler: Handler, *, stopping: bool = False) -> bool:
    db.session.rollback()
    with app.app_context():
        return run_due({"note": handler}, lambda: stopping)


def note(session: Session, arguments: Mapping[str, Any], job: RunningJob) -> None:
    record(session, NOW, None, "note", "job", job.id)


def notes(session: Session) -> int:
    session.rollback()
    return session.scalar(select(func.count()).select_from(LogEntry)) or 0


def test_the_end_of_a_job_is_in_the_transaction_of_its_work(app: Flask, session: Session) -> None:
    leave(session)
    session.rollback()
    with recorded(db.engine) as sent:
        assert run(app, note)
    changes = [words for words in sent if words.startswith(("INSERT", "UPDATE", "COMMIT"))]
    assert [words.split()[0] for words in changes] == [
        "UPDATE",
        "COMMIT",
        "INSERT",
        "UPDATE",
        "COMMIT",
    ]
    assert notes(session) == 1
    assert not run(app, note)


def test_what_a_failed_job_did_is_undone(app: Flask, session: Session) -> None:
    job_id = leave(session)

    def breaks(session: Session, arguments: Mapping[str, Any], job: RunningJob) -> None:
        note(session, arguments, job)
        session.flush()
        raise RuntimeError("lou@example.org said no")

    assert run(app, breaks)
    job = fresh(job_id)
    assert (job.state, job.attempts, job.last_error) == (JobState.WAITING, 1, "RuntimeError")
    assert notes(session) == 0
    assert not run(app, note), "it waits"
    make_due(job_id)
    assert run(app, note)
    assert notes(session) == 1


def test_a_job_of_an_unknown_kind_is_given_up(app: Flask, session: Session) -> None:
    job_id = leave(session, "mystery")
    run(app, note)
    assert fresh(job_id).state is JobState.FAILED


def test_a_hopeless_job_is_not_tried_again(app: Flask, session: Session) -> None:
    job_id = leave(session)

    def gives_up(session: Session, arguments: Mapping[str, Any], job: RunningJob) -> None:
        raise Hopeless("nobody lou@example.org 'Lou' there")

    run(app, gives_up)
    job = fresh(job_id)
    assert (job.state, job.last_error) == (JobState.FAILED, "nobody … … there")


def test_jobs_run_in_the_order_in_which_they_are_due(app: Flask, session: Session) -> None:
    late = datetime.now(UTC) - timedelta(hours=1)
    first = leave(session)
    enqueue(session, "note", due=late)
    enqueue(session, "note", due=datetime.now(UTC) + timedelta(hours=1))
    session.commit()
    order: list[int] = []

    def note_order(session: Session, arguments: Mapping[str, Any], job: RunningJob) -> None:
        order.append(job.id)

    while run(app, note_order):
        pass
    assert order == [first + 1, first]


def test_one_worker_gets_a_job(session: Session) -> None:
    job_id = leave(session)
    now = datetime.now(UTC)
    claimed = queue.claim(session, job_id, now)
    assert claimed is not None
    assert claimed.attempt == 1
    assert queue.claim(session, job_id, now) is None
    assert queue.claim(session, job_id, now + queue.LEASE - timedelta(seconds=1)) is None
    again = queue.claim(session, job_id, now + queue.LEASE)
    assert again is not None
    assert again.attempt == 2


def test_a_worker_that_lost_its_lease_changes_nothing(session: Session) -> None:
    job_id = leave(session)
    now = datetime.now(UTC)
    stopped = queue.claim(session, job_id, now)
    other = queue.claim(session, job_id, now + queue.LEASE)
    assert stopped is not None
    assert other is not None
    for change in (queue.finish, queue.extend, queue.put_back):
        with pytest.raises(LeaseLost):
            change(session, stopped, now)
    with pytest.raises(LeaseLost):
        queue.fail(session, stopped, now, "late")
    queue.finish(session, other, now)
    assert session.get_one(Job, job_id, populate_existing=True).state is JobState.DONE


def test_a_chunk_of_a_worker_that_lost_its_lease_does_not_count(
    app: Flask, session: Session
) -> None:
    leave(session)

    def sleeps_too_long(session: Session, arguments: Mapping[str, Any], job: RunningJob) -> None:
        session.commit()
        make_due(job.id)
        assert queue.claim(session, job.id, datetime.now(UTC)) is not None
        session.commit()
        note(session, arguments, job)
        job.checkpoint()

    run(app, sleeps_too_long)
    assert notes(session) == 0
    assert the_job("note").state is JobState.RUNNING, "the other worker has it"


def test_a_long_job_keeps_its_lease_and_ends_with_the_worker(app: Flask, session: Session) -> None:
    """What a chunk did counts; the rest is done after the next start, without a failure."""
    job_id = leave(session)

    def in_chunks(session: Session, arguments: Mapping[str, Any], job: RunningJob) -> None:
        done = session.scalar(select(func.count()).select_from(LogEntry)) or 0
        for _ in range(done, 3):
            note(session, arguments, job)
            job.checkpoint()

    run(app, in_chunks, stopping=True)
    assert notes(session) == 1
    job = fresh(job_id)
    assert (job.state, job.attempts) == (JobState.WAITING, 0)
    assert run(app, in_chunks)
    assert notes(session) == 3
    assert fresh(job_id).state is JobState.DONE


def test_a_checkpoint_says_that_the_worker_stops(app: Flask, session: Session) -> None:
    leave(session)
    seen = []

    def looks(session: Session, arguments: Mapping[str, Any], job: RunningJob) -> None:
        try:
            job.checkpoint()
        except WorkerStops:
            seen.append("stops")
            raise

    run(app, looks, stopping=True)
    assert seen == ["stops"]


def test_a_job_that_ends_its_worker_each_time_is_given_up(app: Flask, session: Session) -> None:
    job_id = leave(session)
    for attempt in range(1, queue.MOST_ATTEMPTS + 1):
        claimed = queue.claim(session, job_id, datetime.now(UTC))
        assert claimed is not None
        assert claimed.attempt == attempt
        session.commit()
        make_due(job_id)
    run(app, note)
    assert fresh(job_id).state is JobState.FAILED
    assert notes(session) == 0


def test_looking_for_work_asks_little(app: Flask, session: Session) -> None:
    """An idle worker takes no lock, and its questions are answered by the index."""
    session.rollback()
    with recorded(db.engine) as sent:
        assert not run(app, note)
    assert len([words for words in sent if words.startswith("SELECT")]) == 2
    assert not [words for words in sent if words.startswith("BEGIN IMMEDIATE")]
    if db.engine.dialect.name == "sqlite":
        with db.engine.connect().execution_options(**ONLY_READS) as connection:
            due = next(words for words in sent if "ORDER BY" in words)
            plan_of = connection.exec_driver_sql(
                f"EXPLAIN QUERY PLAN {due}", ("waiting", "2026-01-01", 1, 0)
            )
            steps = " ".join(str(row) for row in plan_of)
        assert "USING COVERING INDEX ix_job_due" in steps
        assert "TEMP B-TREE" not in steps


NIGHTLY = ["check_all", "end_guests", "purge"]
MORNING = ["announced_digest", "check_all", "digest", "end_guests", "purge"]


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2026-03-24T02:59+01:00", ["end_guests"]),
        ("2026-03-24T03:00+01:00", ["end_guests", "purge"]),
        ("2026-03-24T04:00+01:00", NIGHTLY),
        ("2026-03-24T07:00+01:00", MORNING),
        ("2026-03-24T23:59+01:00", MORNING),
        ("2026-07-14T05:00+00:00", MORNING),
    ],
)
def test_each_day_has_its_jobs_once(session: Session, moment: str, expected: list[str]) -> None:
    """However often it is asked, also with the clock set back; the hours are those of Paris."""
    for _ in range(3):
        plan(session, datetime.fromisoformat(moment))
        session.commit()
    plan(session, datetime.fromisoformat(moment) - timedelta(hours=1))
    session.commit()
    keys = [f"{kind} {moment[:10]}" for kind in expected]
    assert sorted(session.scalars(select(Job.unique_key)).all()) == keys
