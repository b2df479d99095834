"""The answers of the login and account pages to attacks (security.md 25 to 34).

25 to 27: `test_sessions.py` (the id changes at login, an old cookie is refused after logout, forged
cookies are nobody's). 28: `test_login_limits.py`, `test_session_limits.py`. 29: `test_login.py`.
30: `tests/rules/test_passwords.py`. 31: `test_sessions.py`, `test_session_limits.py` and here.
32: `test_login.py` and here. 33: there is no other way in than these. 34: `test_login.py`,
`tests/conventions/test_addresses.py` and here.
"""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.config import Config, ConfigurationError, read
from app.factory import create_app
from app.models import AccessCode, CodeKind, Person, UserSession
from tests.conftest import SECRET, config_for
from tests.visits import browser, saved, signed_in
from tests.web.accounts import NEW, add_person, fill, go_and_fill, links_in, mails, page_of
from tests.web.signing_in import PASSWORD, form, log_in, make_somebody, sessions

OWN_PAGES = ("/mon-compte", "/mon-compte/mot-de-passe", "/connexion/confirmation")
EVIL = (
    "//evil.example",
    "/\\evil.example",
    "https:evil.example",
    "https://evil.example",
    "javascript:alert(1)",
    "/x\r\nSet-Cookie: a=b",
    "/\t/evil.example",
    "///evil.example",
)
POSTS = (
    "/mon-compte/sessions/fermer-toutes",
    "/mon-compte/courriel",
    "/annuaire/activation/personne",
    "/connexion/reprise",
)


@pytest.mark.parametrize("secret", ["", "dev", "secret", "change-me", "x" * 31])
def test_production_refuses_a_weak_secret(tmp_path: Path, secret: str) -> None:
    """security.md 27."""
    environment = {"PARVIS_PRODUCTION": "1", "PARVIS_URL": "https://x.example",
                   "PARVIS_SECRET": secret, "PARVIS_DATA": str(tmp_path)}  # fmt: skip
    with pytest.raises(ConfigurationError):
        read(environment)


def test_behind_tls_the_cookie_is_secure_and_bound_to_the_host(tmp_path: Path) -> None:
    """security.md 31."""
    plain = config_for(tmp_path, f"sqlite:///{tmp_path}/x.db")
    app = create_app(Config(**(vars(plain) | {"base_url": "https://www.example.org"})))
    assert app.config["SESSION_COOKIE_NAME"] == "__Host-parvis"
    assert app.config["SESSION_COOKIE_SECURE"]
    assert app.config["SECRET_KEY"] == SECRET


@pytest.mark.parametrize("target", EVIL)
def test_a_confirmation_leads_to_pages_of_the_site_only(app: Flask, target: str) -> None:
    """security.md 32."""
    make_somebody(app)
    visitor = browser(app)
    log_in(visitor)
    page = visitor.get("/connexion/confirmation", query_string={"next": target})
    assert "evil" not in page.text
    filled = form(visitor, "/connexion/confirmation") | {"password": PASSWORD, "next": target}
    answer = visitor.post("/connexion/confirmation", data=filled)
    assert (answer.status_code, answer.location) == (303, "/")


def test_a_session_that_is_suspended_ends_with_the_next_request(app: Flask) -> None:
    """security.md 20, for one's own pages and their forms."""
    person_id = add_person(app, "m.estrade")
    visitor = signed_in(app, person_id)
    page = page_of(visitor.get("/mon-compte"))
    with saved(app) as session:
        person = session.get_one(Person, person_id)
        person.left_at = session.scalars(select(UserSession.created_at)).one()
    for path in OWN_PAGES:
        assert visitor.get(path).status_code == 302
    assert fill(visitor, page, "/mon-compte/courriel", email="x@exemple.fr").status_code == 403
    assert log_in(browser(app), "m.estrade").status_code == 422


@pytest.mark.parametrize("method", ["GET", "PUT", "PATCH", "DELETE"])
@pytest.mark.parametrize("path", POSTS)
def test_only_a_form_changes_something(app: Flask, path: str, method: str) -> None:
    """security.md 34."""
    visitor = signed_in(app, add_person(app, "m.estrade"))
    for headers in ({}, {"X-HTTP-Method-Override": "POST"}):
        answer = visitor.open(path, method=method, headers=headers, data={"_method": "POST"})
        assert answer.status_code in (400, 405)
    assert sessions(app) == 1


@pytest.mark.parametrize("kind", ["application/json", "text/plain"])
def test_a_token_of_another_session_changes_nothing(app: Flask, kind: str) -> None:
    """security.md 34: neither as a form nor as what only looks like one."""
    person_id = add_person(app, "m.estrade")
    foreign = page_of(signed_in(app, person_id).get("/mon-compte"))
    token = foreign.cssselect("[name=csrf_token]")[0].get("value")
    visitor = signed_in(app, person_id)
    path = "/mon-compte/sessions/fermer-toutes"
    assert visitor.post(path, data={"csrf_token": token}).status_code == 400
    body = f'{{"csrf_token": "{token}"}}'
    assert visitor.post(path, data=body, content_type=kind).status_code == 400
    assert sessions(app) == 2


@pytest.mark.parametrize("field", ["new_password", "code", "known_as", "login"])
@pytest.mark.parametrize("value", ["x" * 5_000, "a\0b", "\ud800", "%s{{7*191}}", "' OR 1=1 --"])
def test_odd_values_are_refused_as_values(app: Flask, field: str, value: str) -> None:
    """security.md 35 to 37 for the forms of this part."""
    path = {"known_as": "/connexion/mot-de-passe-oublie"}.get(field, "/connexion/activation")
    visitor = browser(app)
    data = form(visitor, path) | {"login": "x", "code": "y"}
    data[field] = value.encode("utf-8", "surrogatepass")
    answer = visitor.post(path, data=data)
    assert answer.status_code in (303, 400, 422)
    assert "1337" not in answer.text
    assert mails(app) == []


def test_a_link_used_twice_at_once_sets_one_password(app: Flask) -> None:
    person_id = add_person(app, "v.dubosc", email="v.dubosc@exemple.fr")
    go_and_fill(browser(app), "/connexion/mot-de-passe-oublie", known_as="v.dubosc")
    [path] = links_in(mails(app)[-1]["text"])
    visitors = [browser(app) for _ in range(4)]
    pages = [page_of(visitor.get(path)) for visitor in visitors]

    def send(number: int) -> int:
        own = f"{NEW} {number}"
        return fill(visitors[number], pages[number], path, new_password=own,
                    repeated_password=own).status_code  # fmt: skip

    with ThreadPoolExecutor(4) as pool:
        answers = sorted(pool.map(send, range(4)))
    assert answers == [303, 404, 404, 404]
    with saved(app) as session:
        used = select(func.count()).where(AccessCode.kind == CodeKind.RESET)
        assert session.scalar(used.where(AccessCode.used_at.is_not(None))) == 1
        assert session.get_one(Person, person_id).password_hash
