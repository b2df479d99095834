"""The database server or the mail server is away for a while: nobody restarts anything after."""

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import func, select, text, update

from app.actions.jobs import enqueue
from app.config import Config, MailServer
from app.demo.seed import seed
from app.extensions import db
from app.factory import create_app
from app.models import Job, JobState
from tests.conftest import config_for
from tests.hands import ARTICLE, Hand, an_online_article, ask, names_kept
from tests.long.test_crash import check, strike
from tests.long.test_disk import told
from tests.mail_server import mail_server
from tests.own_postgres import Postgres, own_postgres
from tests.serving import free_port, serving, working
from tests.visits import saved

pytestmark = pytest.mark.long

MAILS = 5
BLOWS = 40


@pytest.fixture(scope="module")
def postgres() -> Iterator[Postgres]:
    """A server of these tests' own."""
    with own_postgres() as server:
        yield server


@pytest.fixture(scope="module")
def on_postgres(postgres: Postgres, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The demo school on it."""
    app = create_app(config_for(tmp_path_factory.mktemp("on_postgres"), postgres.url))
    with app.app_context():
        upgrade()
        seed(db.session(), app.extensions["storage"], lambda _step: None)
        db.session.commit()
    yield app
    with app.app_context():
        db.engine.dispose()


def test_a_database_server_that_is_away(on_postgres: Flask, postgres: Postgres) -> None:
    config: Config = on_postgres.extensions["parvis"]
    hand = Hand(on_postgres)
    with saved(on_postgres) as session:
        address = an_online_article(session)
    with serving(replace(config, page_cache=8)) as server, working(config):
        port = server.port
        for path in ("/", "/plan-du-site"):
            assert ask(port, "GET", path).status == 200
        postgres.stop()
        try:
            refused = hand.post(port, ARTICLE, hand.article("Serveur absent"))
            told(refused, "Serveur absent")
            for path in ("/", "/plan-du-site"):
                assert ask(port, "GET", path).status == 200, "visitors read what was kept"
            for path in ("/recherche?q=brevet", address, "/nulle-part", "/healthz", "/connexion"):
                answer = ask(port, "GET", path)
                assert (answer.status, answer.headers["Retry-After"]) == (503, "30"), path
            assert hand.get(port, "/accueil").status == 503
        finally:
            postgres.start()
        fields = refused.form(ARTICLE)
        assert hand.post(port, ARTICLE, fields).status == 303
        assert hand.get(port, "/accueil").status == 200
        assert ask(port, "GET", "/recherche?q=brevet").status == 200
        with saved(on_postgres) as session:
            assert "Serveur absent" in names_kept(session)
            enqueue(session, "mail", to="p@a.example", subject="Retour", text="Bonjour")
        wait_for(lambda: waiting_mails(on_postgres) == 0)


def test_a_server_that_was_away_unnoticed(on_postgres: Flask, postgres: Postgres) -> None:
    """Nobody asked meanwhile: the first form after is not the one that finds out."""
    hand = Hand(on_postgres)
    with serving(on_postgres.extensions["parvis"]) as server:
        assert hand.get(server.port, "/accueil").status == 200
        postgres.stop()
        postgres.start()
        answer = hand.post(server.port, ARTICLE, hand.article("Redémarrage"))
        assert answer.status == 303


def test_a_table_that_somebody_holds(on_postgres: Flask) -> None:
    """Whoever waits for it is told after a while; readers read."""
    hand = Hand(on_postgres)
    with serving(on_postgres.extensions["parvis"]) as server, saved(on_postgres) as session:
        session.execute(text("LOCK TABLE article IN EXCLUSIVE MODE"))
        refused = hand.post(server.port, ARTICLE, hand.article("Table tenue"))
        told(refused, "Table tenue")
        assert ask(server.port, "GET", "/").status == 200
        assert hand.get(server.port, "/accueil").status == 200
        session.rollback()
        assert hand.post(server.port, ARTICLE, refused.form(ARTICLE)).status == 303


def test_blows_lose_nothing_on_postgresql_either(on_postgres: Flask) -> None:
    acknowledged = strike(on_postgres, on_postgres.extensions["parvis"], BLOWS)
    check(on_postgres, acknowledged)
    assert len(acknowledged) >= BLOWS


def test_a_mail_server_that_is_away(own_app: Flask, own_instance: Config, tmp_path: Path) -> None:
    """Who writes notices nothing; the mails wait, and go out once it is there."""
    port = free_port()
    config = replace(own_instance, mail=MailServer("127.0.0.1", port))
    with serving(config) as server, working(config):
        hand = Hand(own_app)
        with saved(own_app) as session:
            for number in range(MAILS):
                enqueue(
                    session, "mail", to=f"p{number}@a.example", subject="Absent", text="Bonjour"
                )
        assert hand.post(server.port, ARTICLE, hand.article("Sans courriel")).status == 303
        wait_for(lambda: tried_mails(own_app) == MAILS)
        assert waiting_mails(own_app) == MAILS, "none is given up"
        with mail_server(port) as mails:
            with saved(own_app) as session:  # as the delay before the next attempt does
                session.execute(update(Job).where(mail_waits).values(due_at=datetime.now(UTC)))
            wait_for(lambda: waiting_mails(own_app) == 0)
            readers = sorted(reader for to, _ in mails.received for reader in to)
            assert readers == [f"p{number}@a.example" for number in range(MAILS)], "each once"


mail_waits = (Job.kind == "mail") & (Job.state != JobState.DONE)


def waiting_mails(app: Flask) -> int:
    """Count the mails that have not gone out."""
    with saved(app) as session:
        return session.scalar(select(func.count()).select_from(Job).where(mail_waits)) or 0


def tried_mails(app: Flask) -> int:
    """Count those that were tried and wait for their next attempt."""
    with saved(app) as session:
        tried = mail_waits & (Job.attempts > 0) & (Job.state == JobState.WAITING)
        return session.scalar(select(func.count()).select_from(Job).where(tried)) or 0


def wait_for(met: Callable[[], bool], seconds: float = 60) -> None:
    """Wait until something is so."""
    end = time.monotonic() + seconds
    while not met():
        assert time.monotonic() < end
        time.sleep(0.1)
