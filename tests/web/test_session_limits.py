"""How long a session holds in a browser (security.md 31), and what 1,000 guesses cost."""

import resource
from datetime import UTC, datetime, timedelta
from time import perf_counter

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.models import LoginFailure, PersonDuty, UserSession
from app.rules.audience import Duty
from app.rules.session_limits import ABSOLUTE, ABSOLUTE_STAYING, IDLE, IDLE_STAYING, ends_at
from tests.statements import recorded
from tests.visits import browser, saved
from tests.web.accounts import add_person
from tests.web.signing_in import age_session, form, log_in, make_somebody

START = datetime(2026, 3, 24, 9, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def lasts(app: Flask) -> timedelta:
    """Return how long the only session still holds."""
    with saved(app) as session:
        [row] = session.scalars(select(UserSession))
        return row.expires_at - datetime.now(UTC)


@pytest.mark.parametrize(
    ("stays", "used_after", "expected"),
    [
        (False, timedelta(0), IDLE),
        (False, timedelta(hours=8), timedelta(hours=20)),
        (False, timedelta(hours=15), ABSOLUTE),
        (True, timedelta(0), IDLE_STAYING),
        (True, timedelta(days=20), ABSOLUTE_STAYING),
    ],
)
def test_a_session_ends_idle_and_at_the_latest(
    stays: bool, used_after: timedelta, expected: timedelta
) -> None:
    assert ends_at(START, START + used_after, stays=stays) == START + expected


@pytest.mark.parametrize("duty", [None, Duty.CPE, Duty.HEAD, Duty.DEPUTY, Duty.ADMIN])
def test_who_stays_logged_in_stays_unless_he_may_change_everything(
    app: Flask, duty: Duty | None
) -> None:
    add_person(app, "quelqu.un", *filter(None, [duty]))
    answer = log_in(browser(app), "quelqu.un", stays="y")
    [cookie] = answer.headers.getlist("Set-Cookie")
    may_stay = duty in (None, Duty.CPE)
    assert ("Expires" in cookie) is may_stay
    limit = IDLE_STAYING if may_stay else IDLE
    assert limit - timedelta(minutes=1) < lasts(app) <= limit


@pytest.mark.parametrize("duty", [None, Duty.HEAD, Duty.DEPUTY, Duty.ADMIN])
def test_who_may_change_everything_since_stays_no_more(app: Flask, duty: Duty | None) -> None:
    """A session that stayed ends for whoever is made head or administrator meanwhile."""
    person_id = add_person(app, "quelqu.un")
    visitor = browser(app)
    log_in(visitor, "quelqu.un", stays="y")
    if duty is not None:
        with saved(app) as session:
            session.add(PersonDuty(person_id=person_id, duty=duty))
    assert visitor.get("/mon-compte").status_code == 200, "not before the others would end"
    age_session(app, seen_at=datetime.now(UTC) - timedelta(hours=13))
    for _again in range(2):
        assert visitor.get("/mon-compte").status_code == (200 if duty is None else 302)
    if duty is not None:
        assert log_in(visitor, "quelqu.un").status_code == 303
    assert visitor.get("/mon-compte").status_code == 200


def test_use_lengthens_a_session_but_seldom_writes(app: Flask) -> None:
    make_somebody(app)
    visitor = browser(app)
    log_in(visitor)
    moment = datetime.now(UTC)
    age_session(app, seen_at=moment - timedelta(hours=6), created_at=moment - timedelta(hours=6),
                expires_at=moment + timedelta(hours=6))  # fmt: skip
    assert lasts(app) < timedelta(hours=7)
    assert visitor.get("/contact").status_code == 200
    assert lasts(app) > timedelta(hours=11)
    with app.app_context(), recorded(app.extensions["sqlalchemy"].engine) as sent:
        visitor.get("/contact")
    assert not any(one.startswith(("UPDATE", "COMMIT")) for one in sent)


def test_no_use_lengthens_a_session_beyond_its_absolute_limit(app: Flask) -> None:
    make_somebody(app)
    visitor = browser(app)
    log_in(visitor)
    moment = datetime.now(UTC)
    age_session(app, seen_at=moment - timedelta(hours=1), created_at=moment - timedelta(hours=23))
    visitor.get("/contact")
    assert timedelta(minutes=59) < lasts(app) <= timedelta(hours=1)


def test_a_closed_session_is_not_written_back(app: Flask) -> None:
    make_somebody(app)
    visitor = browser(app)
    log_in(visitor)
    age_session(app, seen_at=datetime.now(UTC) - timedelta(hours=1))
    page = visitor.get("/contact").text
    assert "Zoé" in page
    age_session(app, seen_at=datetime.now(UTC) - timedelta(hours=1), expires_at=datetime.now(UTC))
    assert "Zoé" not in visitor.get("/contact").text
    assert lasts(app) <= timedelta(0)


def test_a_thousand_guesses_cost_little_and_shut_nobody_else_out(app: Flask) -> None:
    """security.md 28: after ten, nothing is hashed any more."""
    make_somebody(app)
    add_person(app, "l.ferrer")
    visitor = browser(app)
    fields = form(visitor) | {"login": "zoe.le-goff", "password": "faux"}
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = perf_counter()
    answers = [visitor.post("/connexion", data=fields).status_code for _ in range(1000)]
    assert perf_counter() - start < 60
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - memory < 100_000
    assert answers == [422] * 10 + [429] * 990
    with saved(app) as session:
        assert session.scalar(select(func.count()).select_from(LoginFailure)) == 10
    assert log_in(browser(app), "l.ferrer").status_code == 303
