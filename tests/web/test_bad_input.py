"""What nobody types by mistake: a clear page, 400 or 404, never 500 (security.md 35 to 37)."""

from http import HTTPStatus
from io import BytesIO
from itertools import product

import pytest
from flask import Flask
from werkzeug.test import EnvironBuilder, run_wsgi_app

from tests.factories import NOW
from tests.visits import Browser, browser
from tests.web.small_site import clear, make_small_site

MANY_DIGITS = "9" * 4000

BAD_IDS = [
    "0",
    "-1",
    "00",
    "01",
    "+1",
    "1.0",
    "1e3",
    "0x1",
    "9223372036854775807",
    "9223372036854775808",
    "18446744073709551617",
    MANY_DIGITS,
    "%D9%A1",  # the Arabic digit one
    "%C2%B9",  # a superscript one
    "%00",
    "1%00",
    "%ff",
    "%2e%2e",
    "..%2f..%2fetc%2fpasswd",
    "1%20OR%201=1",
    "1'--",
    "{{7*7}}",
    "<script>alert(1)<%2fscript>",
    "%ed%a0%80",  # a lone surrogate
]

BAD_TEXTS = [
    "",
    "0",
    "-1",
    "abc",
    "1e3",
    "1.5",
    "%2B1",
    "99999999",
    "9223372036854775808",
    MANY_DIGITS,
    "a" * 10_000,
    "%D9%A1",
    "%00",
    "vie%00scolaire",
    "%ff",
    "%fe%ff",
    "%ed%a0%80",
    "%F0%9F%98%80",
    "%E2%80%AE%D7%A9",
    "%25",
    "%",
    "%%%",
    "_",
    "*",
    '"',
    "'",
    "' OR 1=1 --",
    "1) UNION SELECT password_hash FROM person --",
    "NEAR(a b)",
    "title:vie",
    "vie AND NOT scolaire",
    "a*",
    "(((((",
    "^a",
    "-vie",
    "\\",
    "&|!<->",
    "{{7*7}}",
    "${7*7}",
    "<script>alert(1)</script>",
    "%0d%0aSet-Cookie:a=b",
    "(a%2B)%2B$",
    "%20" * 3000,
    "%CC%81" * 2000,
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


def test_the_good_addresses_are_good(site: dict[str, str], visitor: Browser) -> None:
    assert {name: visitor.get(address).status_code for name, address in site.items()} == (
        dict.fromkeys(site, 200)
    )


@pytest.mark.parametrize("bad", BAD_IDS, ids=lambda bad: bad[:30])
def test_an_id_that_is_none(site: dict[str, str], visitor: Browser, bad: str) -> None:
    for address in (
        f"/rubriques/{bad}",
        f"/rubriques/{bad}-vie-scolaire",
        f"/rubriques/{bad}-vie-scolaire/rss.xml",
        f"/rubriques/{bad}-vie-scolaire/agenda.ics",
        f"/articles/{bad}",
        f"/articles/{bad}-la-vie-scolaire",
        f"/medias/{bad}/menu.pdf",
    ):
        answer = visitor.get(address)
        assert answer.status_code in (400, 404), address[:80]
        assert clear(answer), address[:80]


@pytest.mark.parametrize(
    ("parameter", "names"),
    [
        ("page", ["rubrique", "search", "agenda"]),
        ("q", ["search"]),
        ("rubrique", ["search", "agenda"]),
        ("periode", ["search"]),
        ("mois", ["agenda"]),
        ("next", ["login"]),
        ("page", ["report"]),
        ("v", ["style", "static"]),
    ],
)
def test_a_parameter_that_makes_no_sense(
    site: dict[str, str], visitor: Browser, parameter: str, names: list[str]
) -> None:
    for name, bad in product(names, BAD_TEXTS):
        address = site[name].partition("?")[0]
        answer = visitor.get(f"{address}?{parameter}={bad}")
        assert clear(answer), f"{address}?{parameter}={bad[:60]}: {answer.status}"


@pytest.mark.parametrize("parameter", ["page", "q%ff%00", "a" * 5000])
def test_a_parameter_that_nobody_reads(
    site: dict[str, str], visitor: Browser, parameter: str
) -> None:
    for name, address in site.items():
        for bad in ("", "%ff%00", "a" * 10_000, "%ed%a0%80"):
            separator = "&" if "?" in address else "?"
            assert clear(visitor.get(f"{address}{separator}{parameter}={bad}")), name


@pytest.mark.parametrize("bad", BAD_TEXTS, ids=lambda bad: bad[:30])
def test_a_page_number_beside_words(site: dict[str, str], visitor: Browser, bad: str) -> None:
    assert clear(visitor.get(f"/recherche?q=vie&page={bad}"))
    assert clear(visitor.get(f"/recherche?q={bad}&page=2"))
    assert clear(visitor.get(f"{site['rubrique']}?page=1&page={bad}"))


@pytest.mark.parametrize("number", ["2", "7", "999999"])
def test_beyond_the_last_page_there_is_none(
    site: dict[str, str], visitor: Browser, number: str
) -> None:
    for address in (site["rubrique"] + "?", "/recherche?q=vie&", "/agenda?"):
        assert visitor.get(f"{address}page={number}").status_code == 404


def test_words_of_a_search_are_words(site: dict[str, str], visitor: Browser) -> None:
    """Not wildcards, operators or parts of a statement: what finds nothing says so."""
    nothing = ["%25", "_", "*", '"', "inconnu*", "title:inconnu", "' OR 1=1 --", "inconnu OR vie"]
    for question in nothing:
        page = visitor.get(f"/recherche?q={question}").get_data(as_text=True)
        assert site["article"] not in page, question


def test_what_was_asked_is_shown_as_text(site: dict[str, str], visitor: Browser) -> None:
    for address in ("/recherche?q=", "/signaler?page=/", "/nulle-part/", "/connexion?next=/"):
        answer = visitor.get(address + "<script>alert(7)</script>{{7*7}}")
        assert b"<script>alert" not in answer.data
        assert b">49<" not in answer.data


def test_bytes_that_are_no_text_in_the_raw_path(app: Flask, site: dict[str, str]) -> None:
    """As a server hands them over, without the client's quoting."""
    for path in (b"/\xff", b"/rubriques/\xed\xa0\x80", b"/medias/1/\xfe", b"/\x00", b"/a\nb"):
        environ = EnvironBuilder("/", base_url="http://localhost").get_environ()
        environ["PATH_INFO"] = path.decode("latin-1")
        environ["QUERY_STRING"] = "q=\xff\x00&page=\xe9"
        environ["wsgi.input"] = BytesIO(b"")
        body, status, _headers = run_wsgi_app(app, environ, buffered=True)
        assert status.startswith(("400", "404")), path
        assert b"<h1" in b"".join(body)


@pytest.mark.parametrize("body", [b"login=%ff%fe", b"login=" + b"a" * 600_000, b"\x00" * 2000])
def test_a_login_form_of_nonsense(site: dict[str, str], visitor: Browser, body: bytes) -> None:
    answer = visitor.post("/connexion", data=body, content_type="application/x-www-form-urlencoded")
    assert answer.status_code in (HTTPStatus.BAD_REQUEST, HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    assert b"<h1" in answer.data
