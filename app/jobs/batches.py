"""The job that does a batch, or undoes it, chunk by chunk."""

import time
from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from app import clock
from app.actions.batch_run import work_chunk
from app.jobs.run import RunningJob
from app.queries.school import read_school

HOLD = 0.12
"""Seconds after which a chunk ends: with its commit, the write lock is held for less than 0.2."""

REST = 0.1
"""Seconds between two chunks: whoever waits for SQLite's lock asks for it every tenth of one."""


def run_batch(session: Session, arguments: Mapping[str, Any], job: RunningJob) -> None:
    """Work through the batch `batch_id`; run again, it goes on where it was."""
    offset = read_school(session).clock_offset
    while work_chunk(session, clock.now(offset), arguments["batch_id"], hold=HOLD):
        job.checkpoint()
        time.sleep(REST)
