"""What is done once a day, and from which hour of Paris on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time

from sqlalchemy.orm import Session

from app.actions.checks import CHECK_ALL_JOB
from app.actions.jobs import enqueue
from app.jobs.announcements import ANNOUNCED_DIGEST
from app.jobs.guests import END_GUESTS
from app.templating import local


@dataclass(frozen=True)
class Daily:
    """A kind of job, due once each day from an hour on: late rather than never."""

    kind: str
    hour: time


DAILY: Sequence[Daily] = (
    Daily(END_GUESTS, time(0)),
    Daily("purge", time(3)),
    Daily(CHECK_ALL_JOB, time(4)),
    Daily("digest", time(7)),
    Daily(ANNOUNCED_DIGEST, time(7)),
)


def plan(session: Session, now: datetime) -> None:
    """Queue what is due today and was not yet queued today (real time); the caller commits.

    However often it is asked, by however many workers, each day has its job once.
    """
    here = local(now)
    for daily in DAILY:
        if here.time() >= daily.hour:
            day = here.date().isoformat()
            enqueue(session, daily.kind, unique_key=f"{daily.kind} {day}", day=day)
