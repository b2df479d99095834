"""What is done once a day, from which hour of Paris on, and every few minutes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time

from sqlalchemy.orm import Session

from app.actions.checks import CHECK_ALL_JOB
from app.actions.jobs import enqueue
from app.jobs.announcements import ANNOUNCED_DIGEST
from app.jobs.external_feeds import FEEDS_JOB
from app.jobs.guests import END_GUESTS
from app.queries.external_feeds import due_feeds
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
FEEDS_EACH = 5
"""Minutes within which the due feeds of other sites have one job."""


def plan(session: Session, now: datetime) -> None:
    """Queue what is due today and was not yet queued today (real time); the caller commits.

    However often it is asked, by however many workers, each day has its job once. Feeds of other
    sites are looked at as soon as one is due, every few minutes at the most.
    """
    here = local(now)
    for daily in DAILY:
        if here.time() >= daily.hour:
            day = here.date().isoformat()
            enqueue(session, daily.kind, unique_key=f"{daily.kind} {day}", day=day)
    if session.scalar(due_feeds(now).limit(1)) is not None:
        minutes = now.replace(minute=now.minute - now.minute % FEEDS_EACH, second=0, microsecond=0)
        enqueue(session, FEEDS_JOB, unique_key=f"{FEEDS_JOB} {minutes.isoformat()}")
