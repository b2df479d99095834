"""Guessing passwords: an account rests after too many, others stay free."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from app.models import LoginFailure
from app.passwords import hash_password
from app.rules.login_limits import MOST_FROM_ANYWHERE, MOST_FROM_ONE_ADDRESS, WINDOW
from tests.factories import make_person
from tests.visits import browser, saved
from tests.web.signing_in import PASSWORD, log_in, make_somebody, sessions

LOGIN = "zoe.le-goff"
HERE = "127.0.0.1"


@pytest.fixture(autouse=True)
def _somebody(app: Flask) -> None:
    make_somebody(app)


def fail(app: Flask, times: int, *, address: str = HERE, login: str = LOGIN) -> None:
    """Write wrong passwords as the form does, without the work of comparing them."""
    with saved(app) as session:
        session.add_all(
            LoginFailure(login=login, address=address, at=datetime.now(UTC)) for _ in range(times)
        )


def failures(app: Flask) -> int:
    """Count the wrong passwords that are kept."""
    with saved(app) as session:
        return session.scalar(select(func.count()).select_from(LoginFailure)) or 0


def test_a_wrong_password_counts_and_the_right_one_forgets(app: Flask) -> None:
    visitor = browser(app)
    assert log_in(visitor, password="wrong").status_code == 422
    assert log_in(visitor, login="nobody", password="wrong").status_code == 422
    assert failures(app) == 2
    assert log_in(visitor).status_code == 303
    assert failures(app) == 1


def test_after_too_many_even_the_right_password_waits(app: Flask) -> None:
    fail(app, MOST_FROM_ONE_ADDRESS)
    answer = log_in(browser(app))
    assert answer.status_code == 429
    assert "Trop de mots de passe faux" in answer.text
    assert 'value="zoe.le-goff"' in answer.text
    assert sessions(app) == 0


def test_an_unknown_login_rests_in_the_same_way(app: Flask) -> None:
    fail(app, MOST_FROM_ONE_ADDRESS, login="nobody")
    assert log_in(browser(app), login="nobody").status_code == 429


def test_other_accounts_of_the_same_address_stay_free(app: Flask) -> None:
    with saved(app) as session:
        make_person(session, login="l.ferrer").password_hash = hash_password(PASSWORD)
    fail(app, MOST_FROM_ONE_ADDRESS)
    assert log_in(browser(app), login="l.ferrer").status_code == 303


def test_failures_elsewhere_weigh_less(app: Flask) -> None:
    fail(app, MOST_FROM_ONE_ADDRESS, address="192.0.2.7")
    assert log_in(browser(app)).status_code == 303
    fail(app, MOST_FROM_ANYWHERE, address="192.0.2.7")
    assert log_in(browser(app)).status_code == 429


def test_an_account_wakes_after_a_while_and_nothing_old_is_kept(app: Flask) -> None:
    fail(app, MOST_FROM_ONE_ADDRESS)
    with saved(app) as session:
        long_ago = datetime.now(UTC) - WINDOW - timedelta(seconds=1)
        session.execute(update(LoginFailure).values(at=long_ago))
    assert log_in(browser(app), password="wrong").status_code == 422
    assert failures(app) == 1


def test_a_forged_address_is_not_believed(app: Flask) -> None:
    fail(app, MOST_FROM_ONE_ADDRESS)
    visitor = browser(app)
    visitor.environ_base["HTTP_X_FORWARDED_FOR"] = "192.0.2.9"
    assert log_in(visitor).status_code == 429
