"""Who waits before a page for the end of a job is told, once, that it failed."""

from collections.abc import Mapping
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from app.actions.log import record
from app.jobs.errors import Hopeless
from app.jobs.run import MOST_WATCHED_ATTEMPTS, RunningJob, Watched
from app.models import JobState, LogEntry
from tests.factories import NOW
from tests.jobs.conftest import fresh, make_due
from tests.jobs.test_run import leave, note, notes, run


@pytest.mark.parametrize(
    ("error", "attempts"),
    [
        (ValueError("no"), 1),
        (Hopeless("no"), 1),
        (OSError("full"), MOST_WATCHED_ATTEMPTS),
        (OperationalError("", {}, Exception("locked")), MOST_WATCHED_ATTEMPTS),
    ],
)
def test_a_failure_for_good_is_told_in_its_transaction(
    app: Flask, session: Session, error: Exception, attempts: int
) -> None:
    job_id = leave(session, say="no")

    def breaks(session: Session, arguments: Mapping[str, Any], job: RunningJob) -> None:
        note(session, arguments, job)
        session.flush()
        raise error

    def tell(session: Session, arguments: Mapping[str, Any]) -> None:
        record(session, NOW, None, arguments["say"], "job", 1)

    for number in range(1, attempts + 1):
        assert notes(session) == 0
        assert run(app, Watched(breaks, tell))
        job = fresh(job_id)
        assert (job.state is JobState.FAILED) == (number == attempts)
        make_due(job_id)
    session.rollback()
    assert session.scalars(select(LogEntry.action)).all() == ["no"]
