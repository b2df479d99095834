"""Other ways to the same thing: no difference, or nothing there (security.md 22, 38 and 39)."""

from dataclasses import replace

import pytest
from flask import Flask, request, request_started

from app.extensions import db
from app.factory import create_app
from tests.factories import NOW
from tests.visits import Browser, browser
from tests.web.small_site import clear, make_small_site

PROBES = [
    "/.git/config",
    "/.git/HEAD",
    "/.env",
    "/console",
    "/admin",
    "/wp-login.php",
    "/server-status",
    "/static/../pyproject.toml",
    "/static/..%2fpyproject.toml",
    "/static/%2e%2e/app/config.py",
    "/static/css",
    "/static/css/",
    "/var/parvis.db",
    "/medias/1/../../secret",
    "/rubriques",
    "/articles/",
    "/nulle-part",
]


@pytest.fixture
def site(app: Flask, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """The good addresses of a small site, its clock stopped."""
    monkeypatch.setattr("app.clock.frozen", NOW)
    return make_small_site(app)


@pytest.fixture
def visitor(app: Flask) -> Browser:
    """A browser."""
    return browser(app)


@pytest.mark.parametrize("path", PROBES)
def test_there_is_nothing_else(site: dict[str, str], visitor: Browser, path: str) -> None:
    answer = visitor.get(path)
    assert answer.status_code == 404
    assert b"Traceback" not in answer.data


def test_other_spellings_of_an_address_open_no_side_door(
    site: dict[str, str], visitor: Browser
) -> None:
    path = site["article"]
    for address in (
        f"/.{path}",
        f"/x/..{path}",
        f"//{path[1:]}",
        f"{path}/",
        f"{path}/.",
        path.upper(),
    ):
        answer = visitor.get(address)
        assert clear(answer), address
        assert "//" not in answer.headers.get("Location", "").removeprefix("http://localhost")


@pytest.mark.parametrize(
    "header",
    [
        "Forwarded",
        "Remote-User",
        "X-Forwarded-For",
        "X-Forwarded-Host",
        "X-Forwarded-Prefix",
        "X-HTTP-Method-Override",
        "X-Original-URL",
        "X-Rewrite-URL",
        "X-Script-Name",
    ],
)
def test_headers_of_proxies_change_nothing(
    site: dict[str, str], visitor: Browser, header: str
) -> None:
    for address in ("/", site["article"], "/nulle-part", "/rss.xml", "/sitemap.xml"):
        usual = visitor.get(address)
        tried = visitor.get(address, headers={header: "evil.example"})
        assert (tried.status_code, tried.data) == (usual.status_code, usual.data)


@pytest.mark.parametrize(
    ("proxy", "believed"), [("", "127.0.0.1"), ("plain", "192.0.2.9"), ("nginx", "192.0.2.9")]
)
def test_of_a_proxy_the_last_address_is_believed_and_nothing_else(
    app: Flask, proxy: str, believed: str
) -> None:
    """What stands before that address came from whoever asks; a setting says that there is one."""
    behind = create_app(replace(app.extensions["parvis"], proxy=proxy))
    seen: list[tuple[str | None, str, str, str]] = []

    def note(_sender: Flask, **_more: object) -> None:
        seen.append((request.remote_addr, request.host, request.scheme, request.root_path))

    forged = {
        "X-Forwarded-For": "127.0.0.9, 192.0.2.9",
        "X-Forwarded-Host": "evil.example",
        "X-Forwarded-Port": "1",
        "X-Forwarded-Prefix": "/evil",
        "X-Forwarded-Proto": "https",
        "X-Real-IP": "127.0.0.9",
    }
    with request_started.connected_to(note, behind):
        answer = browser(behind).get("/connexion", headers=forged)
    assert seen == [(believed, "localhost", "http", "")]
    assert "evil" not in answer.text + str(answer.headers)
    with behind.app_context():
        db.engine.dispose()


@pytest.mark.parametrize(
    "host", ["evil.example", "localhost.evil.example", "localhost@evil", "a b"]
)
def test_a_wrong_host_is_refused(site: dict[str, str], visitor: Browser, host: str) -> None:
    for address in ("/", site["article"], "/rss.xml", "/sitemap.xml", "/nulle-part"):
        answer = visitor.get(address, headers={"Host": host})
        assert answer.status_code == 400
        assert b"evil" not in answer.data
        assert "evil" not in str(answer.headers)


def test_head_is_get_without_its_body(site: dict[str, str], visitor: Browser) -> None:
    for address in [*site.values(), "/nulle-part"]:
        full, head = visitor.get(address), visitor.head(address)
        assert head.status_code == full.status_code, address
        assert head.data == b""
        assert head.headers.get("Content-Type") == full.headers.get("Content-Type")


@pytest.mark.parametrize("method", ["TRACE", "CONNECT", "PROPFIND", "NONSENSE", "PUT", "DELETE"])
def test_other_methods_are_refused(site: dict[str, str], visitor: Browser, method: str) -> None:
    for name in ("home", "rubrique", "article", "media", "search", "agenda", "feed"):
        answer = visitor.open(site[name], method=method)
        assert answer.status_code in (400, 405), name
        assert b"TRACE / HTTP" not in answer.data
