"""The check of what is online: what is new soon after, and everything again each night.

Texts are read and judged without holding the write lock; only what was found is written.
"""

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from sqlalchemy import Select
from sqlalchemy.orm import Session

from app import clock
from app.actions.checks import forget_what_left, note_findings
from app.database import ONLY_READS
from app.extensions import db
from app.jobs.run import RunningJob
from app.models import Revision
from app.queries.checked import checked_files, judge_all
from app.queries.online_check import texts_checked_before, unchecked_texts
from app.queries.school import read_school
from app.rules.consent import day_in_paris
from app.text.check import CheckedArticle
from app.text.kinds import Finding

CHUNK = 200
LONGEST = 3600.0
"""Seconds after which a check of everything ends; what is left comes first the next night."""


def check_new(session: Session, _arguments: Mapping[str, Any], job: RunningJob) -> None:
    """Check what is online and was not checked yet; run again, it finds what is left."""
    last = 0
    while ids := _check(session, unchecked_texts(last, CHUNK)):
        last = max(ids)
        job.checkpoint()


def check_all(session: Session, arguments: Mapping[str, Any], job: RunningJob) -> None:
    """Check again what was checked before this job was made, in `rubrique_ids` or everywhere."""
    started = time.monotonic()
    check_new(session, arguments, job)
    with _reading() as reading:
        offset = read_school(reading).clock_offset
    before = min(clock.now(offset), job.created_at + offset)
    rubrique_ids = arguments.get("rubrique_ids")
    while time.monotonic() < started + LONGEST and _check(
        session, texts_checked_before(before, rubrique_ids, CHUNK)
    ):
        job.checkpoint()
    while forget_what_left(session):
        job.checkpoint()


def _check(session: Session, texts: Select[int, int | None, bool]) -> list[int]:
    """Check some texts and write down what is found; return their ids."""
    with _reading() as reading:
        now = clock.now(read_school(reading).clock_offset)
        rows = reading.execute(texts).all()
        found = _findings(reading, rows, now)
    if found:
        note_findings(session, now, found)
    return list(found)


def _findings(reading: Session, rows: Sequence[Any], now: datetime) -> dict[int, Sequence[Finding]]:
    ids = [revision_id for _, revision_id, _ in rows]
    revisions = {text.id: text for text in reading.query(Revision).filter(Revision.id.in_(ids))}
    files = checked_files(reading, ids)
    today = day_in_paris(now)
    articles = {
        article_id: CheckedArticle(
            revisions[id_].title,
            revisions[id_].summary,
            revisions[id_].body,
            files.get(id_, []),
            is_public=is_public,
            today=today,
        )
        for article_id, id_, is_public in rows
    }
    reports = judge_all(reading, articles)
    return {id_: reports[article_id].findings for article_id, id_, _ in rows}


@contextmanager
def _reading() -> Iterator[Session]:
    with (
        db.engine.connect().execution_options(**ONLY_READS) as connection,
        Session(connection) as session,
    ):
        yield session
