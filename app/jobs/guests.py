"""The job that lets guests leave once their last day is over, so that nobody counts them."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from app import clock
from app.actions.guests import mark_ended
from app.jobs.run import RunningJob
from app.queries.school import read_school
from app.rules.consent import day_in_paris

CHUNK = 100
END_GUESTS = "end_guests"


def end_guests(session: Session, _arguments: Mapping[str, Any], job: RunningJob) -> None:
    """Mark them as departed; run again, it finds who is left. They could not sign in any more."""
    now = clock.now(read_school(session).clock_offset)
    while mark_ended(session, now, day_in_paris(now), CHUNK):
        job.checkpoint()
