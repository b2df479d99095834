"""A thousand people sign in within a minute, after an alert: nobody gets an error.

Each asks for the form, sends it, and reads the personal page. A password costs what it shall cost
an attacker, so the minute holds where the machine is as fast as a small server: on a slower one, or
one that is busy otherwise, the thousand take as long as it needs for them, which is measured first.
An answer that does not come within a minute is an error, too.
"""

import random
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http.client import HTTPException

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from app.config import Config
from app.models import Person, UserSession
from app.passwords import hash_password
from tests.hands import Unanswered, ask, expect, sign_in
from tests.serving import Server, peak, serving
from tests.visits import saved

pytestmark = pytest.mark.long

PEOPLE = 1_000
MINUTE = 60.0
AT_ONCE = 250
"""Browsers that wait for an answer at a time, at most."""
MEASURED = 24
SPARE = 1.2
"""How much longer than measured: what else the machine does comes and goes."""
MOST_MEMORY = 260
"""MiB of a process of the server at its peak; two passwords at a time take 38 of them."""
PASSWORD = "rivemont-2026"


@dataclass(frozen=True)
class Arrival:
    """What became of one person."""

    said: str
    seconds: float


def test_a_thousand_sign_in_after_an_alert(own_app: Flask, own_instance: Config) -> None:
    logins = _people(own_app)
    with serving(own_instance, workers=2) as server:
        measured = _seconds_for_each(server, logins[:MEASURED])
        minute = max(MINUTE, PEOPLE * measured * SPARE)
        arrivals = _arrive(server, logins[MEASURED:], minute)
        memory = [peak(worker) for worker in server.workers()]
    said = Counter(one.said for one in arrivals)
    seconds = sorted(one.seconds for one in arrivals)
    told = f"{said} in {minute:.0f} s, slowest {seconds[-1]:.1f} s, {memory} MiB"
    assert set(said) == {"home"}, told
    assert max(memory) < MOST_MEMORY, told
    with saved(own_app) as session:
        kept = select(func.count(func.distinct(UserSession.person_id)))
        assert (session.scalar(kept) or 0) >= PEOPLE


def _people(app: Flask) -> list[str]:
    """Give a thousand people of the school a password; return their logins."""
    wanted = PEOPLE + MEASURED
    with saved(app) as session:
        ours = select(Person.id).order_by(Person.id).limit(wanted)
        session.execute(
            update(Person)
            .where(Person.id.in_(ours))
            .values(password_hash=hash_password(PASSWORD))
            .execution_options(synchronize_session=False)
        )
        logins = list(session.scalars(select(Person.login).order_by(Person.id).limit(wanted)))
    assert len(logins) == wanted
    return logins


def _seconds_for_each(server: Server, logins: Sequence[str]) -> float:
    """Measure what one more person costs this machine when several come at once."""
    began = time.monotonic()
    with ThreadPoolExecutor(4) as pool:
        for one in pool.map(lambda login: _come(server, login), logins):
            assert one.said == "home", one
    return (time.monotonic() - began) / len(logins)


def _arrive(server: Server, logins: Sequence[str], minute: float) -> list[Arrival]:
    """Let people come at moments of the minute that chance chooses."""
    chance = random.Random(112)
    moments = sorted(chance.uniform(0, minute) for _ in logins)
    began = time.monotonic()

    def come_at(one: tuple[float, str]) -> Arrival:
        time.sleep(max(0.0, began + one[0] - time.monotonic()))
        return _come(server, one[1])

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(come_at, zip(moments, logins, strict=True)))


def _come(server: Server, login: str) -> Arrival:
    began = time.monotonic()
    try:
        cookie = sign_in(server.port, login, PASSWORD)
        expect(200, ask(server.port, "GET", "/accueil", {"Cookie": cookie}))
        said = "home"
    except Unanswered as error:
        said = str(error.status)
    except (OSError, HTTPException) as error:
        said = type(error).__name__
    return Arrival(said, time.monotonic() - began)
