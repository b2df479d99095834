"""What was acknowledged survives the sudden death of any process (DESIGN, "Durability").

People write articles, announcements, files and pages, and sign in, while processes of the site are
killed one after the other, each at a moment that chance chooses: workers of the servers, the
servers themselves, the worker of jobs. What has ended is started again, and nothing more is done.
There are three servers on one database, so that the blows fall among writes.
"""

import hashlib
import random
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from http.client import HTTPException

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.config import Config
from app.demo.texts import load
from app.models import Article, Job, JobState, Layout, PageKind, Revision, Tile, UserSession
from app.stored_files import ANY_AGE, look, sweep
from tests.hands import Hand, Unanswered, ask, names_kept, sign_in
from tests.kept_running import KeptRunning, kill
from tests.serving import environment_of, free_port, granian, others_settings
from tests.visits import saved

pytestmark = pytest.mark.long

BLOWS = 200
SERVERS = 3
LONGEST_PAUSE = 0.8
"""Seconds between two blows at most, unless nothing was acknowledged in them."""
PATIENCE = 90
LOGIN = load("people")["person"][0]["login"]
PASSWORD = load("people")["password"]


class Writers:
    """People who write until they are told to stop; `acknowledged` names what they were told."""

    def __init__(self, app: Flask, ports: list[int], seed: int) -> None:
        self.app, self.ports, self.chance = app, ports, random.Random(seed)
        self.acknowledged: set[str] = set()
        self.refused: Counter[str] = Counter()
        self.surprises: list[str] = []
        self.ended = threading.Event()
        hand = Hand(app)
        deeds: list[Callable[[int, str], object]] = [
            hand.write_article, hand.write_article, hand.announce, hand.add_file, hand.add_file,
            hand.publish_page, self._sign_in,
        ]  # fmt: skip
        self.threads = [
            threading.Thread(target=self._write, args=(number, deed))
            for number, deed in enumerate(deeds)
        ]

    def __enter__(self) -> "Writers":
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.ended.set()
        for thread in self.threads:
            thread.join()

    def wait_for_more(self, number: int) -> None:
        """Wait until more than so many writes were acknowledged."""
        end = time.monotonic() + PATIENCE
        while len(self.acknowledged) <= number:
            assert not self.surprises, self.surprises
            assert time.monotonic() < end, f"nothing is written any more: {self.refused}"
            time.sleep(0.01)

    def _write(self, number: int, deed: Callable[[int, str], object]) -> None:
        time_of_it = 0
        while not self.ended.is_set():
            time_of_it += 1
            name = f"Personne {number}, écrit {time_of_it}"
            try:
                done = deed(self.chance.choice(self.ports), name)
                self.acknowledged.add(str(done or name))
            except (OSError, HTTPException) as error:
                self.refused[type(error).__name__] += 1
                time.sleep(0.1)
            except Unanswered as error:
                self.refused[str(error.status)] += 1
                if error.status != 503:
                    self.surprises.append(f"{name}: {error}")

    def _sign_in(self, port: int, _name: str) -> str:
        cookie = sign_in(port, LOGIN, PASSWORD)
        signer = self.app.session_interface.get_signing_serializer(self.app)  # type: ignore[attr-defined]
        token: str = signer.loads(cookie.partition("=")[2])["_user_id"]
        return hashlib.sha256(token.encode()).hexdigest()


def check(app: Flask, acknowledged: set[str]) -> None:
    """Check that all that was acknowledged is there, and nothing in part."""
    with saved(app) as session:
        found = look(app.extensions["storage"], ANY_AGE)
        assert (found.missing, found.altered, found.database) == ([], [], [])
        kept = names_kept(session) | set(session.scalars(select(UserSession.token_hash)))
        assert acknowledged - kept == set()
        texts = select(Revision.article_id)
        assert session.scalars(select(Article.id).where(Article.id.not_in(texts))).all() == []
        pages = select(Layout.id).where(Layout.page == PageKind.PUBLIC_HOME)
        bare = pages.where(Layout.id.not_in(select(Tile.layout_id)))
        assert session.scalars(bare).all() == [], "a page without its tiles"
        failed = select(func.count()).where(Job.state == JobState.FAILED)
        assert session.scalar(failed) == 0


def strike(app: Flask, config: Config, blows: int, seed: int = 7) -> set[str]:
    """Kill so many processes of a site among writes; return the names of what was acknowledged."""
    chance, ports = random.Random(seed), [free_port() for _ in range(SERVERS)]
    commands = {f"server {port}": granian("wsgi:app", port, 1, config.threads) for port in ports}
    commands["jobs"] = [sys.executable, "-m", "flask", "--app", "wsgi", "worker"]
    killed: Counter[str] = Counter()
    environment = others_settings() | environment_of(config)
    with KeptRunning(commands, environment) as running:
        with Writers(app, ports, seed) as writers:
            while killed.total() < blows:
                before = len(writers.acknowledged)
                time.sleep(chance.uniform(0, LONGEST_PAUSE))
                writers.wait_for_more(before)
                name, process = chance.choice(running.processes())
                killed[name] += kill(process)
        assert not writers.surprises, writers.surprises
        wait_until_all_answer(ports)
    return writers.acknowledged


def wait_until_all_answer(ports: list[int]) -> None:
    """Wait until each server is back, which nobody helps."""
    end = time.monotonic() + PATIENCE
    waiting = set(ports)
    while waiting:
        assert time.monotonic() < end, "a server does not come back by itself"
        for port in list(waiting):
            try:
                if ask(port, "GET", "/healthz").status == 200:
                    waiting.discard(port)
            except (OSError, HTTPException):
                time.sleep(0.1)


def test_two_hundred_blows_lose_nothing(own_app: Flask, own_instance: Config) -> None:
    acknowledged = strike(own_app, own_instance, BLOWS)
    check(own_app, acknowledged)
    assert len(acknowledged) >= BLOWS
    with saved(own_app):
        storage = own_app.extensions["storage"]
        sum(sweep(storage, time.time() + 1))  # as the purge of each night does
        assert look(storage, ANY_AGE).is_right
    check(own_app, acknowledged)
