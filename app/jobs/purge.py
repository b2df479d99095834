"""The daily purge: rows chunk by chunk, then the files that no row names any more."""

import time
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from flask import current_app
from sqlalchemy.orm import Session

from app import clock
from app.actions.directory_import import expire_imports
from app.actions.external_feeds import forget_feeds
from app.actions.picture_parts import forget_parts
from app.actions.purge import (
    Moments,
    purge_announcements,
    purge_articles,
    purge_batches,
    purge_events,
    purge_media,
    purge_people,
    purge_rubriques,
    purge_traces,
)
from app.database import ONLY_READS
from app.extensions import db
from app.jobs.run import RunningJob
from app.kept_imports import sweep_imports
from app.queries.imports import live_folders
from app.queries.purge import names_kept
from app.queries.school import read_school
from app.rules.retention import RETENTION
from app.storage import Storage
from app.stored_files import SAFE_AGE, sweep

STEPS = (
    purge_articles,
    purge_events,
    purge_rubriques,
    purge_batches,
    purge_announcements,
    purge_people,
    purge_traces,
    forget_feeds,
    forget_parts,
)
"""In this order: a rubrique goes when nothing is left in it, and then nothing uses its files."""


def purge(session: Session, _arguments: Mapping[str, Any], job: RunningJob) -> None:
    """Remove what is due; run again, it finds what is left."""
    offset = read_school(session).clock_offset
    moments = Moments(school=clock.now(offset), real=datetime.now(UTC))
    for step in STEPS:
        while step(session, moments):
            job.checkpoint()
    storage: Storage = current_app.extensions["storage"]
    before = time.time() - SAFE_AGE.total_seconds()
    while names := purge_media(session, moments):
        job.checkpoint()
        with db.engine.connect().execution_options(**ONLY_READS) as connection:
            kept = names_kept(connection, names)
        for name in set(names) - kept:
            storage.discard(name, before)
    job.checkpoint()
    for _ in sweep(storage, before):
        job.checkpoint()
    expire_imports(session, moments.real)
    job.checkpoint()
    sweep_imports(live_folders(session))
    sweep_mails(current_app.extensions["parvis"].data / "mail")


def sweep_mails(folder: Path) -> None:
    """Remove old mails that were kept as files for want of a mail server."""
    before = time.time() - timedelta(days=RETENTION.kept_mail_days).total_seconds()
    for file in folder.glob("*.eml"):
        if file.stat().st_mtime < before:
            file.unlink(missing_ok=True)
