"""What a session is, how long it holds, and how it ends."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from lxml import html
from sqlalchemy import select, update

from app.models import Person, UserSession
from tests.visits import browser, saved
from tests.web.signing_in import PASSWORD, form, leave, log_in, make_somebody, sessions


@pytest.fixture
def person_id(app: Flask) -> int:
    """Somebody with a password."""
    return make_somebody(app)


def test_the_masthead_names_who_is_signed_in_and_lets_go(app: Flask, person_id: int) -> None:
    visitor = browser(app)
    answer = log_in(visitor)
    assert (answer.status_code, answer.location) == (303, "/accueil")
    page = html.fromstring(visitor.get("/contact").get_data(as_text=True))
    head = page.find(".//header")
    assert "Zoé Le Goff" in head.text_content()
    assert not head.cssselect("a[href*=connexion]")
    assert head.cssselect("[popover] a[href='/mon-compte']")
    assert leave(visitor).status_code == 303
    page = html.fromstring(visitor.get("/contact").get_data(as_text=True))
    assert page.find(".//header").cssselect("a[href*=connexion]")
    assert sessions(app) == 0


def test_the_cookie_is_kept_from_scripts_and_other_sites(app: Flask, person_id: int) -> None:
    [cookie] = log_in(browser(app)).headers.getlist("Set-Cookie")
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Expires" not in cookie
    assert "Domain" not in cookie


def test_the_session_is_another_after_login(app: Flask, person_id: int) -> None:
    visitor = browser(app)
    with visitor.session_transaction() as planted:
        planted["_user_id"] = "planted"
        planted["left"] = "behind"
    form(visitor)
    log_in(visitor)
    with visitor.session_transaction() as kept:
        assert kept["_user_id"] != "planted"
        assert "left" not in kept
    with saved(app) as session:
        [row] = session.scalars(select(UserSession))
        assert row.person_id == person_id
        assert kept["_user_id"] not in row.token_hash
        assert timedelta(0) < row.expires_at - datetime.now(UTC) <= timedelta(hours=12)


def test_an_old_cookie_is_refused_after_logout(app: Flask, person_id: int) -> None:
    visitor = browser(app)
    log_in(visitor)
    cookie = visitor.get_cookie("parvis")
    assert cookie is not None
    leave(visitor)
    thief = browser(app)
    thief.set_cookie("parvis", cookie.value)
    assert "Zoé" not in thief.get("/contact").get_data(as_text=True)


@pytest.mark.parametrize("value", ["", "x", "e30.x.y", "a" * 4000, ".eJw.", "é"])
def test_a_forged_cookie_is_nobodys(app: Flask, person_id: int, value: str) -> None:
    thief = browser(app)
    thief.set_cookie("parvis", value)
    answer = thief.get("/contact")
    assert answer.status_code == 200
    assert "Zoé" not in answer.get_data(as_text=True)


def test_a_session_ends_in_time(app: Flask, person_id: int) -> None:
    visitor = browser(app)
    log_in(visitor)
    with saved(app) as session:
        session.execute(update(UserSession).values(expires_at=datetime.now(UTC)))
    assert "Zoé" not in visitor.get("/contact").get_data(as_text=True)


def test_signing_in_again_leaves_one_session(app: Flask, person_id: int) -> None:
    visitor = browser(app)
    waiting = form(visitor) | {"login": "zoe.le-goff", "password": PASSWORD}
    log_in(visitor)
    page = html.fromstring(visitor.get("/contact").get_data(as_text=True))
    token = page.cssselect("header [name=csrf_token]")[0].get("value")
    assert visitor.post("/connexion", data=waiting | {"csrf_token": token}).status_code == 303
    assert sessions(app) == 1


def test_who_is_signed_in_needs_no_form(app: Flask, person_id: int) -> None:
    visitor = browser(app)
    log_in(visitor)
    assert visitor.get("/connexion?next=/aide").location == "/aide"


def test_a_suspended_person_is_nobody_at_once(app: Flask, person_id: int) -> None:
    visitor = browser(app)
    log_in(visitor)
    with saved(app) as session:
        session.execute(update(Person).values(suspended_at=datetime.now(UTC)))
    page = html.fromstring(visitor.get("/contact").get_data(as_text=True))
    assert page.find(".//header").cssselect("a[href*=connexion]")
