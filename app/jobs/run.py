"""Run one job: claim it, hand it to its handler, write down how it ended.

A handler gets the database session, the job's arguments and the `RunningJob`. It works in
transactions of its own and may run again from the start after a kill: it must find where it was.
What it has not committed when it returns is committed together with the end of the job, so a job
that only changes the database happens exactly once.
"""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from flask import current_app
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from app.database import ONLY_READS
from app.extensions import db
from app.jobs.errors import Hopeless, LeaseLost, WorkerStops, describe
from app.jobs.queue import (
    MOST_ATTEMPTS,
    Claim,
    claim,
    extend,
    fail,
    finish,
    next_due,
    put_back,
)

PASSING = (OSError, OperationalError)
"""Troubles that may be gone a minute later: of the disk, or of the database itself."""
MOST_WATCHED_ATTEMPTS = 3
"""After minutes, not days, whoever waits before a page is told that it failed."""
BREATH = 0.02
"""Seconds between two chunks, in which whoever waits for the write lock gets it."""


class RunningJob:
    """What a handler knows of its job, and how it keeps it."""

    def __init__(self, session: Session, claimed: Claim, stopping: Callable[[], bool]) -> None:
        """Begin with a claim."""
        self.id = claimed.id
        self.created_at = claimed.created_at
        self._session = session
        self._claim = claimed
        self._stopping = stopping

    def checkpoint(self) -> None:
        """Commit the chunk that is done and keep the job for another lease.

        Raises LeaseLost when another worker has it, and then nothing of the chunk counts;
        WorkerStops when the worker shall end: the chunk counts, the rest is done later.
        """
        extend(self._session, self._claim, datetime.now(UTC))
        self._session.commit()
        if self._stopping():
            raise WorkerStops
        time.sleep(BREATH)


Handler = Callable[[Session, Mapping[str, Any], RunningJob], None]


@dataclass(frozen=True)
class Watched:
    """A handler for whose job somebody waits: it is given up early, and that is told.

    `given_up` works in the transaction in which the job fails for good, after all else was undone.
    """

    work: Handler
    given_up: Callable[[Session, Mapping[str, Any]], None]

    def __call__(self, session: Session, arguments: Mapping[str, Any], job: RunningJob) -> None:
        """Do the job."""
        self.work(session, arguments, job)


def run_due(handlers: Mapping[str, Handler], stopping: Callable[[], bool]) -> bool:
    """Run the next job that is due, in an application context; false when there is none."""
    with db.engine.connect().execution_options(**ONLY_READS) as connection:
        job_id = next_due(connection, datetime.now(UTC))
    if job_id is None:
        return False
    session = db.session()
    claimed = claim(session, job_id, datetime.now(UTC))
    session.commit()
    if claimed is not None:
        try:
            _run(session, claimed, handlers, stopping)
        except LeaseLost:
            session.rollback()
            current_app.logger.warning("job %s: another worker has taken it over", claimed.id)
    return True


def _run(
    session: Session,
    claimed: Claim,
    handlers: Mapping[str, Handler],
    stopping: Callable[[], bool],
) -> None:
    try:
        if claimed.attempt > MOST_ATTEMPTS:
            raise Hopeless("the worker was ended each time")
        if claimed.kind not in handlers:
            raise Hopeless(f"nothing does jobs of kind {claimed.kind}")
        job = RunningJob(session, claimed, stopping)
        handlers[claimed.kind](session, claimed.arguments, job)
        finish(session, claimed, datetime.now(UTC))
    except LeaseLost:
        raise
    except WorkerStops:
        session.rollback()
        put_back(session, claimed, datetime.now(UTC))
    except Exception as error:
        session.rollback()
        _note_failure(session, claimed, error, handlers.get(claimed.kind))
    session.commit()


def _note_failure(
    session: Session, claimed: Claim, error: Exception, handler: Handler | None
) -> None:
    hopeless = isinstance(error, Hopeless)
    words = describe(error)
    current_app.logger.warning(
        "job %s (%s), attempt %s: %s",
        claimed.id,
        claimed.kind,
        claimed.attempt,
        words,
        exc_info=None if hopeless or isinstance(error, OSError) else error,
    )
    if not isinstance(handler, Watched):
        fail(session, claimed, datetime.now(UTC), words, hopeless=hopeless)
    elif isinstance(error, PASSING) and claimed.attempt < MOST_WATCHED_ATTEMPTS:
        fail(session, claimed, datetime.now(UTC), words)
    else:
        fail(session, claimed, datetime.now(UTC), words, hopeless=True)
        handler.given_up(session, claimed.arguments)
