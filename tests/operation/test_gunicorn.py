"""gunicorn may serve instead of granian, as docs/deploy.md says: two workers, eight threads."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from app.config import ROOT, Config
from app.models import Setting
from tests.operation.asking import Visitors, half_a_form, rest_of_the_form, wait_until_replaced
from tests.operation.deployed import Door, ask, at_home, children, started, wait_for
from tests.visits import saved

pytestmark = pytest.mark.long
WORDS = "--workers 2 --threads 8 --graceful-timeout 15 wsgi:app"
CHANGES = 8
QUESTIONS = 10
"""After each change, so that both workers are asked."""


@contextmanager
def gunicorn(config: Config, place: Path) -> Iterator["subprocess.Popen[bytes]"]:
    """Serve an instance on the socket `place`."""
    command = [sys.executable, "-m", "gunicorn", "--bind", f"unix:{place}", *WORDS.split()]
    with started(command, config) as process:
        wait_for(process, place)
        yield process


def test_the_documentation_says_the_same() -> None:
    told = " ".join((ROOT / "docs" / "deploy.md").read_text().split())
    assert f"gunicorn --bind unix:/run/parvis/college/web.sock {WORDS}" in told


def test_it_serves_and_reloads_too(app: Flask, web_socket: Path) -> None:
    with gunicorn(at_home(app), web_socket) as process, Visitors(web_socket) as visitors:
        visitors.wait_for(20)
        before = children(process)
        os.kill(process.pid, signal.SIGHUP)
        wait_until_replaced(process, before)
        visitors.wait_for(20)
        visitors.__exit__()
        heard = set(visitors.heard)
    assert heard == {"200"}, visitors.heard


def test_both_workers_show_each_change_at_once(app: Flask, web_socket: Path) -> None:
    """Pages are kept by each worker for itself."""
    with gunicorn(replace(at_home(app), page_cache=8), web_socket):
        for number in range(CHANGES):
            with saved(app) as session:
                session.merge(Setting(name="name", value=f"Collège numéro {number} ."))
            for _question in range(QUESTIONS):
                answer, body = ask(Door(web_socket), "/contact")
                assert answer.headers["ETag"], "the page was not kept"
                shown = re.search(r"Collège numéro (\d+) ", body.decode())
                assert shown
                assert int(shown[1]) == number


@pytest.mark.parametrize("way", [signal.SIGTERM, signal.SIGHUP])
def test_what_was_begun_is_answered_before_the_end(
    app: Flask, web_socket: Path, way: signal.Signals
) -> None:
    with gunicorn(at_home(app), web_socket) as process:
        form = half_a_form(web_socket)
        time.sleep(0.5)
        os.kill(process.pid, way)
        time.sleep(0.5)
        assert rest_of_the_form(form) == 400, "the form has no token, which it is told"
        if way is signal.SIGTERM:
            assert process.wait(16) == 0
            with (
                closing(Door(web_socket)) as door,
                pytest.raises((FileNotFoundError, ConnectionRefusedError)),
            ):
                door.connect()
