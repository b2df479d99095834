"""The worker as a process: prompt, killed, doubled, told to end."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actions.jobs import enqueue
from app.config import ROOT
from app.database import ONLY_READS
from app.extensions import db
from app.models import Job, JobState
from tests.jobs.conftest import make_due, the_job
from tests.mail_server import MailServer
from tests.serving import environment_of

PROMPT = 2.0
"""Seconds within which a job is taken up."""


@contextmanager
def worker(app: Flask, mails: MailServer, *options: str) -> Iterator[subprocess.Popen[bytes]]:
    """Run a worker as `bin/run` does."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PARVIS_")}
    settings = environment_of(app.extensions["parvis"])
    settings["PARVIS_MAIL"] = f"smtp://127.0.0.1:{mails.port}"
    process = subprocess.Popen(
        [sys.executable, "-m", "flask", "--app", "wsgi", "worker", *options],
        cwd=ROOT,
        env={**kept, **settings},
    )
    try:
        yield process
    finally:
        with suppress(ProcessLookupError):
            process.kill()
        process.wait()


def leave_mails(session: Session, number: int = 1) -> None:
    for one in range(number):
        enqueue(session, "mail", to=f"p{one}@a.example", subject=f"N° {one}", text="Bonjour")
    session.commit()


def wait_until(happens: Callable[[], bool], seconds: float = 15) -> float:
    """Wait for something and return how long it took."""
    start = time.monotonic()
    while not happens():
        assert time.monotonic() - start < seconds, "it did not happen"
        time.sleep(0.05)
    return time.monotonic() - start


def states() -> list[JobState]:
    """Where the mails stand, asked without the lock that the worker waits for."""
    with db.engine.connect().execution_options(**ONLY_READS) as connection:
        return list(connection.scalars(select(Job.state).where(Job.kind == "mail")))


def let_the_lease_end(session: Session) -> None:
    make_due(the_job().id)
    session.commit()


def test_a_job_is_taken_up_promptly(app: Flask, session: Session, mails: MailServer) -> None:
    leave_mails(session)
    with worker(app, mails):
        wait_until(lambda: len(mails.received) == 1)
        time.sleep(1)
        leave_mails(session)
        assert wait_until(lambda: len(mails.received) == 2) < PROMPT


def test_a_job_of_a_killed_worker_is_done_after_its_lease(
    app: Flask, session: Session, mails: MailServer
) -> None:
    mails.behaviour = "slow"
    leave_mails(session)
    with worker(app, mails) as process:
        wait_until(lambda: states() == [JobState.RUNNING])
        process.send_signal(signal.SIGKILL)
        process.wait()
    mails.behaviour = "accept"
    with worker(app, mails):
        time.sleep(2)
        assert mails.received == [], "the lease still runs"
        assert states() == [JobState.RUNNING]
        let_the_lease_end(session)
        wait_until(lambda: states() == [JobState.DONE])
    assert len(mails.received) == 1


def test_two_workers_do_each_job_once(app: Flask, session: Session, mails: MailServer) -> None:
    leave_mails(session, 60)
    with worker(app, mails), worker(app, mails):
        wait_until(lambda: states() == [JobState.DONE] * 60, 40)
    subjects = [message["Subject"] for _, message in mails.received]
    assert len(subjects) == 60
    assert len(set(subjects)) == 60


@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGINT])
def test_a_worker_ends_when_it_is_told_to(
    app: Flask, session: Session, mails: MailServer, sent: signal.Signals
) -> None:
    leave_mails(session)
    with worker(app, mails) as process:
        wait_until(lambda: len(mails.received) == 1)
        process.send_signal(sent)
        assert process.wait(5) == 0


def test_a_worker_ends_with_the_process_beside_which_it_runs(
    app: Flask, session: Session, mails: MailServer
) -> None:
    other = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    with worker(app, mails, "--beside", str(other.pid)) as process:
        leave_mails(session)
        wait_until(lambda: len(mails.received) == 1)
        other.communicate(b"\n")
        assert process.wait(5) == 0


def test_servers_of_pages_do_not_load_what_only_the_worker_needs() -> None:
    loaded = subprocess.run(
        [sys.executable, "-c", "import app.factory, sys; print(*sys.modules)"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    assert not {"huey", "flask_mailman", "app.jobs"} & set(loaded)
