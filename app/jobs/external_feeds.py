"""The jobs that ask other sites for feeds: one that was just named, and those that are due."""

import time
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from flask import current_app
from sqlalchemy.orm import Session

from app import clock
from app.actions.external_feeds import begin_check, note_answer, note_fault
from app.actions.purge import Moments
from app.external.apart import read_apart
from app.external.faults import FeedFault
from app.external.fetch import Asking, fetch
from app.jobs.run import RunningJob
from app.queries.external_feeds import due_feeds
from app.queries.school import read_school

FEEDS_JOB = "external_feeds"
LONGEST = 20.0
"""Seconds after which no other feed is begun: mails wait behind this job; the rest is for the
next one."""


def fetch_feed(session: Session, arguments: Mapping[str, Any], _job: RunningJob) -> None:
    """Ask for the feed `feed_id`; run again, it asks again."""
    _check(session, arguments["feed_id"])


def fetch_due(session: Session, _arguments: Mapping[str, Any], job: RunningJob) -> None:
    """Ask for the feeds that are due, one after the other; run again, it finds who is left."""
    started = time.monotonic()
    while time.monotonic() < started + LONGEST:
        feed_id = session.scalar(due_feeds(datetime.now(UTC)).limit(1))
        if feed_id is None:
            break
        _check(session, feed_id)
        job.checkpoint()


def _check(session: Session, feed_id: int) -> None:
    """Ask for one feed, outside of any transaction, and keep what it answers."""
    asking: Asking = current_app.extensions["external"]
    question = begin_check(session, datetime.now(UTC), feed_id)
    session.commit()
    if question is None:
        return
    try:
        answer = fetch(question.url, question.marks, asking)
        body = answer.body
        copy = None if body is None else read_apart(body, answer.charset, answer.url)
    except FeedFault as found:
        note_fault(session, _moments(session), feed_id, found.fault, found.wait)
    else:
        note_answer(session, _moments(session), feed_id, answer, copy)


def _moments(session: Session) -> Moments:
    offset = read_school(session).clock_offset
    return Moments(school=clock.now(offset), real=datetime.now(UTC))
