"""Other ways to the same thing: no difference, or nothing there (security.md 22, 38 and 39)."""

import pytest
from flask import Flask

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
    monkeypatch.setenv("PARVIS_NOW", NOW.isoformat())
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
