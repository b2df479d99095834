"""Security headers of every kind of answer, cookies, and what caches may keep."""

from collections.abc import Iterator
from dataclasses import replace
from http.cookies import SimpleCookie

import pytest
from flask import Flask
from lxml import html

from app.config import Config
from app.extensions import db
from app.factory import create_app
from tests.factories import make_article, make_person, make_rubrique
from tests.visits import browser, saved, signed_in
from tests.web.stored_file import PATH, store_file

ASSET = "/static/img/icon.svg"
KINDS = ("/", "/contact", "/connexion", "/recherche?q=x", "/rien", "/rss.xml", "/style.css", ASSET,
         "/robots.txt", "/healthz", PATH)  # fmt: skip


@pytest.fixture
def over_tls(app: Flask) -> Iterator[Flask]:
    """The same instance, reached over https."""
    settings: Config = app.extensions["parvis"]
    found = create_app(replace(settings, base_url="https://ecole.example"))
    yield found
    with found.app_context():
        db.engine.dispose()


@pytest.mark.parametrize("path", KINDS)
def test_every_answer_carries_the_headers(app: Flask, path: str) -> None:
    store_file(app)
    headers = browser(app).get(path).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]
    assert "Strict-Transport-Security" not in headers
    assert len(headers.getlist("Content-Security-Policy")) == 1
    assert "Server" not in headers


@pytest.mark.parametrize("path", ["/", "/connexion", "/rien", ASSET])
def test_the_policy_allows_our_own_host_only(app: Flask, path: str) -> None:
    policy = dict(
        part.split(" ", 1)
        for part in browser(app).get(path).headers["Content-Security-Policy"].split("; ")
    )
    assert policy["default-src"] == "'self'"
    assert policy["object-src"] == "'none'"
    assert policy["base-uri"] == policy["form-action"] == policy["frame-ancestors"] == "'self'"
    assert not {"script-src", "style-src", "connect-src"} & policy.keys()
    assert "unsafe" not in str(policy)


def test_a_file_runs_nothing(app: Flask) -> None:
    headers = browser(app).get(store_file(app)).headers
    assert headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert headers["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize("path", ["/connexion", "/rien", "/robots.txt", ASSET])
def test_over_tls_browsers_remember_it_for_a_year(over_tls: Flask, path: str) -> None:
    answer = browser(over_tls).get(path, base_url="https://ecole.example")
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"
    for line in answer.headers.getlist("Set-Cookie"):
        [(name, cookie)] = SimpleCookie(line).items()
        assert name == "__Host-parvis"
        assert cookie["secure"]
        assert cookie["httponly"]
        assert cookie["path"] == "/"
        assert not cookie["domain"]


def test_only_the_login_page_sets_a_cookie(app: Flask) -> None:
    store_file(app)
    with saved(app) as session:
        rubrique = make_rubrique(session, "Actualités")
        number = make_article(session, rubrique, "Le cross").id
        paths = [f"/rubriques/{rubrique.id}-actualites", f"/articles/{number}-le-cross"]
    visitor = browser(app)
    plan = html.fromstring(visitor.get("/plan-du-site").get_data(as_text=True))
    paths += [path for path in plan.xpath("//main//a/@href") if path != "/connexion"]
    for path in (*paths, *KINDS, "/atom.xml", "/sitemap.xml", "/articles/999", "/recherche?q=%00"):
        answer = visitor.get(path)
        assert ("Set-Cookie" in answer.headers) == (path == "/connexion"), path
        assert answer.status_code != 500


def test_pages_of_members_are_kept_nowhere(app: Flask) -> None:
    with saved(app) as session:
        person = make_person(session).id
    assert browser(app).get("/contact").headers["Cache-Control"] == "no-cache"
    answer = signed_in(app, person).get("/contact")
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert "Cookie" in answer.headers["Vary"]


@pytest.mark.parametrize(
    "path", ["/contact", "/rien", "/signaler?page=/", "/sitemap.xml", "/rss.xml"]
)
def test_forged_addresses_are_written_nowhere(app: Flask, path: str) -> None:
    forged = {"X-Forwarded-Host": "evil.example", "X-Original-URL": "/connexion",
              "X-Forwarded-For": "evil", "Remote-User": "admin"}  # fmt: skip
    answer = browser(app).get(path, headers=forged)
    assert "evil" not in answer.get_data(as_text=True)
    assert answer.get_data() == browser(app).get(path).get_data()
