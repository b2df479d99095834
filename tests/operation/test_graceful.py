"""A server that is reloaded, or told to end, answers everything that it was asked."""

import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from flask import Flask

from tests.equipment import library
from tests.operation.deployed import Door, at_home, children, started, wait_for, web_unit

VISITORS = 3


class Visitors:
    """People who ask for pages until they are told to stop; each answer, or failure, is counted."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self.heard: Counter[str] = Counter()
        self.ended = threading.Event()
        self.threads = [threading.Thread(target=self.ask) for _ in range(VISITORS)]

    def __enter__(self) -> "Visitors":
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.ended.set()
        for thread in self.threads:
            thread.join()

    def ask(self) -> None:
        while not self.ended.is_set():
            began = False
            try:
                with closing(Door(self.place)) as door:
                    door.connect()
                    began = True
                    door.request("GET", "/recherche?q=brevet", headers={"Connection": "close"})
                    answer = door.getresponse()
                    answer.read()
                    self.heard[str(answer.status)] += 1
                time.sleep(0.01)
            except OSError as error:
                self.heard[type(error).__name__ if began else "closed"] += 1
                time.sleep(0.05)

    def wait_for(self, more: int) -> None:
        """Wait until so many more answers have come."""
        wanted = self.heard["200"] + more
        end = time.monotonic() + 60
        while self.heard["200"] < wanted:
            assert time.monotonic() < end, self.heard
            time.sleep(0.02)


@pytest.fixture
def place() -> Iterator[Path]:
    """A socket; its path must be short."""
    with tempfile.TemporaryDirectory(prefix="parvis-", dir="/tmp") as folder:
        yield Path(folder) / "web.sock"


def wait_until_replaced(process: "subprocess.Popen[bytes]", before: set[int]) -> None:
    end = time.monotonic() + 60
    while before & children(process):
        assert time.monotonic() < end, "the workers were not replaced"
        time.sleep(0.1)


def test_a_reload_fails_no_request(app: Flask, place: Path) -> None:
    with web_unit(at_home(app), place) as process, Visitors(place) as visitors:
        visitors.wait_for(20)
        before = children(process)
        os.kill(process.pid, signal.SIGHUP)
        wait_until_replaced(process, before)
        visitors.wait_for(20)
        visitors.__exit__()
        heard = set(visitors.heard)
    assert heard == {"200"}, visitors.heard


def test_what_was_begun_is_answered_before_the_end(app: Flask, place: Path) -> None:
    with web_unit(at_home(app), place) as process, Visitors(place) as visitors:
        visitors.wait_for(20)
        began = time.monotonic()
        os.kill(process.pid, signal.SIGTERM)
        process.wait(20)
        assert time.monotonic() - began < 15
    assert "IncompleteRead" not in visitors.heard


@contextmanager
def gunicorn(app: Flask, place: Path) -> Iterator["subprocess.Popen[bytes]"]:
    """Serve under gunicorn, as docs/deploy.md says."""
    library("gunicorn")
    words = (
        f"-m gunicorn --bind unix:{place} --workers 2 --threads 8 --graceful-timeout 15 wsgi:app"
    )
    with started([sys.executable, *words.split()], at_home(app)) as process:
        wait_for(process, place)
        yield process


def test_gunicorn_serves_and_reloads_too(app: Flask, place: Path) -> None:
    with gunicorn(app, place) as process, Visitors(place) as visitors:
        visitors.wait_for(20)
        before = children(process)
        os.kill(process.pid, signal.SIGHUP)
        wait_until_replaced(process, before)
        visitors.wait_for(20)
        visitors.__exit__()
        heard = set(visitors.heard)
    assert heard == {"200"}, visitors.heard
