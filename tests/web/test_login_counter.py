"""Failed logins counted in Redis or Valkey; in the database while that one is away."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from redis import Redis
from sqlalchemy import func, select

from app.extensions import db
from app.factory import create_app
from app.failed_logins import CounterAway
from app.models import LoginFailure
from app.redis_counter import RedisCounter
from app.rules.login_limits import MOST_FROM_ANYWHERE, MOST_FROM_ONE_ADDRESS, WINDOW
from tests.redis_server import Server, redis_server
from tests.visits import browser, saved
from tests.web.signing_in import log_in, make_somebody

LOGIN = "zoe.le-goff"
HERE = "127.0.0.1"
ELSEWHERE = "192.0.2.7"


@pytest.fixture(scope="module")
def running() -> Iterator[Server]:
    with redis_server() as found:
        yield found


@pytest.fixture
def server(running: Server) -> Server:
    """An empty server; a test may end it."""
    if running.process is None:
        running.begin()
    with Redis.from_url(running.url) as asking:
        asking.flushall()
    return running


@pytest.fixture
def counter(server: Server) -> RedisCounter:
    return RedisCounter(server.url, "college.example.fr")


@pytest.fixture
def counting(app: Flask, server: Server) -> Iterator[Flask]:
    """The application with an empty database and that server, and somebody who may log in."""
    make_somebody(app)
    found = create_app(replace(app.extensions["parvis"], redis=server.url))
    found.testing = True
    yield found
    with found.app_context():
        db.engine.dispose()


def fail(app: Flask, times: int, address: str = HERE, login: str = LOGIN) -> None:
    for _ in range(times):
        app.extensions["login_counter"].add(login, address, datetime.now(UTC))


def failures(app: Flask) -> int:
    """Count the wrong passwords that the database keeps."""
    with saved(app) as session:
        return session.scalar(select(func.count()).select_from(LoginFailure)) or 0


def test_it_counts_as_the_database_does(counter: RedisCounter) -> None:
    now = datetime.now(UTC)
    for address, moment in (
        (HERE, now), (HERE, now), (ELSEWHERE, now), (HERE, now - WINDOW),
        (HERE, now - WINDOW + timedelta(seconds=1)),
    ):  # fmt: skip
        counter.add(LOGIN, address, moment)
    counter.add("somebody else", HERE, now)
    assert counter.counted(LOGIN, HERE, now) == (3, 4)
    counter.forget(LOGIN, HERE)
    assert counter.counted(LOGIN, HERE, now) == (0, 1)
    assert counter.counted("somebody else", HERE, now) == (1, 1)


def test_nothing_old_is_kept_and_no_login_is_named(server: Server, counter: RedisCounter) -> None:
    counter.add(LOGIN, HERE, datetime.now(UTC))
    with Redis.from_url(server.url, decode_responses=True) as asking:
        [key] = asking.keys()
        assert LOGIN not in key
        assert 0 < asking.ttl(key) <= WINDOW.total_seconds()


def test_schools_on_one_server_count_apart(server: Server, counter: RedisCounter) -> None:
    counter.add(LOGIN, HERE, datetime.now(UTC))
    other = RedisCounter(server.url, "lycee.example.fr")
    assert other.counted(LOGIN, HERE, datetime.now(UTC)) == (0, 0)


def test_a_wrong_password_counts_and_the_right_one_forgets(counting: Flask) -> None:
    visitor = browser(counting)
    assert log_in(visitor, password="wrong").status_code == 422
    counter = counting.extensions["login_counter"]
    assert counter.counted(LOGIN, HERE, datetime.now(UTC)) == (1, 1)
    assert failures(counting) == 0
    assert log_in(visitor).status_code == 303
    assert counter.counted(LOGIN, HERE, datetime.now(UTC)) == (0, 0)


def test_after_too_many_even_the_right_password_waits(counting: Flask) -> None:
    fail(counting, MOST_FROM_ONE_ADDRESS)
    answer = log_in(browser(counting))
    assert answer.status_code == 429
    assert "Trop de mots de passe faux" in answer.text


def test_failures_elsewhere_weigh_less(counting: Flask) -> None:
    fail(counting, MOST_FROM_ANYWHERE - 1, ELSEWHERE)
    assert log_in(browser(counting)).status_code == 303
    fail(counting, 1, ELSEWHERE)
    assert log_in(browser(counting)).status_code == 429


def test_while_it_is_away_the_database_counts(counting: Flask, server: Server) -> None:
    server.end()
    with pytest.raises(CounterAway):
        counting.extensions["login_counter"].counted(LOGIN, HERE, datetime.now(UTC))
    for _ in range(MOST_FROM_ONE_ADDRESS):
        assert log_in(browser(counting), password="wrong").status_code == 422
    assert failures(counting) == MOST_FROM_ONE_ADDRESS
    assert log_in(browser(counting)).status_code == 429
    server.begin()
    assert log_in(browser(counting)).status_code == 303, "it counts again, from nothing"
    assert failures(counting) == 0, "what the database has counted is forgotten too"
