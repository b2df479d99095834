"""The worker: huey's consumer as clock and process, with the jobs of the database as its work.

huey takes a task from its queue before it runs it, so a task that is killed is lost. Therefore
huey's own queue is in memory and holds one thing only, the look at the day's plan once a minute;
all other work stands in the table `job` (docs/decisions/0004-jobs-in-the-database.md).
"""

import logging
import os
from datetime import UTC, datetime
from typing import Any

from flask import Flask
from huey import MemoryHuey, crontab
from huey.consumer import Consumer, Worker
from sqlalchemy.exc import DBAPIError, IntegrityError

from app.extensions import db
from app.jobs.handlers import HANDLERS
from app.jobs.run import run_due
from app.jobs.schedule import plan
from app.mail import init_mail

MOST_IDLE = 0.5
"""Seconds after which an idle worker looks again for due jobs."""
DATABASE_AWAY = 5.0
"""Seconds until the next look when the database did not answer."""
TIME_TO_END = 10
"""Seconds that a job gets to end when the worker is told to; then its lease decides."""


class JobWorker(Worker):
    """Runs due jobs, and huey's own tasks when there are none."""

    def __init__(self, app: Flask, beside: int | None, **options: Any) -> None:
        """Work for an application, as long as the process `beside` lives, if one is given."""
        self.app = app
        self.beside = beside
        super().__init__(**options)

    def loop(self, now: Any = None) -> None:
        """Do one thing; huey calls this again and again."""
        if self.beside is not None and not _lives(self.beside):
            self.stop_flag.set()
        elif self._ran_a_job():
            self.delay = self.default_delay
        else:
            super().loop(now)

    def _ran_a_job(self) -> bool:
        with self.app.app_context():
            try:
                return run_due(HANDLERS, self.stop_flag.is_set)
            except DBAPIError as error:
                self.app.logger.warning("worker: the database fails (%s)", type(error).__name__)
                self.stop_flag.wait(DATABASE_AWAY)
                return False


class JobConsumer(Consumer):
    """huey's consumer with our worker in it."""

    def __init__(self, app: Flask, beside: int | None, huey: MemoryHuey) -> None:
        """Make one worker, which ends at SIGTERM and SIGINT when its job has ended."""
        self.app = app
        self.beside = beside
        super().__init__(
            huey,
            workers=1,
            max_delay=MOST_IDLE,
            shutdown_timeout=TIME_TO_END,
            graceful_signal="TERM",
        )

    def _create_worker(self) -> JobWorker:
        return JobWorker(
            self.app,
            self.beside,
            huey=self.huey,
            stop_flag=self.stop_flag,
            default_delay=self.default_delay,
            max_delay=self.max_delay,
            backoff=self.backoff,
        )


def run_worker(app: Flask, beside: int | None = None) -> None:
    """Do jobs until the process is told to end, or until the process `beside` has ended."""
    init_mail(app)
    logging.getLogger("huey").setLevel(logging.WARNING)
    huey = MemoryHuey("parvis", results=False)

    @huey.periodic_task(crontab(minute="*"))  # type: ignore[untyped-decorator]
    def look_at_the_plan() -> None:
        plan_today(app)

    JobConsumer(app, beside, huey).run()


def plan_today(app: Flask) -> None:
    """Queue what the day asks for, in a transaction of its own."""
    with app.app_context():
        try:
            plan(db.session(), datetime.now(UTC))
            db.session.commit()
        except IntegrityError:
            db.session.rollback()  # another worker has queued it in the same moment


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
