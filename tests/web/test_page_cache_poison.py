"""Nothing that one visitor sends is in the page that the next one gets (security.md 14, 22, 38)."""

import pytest
from flask import Flask

from app.models import Setting
from tests.factories import make_article, make_rubrique
from tests.kept_pages import assert_same, is_hit, kept_addresses
from tests.visits import browser, saved

EVIL = "evil.example"
SENT = {
    "Accept": "application/json",
    "Accept-Language": "ar",
    "Authorization": "Basic ZXZpbDpldmls",
    "Cookie": "langue=ar; theme=evil",
    "Forwarded": f"for=1.2.3.4;host={EVIL};proto=https",
    "If-Match": "x",
    "If-Modified-Since": "Tue, 01 Jan 2030 00:00:00 GMT",
    "If-Range": "x",
    "If-Unmodified-Since": "Tue, 01 Jan 2000 00:00:00 GMT",
    "Origin": f"https://{EVIL}",
    "Range": "bytes=0-3",
    "Referer": f"https://{EVIL}/<script>",
    "Remote-User": "admin",
    "User-Agent": f"<script src=//{EVIL}>",
    "X-Forwarded-For": "1.2.3.4",
    "X-Forwarded-Host": EVIL,
    "X-Forwarded-Port": "1",
    "X-Forwarded-Prefix": f"//{EVIL}",
    "X-Forwarded-Proto": "https",
    "X-HTTP-Method-Override": "POST",
    "X-Original-URL": "/accueil",
    "X-Request-Id": "evil-evil-evil",
    "X-Rewrite-URL": "/accueil",
    "X-Script-Name": f"//{EVIL}",
}
pytestmark = pytest.mark.usefixtures("demo_day")


@pytest.fixture
def addresses(app: Flask) -> list[str]:
    """An address of each page that may be kept, made anew when it is asked for."""
    with saved(app) as session:
        session.add(Setting(name="name", value="Collège des Lilas"))
        rubrique = make_rubrique(session, "Vie scolaire")
        rubrique.has_agenda = True
        article = make_article(session, rubrique, "La sortie")
        return list(kept_addresses(app, rubrique, article, "La sortie").values())


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_what_one_sends_is_not_what_another_gets(
    app: Flask, keeping: Flask, addresses: list[str], method: str
) -> None:
    """The first who asks says all of it at once; the second gets what nobody's request made."""
    for path in addresses:
        query = "?next=//evil.example&x=<script>&page=1&callback=evil&utm_source=evil"
        first = browser(keeping).open(path + query, method=method, headers=SENT)
        assert first.status_code in (200, 304), path
        assert "Set-Cookie" not in first.headers
        second, plain = browser(keeping).get(path), browser(app).get(path)
        assert_same(second, plain)
        assert "evil" not in second.text + str(second.headers), path


@pytest.mark.parametrize("name", sorted(SENT))
def test_no_header_makes_a_page_of_another_kind(app: Flask, keeping: Flask, name: str) -> None:
    browser(keeping).get("/contact", headers={name: SENT[name]})
    assert is_hit(keeping, "/contact")
    assert_same(browser(keeping).get("/contact"), browser(app).get("/contact"))


@pytest.mark.parametrize(
    "wanted", ["br;q=x", "gzip;q=0, br;q=0", "*", "*;q=0", ",,;;=", "é", "x" * 5000]
)
def test_odd_encodings_break_no_page(app: Flask, keeping: Flask, wanted: str) -> None:
    for _time in range(2):
        odd = browser(keeping).get("/contact", headers={"Accept-Encoding": wanted})
        assert odd.status_code == 200
        assert odd.headers["Vary"] == browser(keeping).get("/contact").headers["Vary"]
    assert_same(browser(keeping).get("/contact"), browser(app).get("/contact"))


@pytest.mark.parametrize("method", ["OPTIONS", "TRACE", "PURGE", "PROPFIND", "GET2", "get"])
def test_other_methods_neither_read_nor_fill_it(app: Flask, keeping: Flask, method: str) -> None:
    for _time in range(2):
        answer = browser(keeping).open("/contact", method=method)
        assert answer.data == browser(app).open("/contact", method=method).data
    assert not is_hit(keeping, "/contact")
    assert is_hit(keeping, "/contact")
