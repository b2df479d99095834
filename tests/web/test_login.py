"""The login form."""

from datetime import UTC, datetime
from time import process_time

import pytest
from flask import Flask
from lxml import html
from werkzeug.test import TestResponse

from app.passwords import hash_password
from tests.factories import make_person
from tests.visits import browser, saved
from tests.web.signing_in import PASSWORD, form, log_in, make_somebody, sessions


@pytest.fixture
def person_id(app: Flask) -> int:
    """Somebody with a password."""
    return make_somebody(app)


@pytest.mark.parametrize("login", [" zoe.le-goff ", "ZOE.LE-GOFF"])
def test_a_login_is_read_with_tolerance(app: Flask, person_id: int, login: str) -> None:
    assert log_in(browser(app), login).status_code == 303


def refused(answer: TestResponse) -> html.HtmlElement:
    """Return the page of a refusal, without what changes each time."""
    assert answer.status_code == 422
    page = html.fromstring(answer.get_data(as_text=True))
    for field in page.cssselect("[name=csrf_token]"):
        field.set("value", "")
    return page


def test_unknown_logins_and_wrong_passwords_get_the_same_answer(app: Flask, person_id: int) -> None:
    with saved(app) as session:
        make_person(session, login="sans.compte")
        gone = make_person(session, login="deja.partie")
        gone.password_hash = hash_password(PASSWORD)
        gone.left_at = datetime.now(UTC)
    answers = set()
    for login, password in (
        ("zoe.le-goff", "faux"),
        ("personne", "faux"),
        ("sans.compte", "faux"),
        ("deja.partie", PASSWORD),
        ("zoe.le-goff", PASSWORD.upper()),
        ("zoe\0le-goff", PASSWORD),
        ("%", PASSWORD),
    ):
        page = refused(log_in(browser(app), login, password))
        page.cssselect("[name=login]")[0].set("value", "")
        answers.add(html.tostring(page))
    assert len(answers) == 1
    assert sessions(app) == 0


def test_unknown_logins_take_the_same_time(app: Flask, person_id: int) -> None:
    visitor = browser(app)
    fields = form(visitor) | {"password": "faux"}

    def fastest(login: str) -> float:
        times = []
        for _ in range(4):
            start = process_time()
            visitor.post("/connexion", data=fields | {"login": login})
            times.append(process_time() - start)
        return min(times)

    known, unknown = fastest("zoe.le-goff"), fastest("personne")
    assert 0.4 < known / unknown < 2.5


def test_a_very_long_password_is_refused_unread(app: Flask, person_id: int) -> None:
    start = process_time()
    refused(log_in(browser(app), password="x" * 5_000))
    assert process_time() - start < 1


def test_a_refusal_keeps_the_login_and_leads_to_its_field(app: Flask, person_id: int) -> None:
    page = refused(log_in(browser(app), "zoe.le-gof", "ne pas répéter", next="/aide"))
    assert "ne pas répéter" not in html.tostring(page, encoding="unicode")
    login, password = (page.cssselect(f"input[name={name}]")[0] for name in ("login", "password"))
    assert (login.get("value"), password.get("value") or "") == ("zoe.le-gof", "")
    assert page.cssselect("input[name=next]")[0].get("value") == "/aide"
    [link] = page.cssselect(".error-summary a")
    assert page.get_element_by_id(link.get("href")[1:]) is login
    assert login.get("aria-invalid") == "true"
    assert page.get_element_by_id(login.get("aria-describedby")).text_content().strip()
    assert page.findtext(".//title").index(page.findtext(".//h1")) > 0


def test_an_empty_form_names_both_fields(app: Flask) -> None:
    page = refused(log_in(browser(app), "", ""))
    assert len(page.cssselect(".error-summary li")) == 2


def test_fields_are_labelled_and_completed_by_browsers(app: Flask) -> None:
    page = html.fromstring(browser(app).get("/connexion").get_data(as_text=True))
    assert page.xpath("//meta[@name='robots']/@content") == ["noindex"]
    for name, purpose in (("login", "username"), ("password", "current-password")):
        field = page.cssselect(f".form input[name={name}]")[0]
        assert field.get("autocomplete") == purpose
        assert page.cssselect(f"label[for={field.get('id')}]")[0].text_content().strip()


@pytest.mark.parametrize(
    ("target", "location"),
    [
        ("/aide?x=1#haut", "/aide?x=1#haut"),
        ("//evil.example", "/accueil"),
        ("/\\evil.example", "/accueil"),
        ("https://evil.example", "/accueil"),
        ("https:evil.example", "/accueil"),
        ("javascript:alert(1)", "/accueil"),
        ("/a\r\nSet-Cookie: x=1", "/accueil"),
        ("/\t/evil.example", "/accueil"),
        (" //evil.example", "/accueil"),
        ("evil.example", "/accueil"),
        ("", "/accueil"),
    ],
)
def test_login_leads_to_pages_of_the_site_only(
    app: Flask, person_id: int, target: str, location: str
) -> None:
    answer = log_in(browser(app), next=target)
    assert (answer.status_code, answer.location) == (303, location)


def test_a_missing_or_foreign_token_opens_nothing(app: Flask, person_id: int) -> None:
    fields = {"login": "zoe.le-goff", "password": PASSWORD}
    assert browser(app).post("/connexion", data=fields).status_code == 400
    foreign = form(browser(app))["csrf_token"]
    answer = browser(app).post("/connexion", data=fields | {"csrf_token": foreign})
    assert answer.status_code == 400
    assert browser(app).get("/deconnexion").status_code == 405
    assert sessions(app) == 0
