"""A disk that is full, takes nothing, or is held by somebody else: readers read, writers are told.

What was typed is on the page that tells them, nothing is half written, and nobody restarts anything
once it is over.
"""

import json
import os
import resource
import signal
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from http.client import HTTPException
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.config import Config
from app.models import Article, Revision
from app.stored_files import ANY_AGE, look
from tests.equipment import program
from tests.hands import ARTICLE, Answer, Hand, an_online_article, ask, files_of, names_kept
from tests.serving import Server, serving
from tests.visits import saved

pytestmark = pytest.mark.long

AS_OTHERS = () if os.geteuid() else ("setpriv", "--bounding-set=-dac_override")
"""Root writes where nobody may, unless it gives that right up."""
NOT_STORED = (
    "Le site ne peut pas enregistrer de fichier en ce moment. Ce que vous avez saisi n’est pas"
    " perdu\N{NO-BREAK SPACE}: envoyez ce fichier de nouveau dans quelques minutes."
)
PAGE = 4096
"""Bytes of a page of SQLite; its journal grows by a little more each."""


class Site:
    """A school that is served, with somebody who writes and visitors who read."""

    def __init__(self, app: Flask, config: Config, server: Server) -> None:
        self.app, self.config, self.port, self.server = app, config, server.port, server
        self.hand = Hand(app)
        with saved(app) as session:
            self.address = an_online_article(session)
            self.articles = session.scalar(select(func.count()).select_from(Article)) or 0
        self.files = files_of(config)
        self.names: set[str] = set()
        self.visit()

    @property
    def worker(self) -> int:
        """The process that answers."""
        [worker] = self.server.workers()
        return worker

    def visit(self) -> None:
        """Read, as a visitor and as a member."""
        assert ask(self.port, "GET", "/").status == 200
        assert ask(self.port, "GET", self.address).status in (200, 301)
        assert ask(self.port, "GET", "/recherche?q=brevet").status == 200
        assert self.hand.get(self.port, "/accueil").status == 200

    def write(self, title: str) -> Answer:
        """Send an article; it was taken, or told to be not."""
        answer = self.hand.post(self.port, ARTICLE, self.hand.article(title))
        if answer.status == 303:
            self.names.add(title)
        else:
            told(answer, title)
        return answer

    def send_again(self, answer: Answer) -> None:
        """Press the button of the page that told that nothing was saved."""
        fields = answer.form(ARTICLE)
        assert self.hand.post(self.port, ARTICLE, fields).status == 303
        self.names.update(fields["title"])

    def check(self) -> None:
        """Look at all that is kept: what was taken, nothing else, nothing in part."""
        with saved(self.app) as session:
            found = look(self.app.extensions["storage"], ANY_AGE)
            assert found.is_right, found
            assert self.names <= names_kept(session)
            number = session.scalar(select(func.count()).select_from(Article))
            assert number == self.articles + len(self.names)
            texts = select(Revision.article_id).distinct().subquery()
            assert session.scalar(select(func.count()).select_from(texts)) == number


def told(answer: Answer, title: str) -> None:
    """Check the page that tells that nothing was saved."""
    assert answer.status == 503, answer.status
    assert answer.headers["Retry-After"].isdigit()
    assert answer.page.findtext(".//h1") == "Rien n’a été enregistré"
    shown = [area.text.strip() for area in answer.page.xpath("//textarea")]
    assert title in shown
    assert f"<p>Texte de {title}.</p>" in shown


@pytest.fixture
def site(own_app: Flask, own_instance: Config) -> Iterator[Site]:
    """A copy of the demo school, served by one process that keeps pages."""
    if AS_OTHERS:
        program(AS_OTHERS[0])
    with serving(replace(own_instance, page_cache=8), before=AS_OTHERS) as server:
        yield Site(own_app, own_instance, server)


@contextmanager
def full(process: int, room: int) -> Iterator[None]:
    """Let no file grow beyond `room` bytes for a process: each further byte is refused."""
    usual = resource.prlimit(process, resource.RLIMIT_FSIZE, (room, resource.RLIM_INFINITY))
    try:
        yield
    finally:
        resource.prlimit(process, resource.RLIMIT_FSIZE, usual)


@contextmanager
def closed(folder: Path) -> Iterator[None]:
    """Take the right to write from a folder and all in it."""
    places = [folder, *folder.rglob("*")]
    modes = {place: place.stat().st_mode for place in places}
    for place, mode in modes.items():
        place.chmod(mode & ~0o222)
    try:
        yield
    finally:
        for place, mode in modes.items():
            place.chmod(mode)


def test_a_full_disk(site: Site) -> None:
    journal = Path(f"{site.config.data}/parvis.db-wal")
    refused: list[Answer] = []
    for pages in (None, 0, 1, 3, 6, 10, 15, 25, 50):
        room = 0 if pages is None else journal.stat().st_size + pages * PAGE
        with full(site.worker, room):
            for number in range(2):
                answer = site.write(f"Disque plein {pages} {number}")
                if answer.status == 503:
                    refused.append(answer)
                site.visit()
            if not room:
                sent = site.hand.send_file(site.port, "menu.txt", b"Menu de la semaine")
                assert (sent.status, why_refused(sent)) == (422, NOT_STORED)
                large = site.hand.send_file(site.port, "menu.txt", b"Menu. " * 200_000)
                assert large.status == 503
                assert files_of(site.config) == site.files
        site.check()
    assert len(refused) >= 3
    for answer in refused:
        site.send_again(answer)
    assert site.hand.send_file(site.port, "menu.txt", b"Menu de la semaine").status == 200
    site.check()


def test_a_folder_that_becomes_read_only(site: Site) -> None:
    """What is open already stays writable; a file that is sent finds no place."""
    with closed(site.config.data):
        sent = site.hand.send_file(site.port, "menu.txt", b"Menu de la semaine")
        assert (sent.status, why_refused(sent)) == (422, NOT_STORED)
        site.write("Dossier fermé")
        site.visit()
    assert site.hand.send_file(site.port, "menu.txt", b"Menu de la semaine").status == 200
    site.write("Dossier ouvert")
    site.check()


def test_a_process_that_starts_on_a_read_only_folder(site: Site) -> None:
    """It reads, and writes once it may, through connections that it opens anew."""
    before = site.worker
    with saved(site.app) as session, closed(site.config.data):
        session.scalar(select(Article.id).limit(1))  # as another process has the database open
        session.rollback()
        os.kill(before, signal.SIGKILL)
        wait_for(lambda: ask(site.port, "GET", "/").status == 200)
        assert site.worker != before
        site.visit()
        refused = [site.write(f"Lecture seule {number}") for number in range(3)]
        assert {answer.status for answer in refused} == {503}
    for answer in refused:
        site.send_again(answer)
    site.check()


def test_a_database_that_somebody_holds(site: Site) -> None:
    with closing(sqlite3.connect(site.config.data / "parvis.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        began = time.monotonic()
        refused = site.write("Base tenue")
        assert 4 < time.monotonic() - began < 20, "whoever waits is told after a while"
        assert refused.status == 503
        site.visit()
        other.execute("ROLLBACK")
    site.send_again(refused)
    site.check()


def why_refused(sent: Answer) -> str:
    """Return the words with which the one file that was sent is refused."""
    [refused] = json.loads(sent.text)["refused"]
    return str(refused["words"])


def wait_for(met: Callable[[], bool]) -> None:
    """Wait until a server that was just killed answers again."""
    end = time.monotonic() + 60
    while True:
        try:
            if met():
                return
        except (OSError, HTTPException):
            pass
        assert time.monotonic() < end
        time.sleep(0.1)
