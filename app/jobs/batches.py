"""The job that does a batch, or undoes it, chunk by chunk."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from app import clock
from app.actions.batch_run import work_chunk
from app.jobs.run import RunningJob
from app.queries.school import read_school


def run_batch(session: Session, arguments: Mapping[str, Any], job: RunningJob) -> None:
    """Work through the batch `batch_id`; run again, it goes on where it was."""
    while work_chunk(session, clock.now(read_school(session).clock_offset), arguments["batch_id"]):
        job.checkpoint()
