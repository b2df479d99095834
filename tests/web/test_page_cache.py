"""What visitors get from the pages that are kept, and which pages are."""

import gzip
from collections.abc import Iterator
from dataclasses import replace

import brotli
import pytest
from flask import Flask, Request
from werkzeug.datastructures import MultiDict
from werkzeug.test import create_environ, run_wsgi_app

from app.access import Need
from app.extensions import db
from app.factory import create_app
from app.models import Setting
from tests.factories import make_article, make_person, make_rubrique
from tests.kept_pages import NOT_KEPT, assert_same, is_hit, kept_addresses, kept_endpoints
from tests.visits import browser, saved, signed_in

PAGE = "/donnees-personnelles"
ENCODED = {"br": brotli.decompress, "gzip": gzip.decompress, "identity": bytes}

pytestmark = pytest.mark.usefixtures("demo_day")


@pytest.fixture
def addresses(app: Flask) -> dict[str, str]:
    """An address of each page that may be kept."""
    with saved(app) as session:
        rubrique = make_rubrique(session, "Vie scolaire")
        rubrique.has_agenda = True
        article = make_article(session, rubrique, "La sortie")
        return kept_addresses(app, rubrique, article, "La sortie")


def test_every_public_page_is_kept_or_has_a_reason(app: Flask) -> None:
    public = {name for name in app.view_functions if name.startswith("public.")}
    assert kept_endpoints(app) == public - NOT_KEPT.keys()
    needs = {app.view_functions[name].need for name in kept_endpoints(app)}  # type: ignore[attr-defined]
    assert needs == {Need.NOTHING}


def test_each_of_them_is_made_once_and_stays_the_same(
    app: Flask, keeping: Flask, addresses: dict[str, str]
) -> None:
    """Were there a cookie, a nonce or the token of a form in one, it would not be kept."""
    for path in addresses.values():
        assert not is_hit(keeping, path), path
        assert is_hit(keeping, path), path
        assert_same(browser(keeping).get(path), browser(app).get(path))
        assert "nonce" not in str(browser(keeping).get(path).headers)
        assert b"csrf_token" not in browser(keeping).get(path).get_data()


@pytest.mark.parametrize("accepted", sorted(ENCODED))
def test_a_kept_page_is_sent_as_its_browser_reads_it(
    app: Flask, keeping: Flask, addresses: dict[str, str], accepted: str
) -> None:
    for path in addresses.values():
        headers = {"Accept-Encoding": accepted}
        for _ in range(2):
            answer = browser(keeping).get(path, headers=headers)
            plain = browser(app).get(path, headers=headers)
            assert_same(answer, plain)
            encoding = answer.headers.get("Content-Encoding", "identity")
            assert ENCODED[encoding](answer.get_data()) == browser(app).get(path).get_data()


@pytest.mark.parametrize("accepted", sorted(ENCODED))
def test_whoever_has_it_is_told_so(keeping: Flask, accepted: str) -> None:
    sent = {"Accept-Encoding": accepted}
    first = browser(keeping).get(PAGE, headers=sent)
    tag = first.headers["ETag"]
    assert tag.startswith("W/") == (accepted != "identity")
    plain_tag = tag.removeprefix("W/")
    for known in (tag, plain_tag, f'"other", {tag}', f"W/{plain_tag}", "*"):
        again = browser(keeping).get(PAGE, headers=sent | {"If-None-Match": known})
        assert (again.status_code, again.get_data()) == (304, b""), known
        assert not {"Content-Length", "Content-Type", "Content-Encoding"} & {*again.headers.keys()}
        for name in ("ETag", "Cache-Control", "Content-Security-Policy"):
            assert again.headers[name] == first.headers[name]
        assert again.headers.getlist("Vary") == first.headers.getlist("Vary")
    other = browser(keeping).get(PAGE, headers=sent | {"If-None-Match": '"other"'})
    assert (other.status_code, other.get_data()) == (200, first.get_data())


def test_a_feed_is_known_by_its_date_too(app: Flask, keeping: Flask) -> None:
    with saved(app) as session:
        make_article(session, make_rubrique(session))
    first = browser(keeping).get("/rss.xml")
    for date, status in ((first.headers["Last-Modified"], 304), ("Mon, 01 Jan 2001 00:00:00", 200)):
        sent = {"If-Modified-Since": date}
        assert browser(keeping).get("/rss.xml", headers=sent).status_code == status
        assert browser(app).get("/rss.xml", headers=sent).status_code == status


def test_head_is_the_page_without_its_body(keeping: Flask) -> None:
    """Whoever asks first, the page is made whole and serves both."""
    for path in ("/", PAGE, "/articles/999-x"):
        head = browser(keeping).head(path)
        page = browser(keeping).get(path)
        assert (head.status, head.get_data()) == (page.status, b"")
        assert dict(head.headers) == dict(page.headers)
    assert is_hit(keeping, "/", method="HEAD")


def test_who_is_signed_in_never_meets_it(app: Flask, keeping: Flask) -> None:
    with saved(app) as session:
        person = make_person(session, first_name="Dominique").id
    member = signed_in(keeping, person)
    for _ in range(2):
        assert b"Dominique" in member.get(PAGE).get_data()
        assert b"Dominique" not in browser(keeping).get(PAGE).get_data()
    assert member.get(PAGE).headers["Cache-Control"] == "private, no-store"
    assert not is_hit(keeping, PAGE, cookies={"parvis": "anything"})
    assert is_hit(keeping, PAGE, cookies={"of": "another", "site": "1"})


def test_a_change_is_seen_at_once(app: Flask, keeping: Flask) -> None:
    for name in ("Collège Jean Moulin", "Collège Lucie Aubrac"):
        with saved(app) as session:
            session.merge(Setting(name="name", value=name))
        assert name in browser(keeping).get("/").get_data(as_text=True)
        assert is_hit(keeping, "/")


def test_what_nobody_sees_leaves_the_pages(app: Flask, keeping: Flask) -> None:
    browser(keeping).get("/")
    with saved(app) as session:
        person = make_person(session)
        person.last_name = "Autre"
        session.flush()
        id_ = person.id
    browser(keeping).get("/")
    signed_in(app, id_)
    assert is_hit(keeping, "/")


@pytest.mark.parametrize(
    "query", ["?fbclid=1", "?utm_source=x&utm_medium=y", "?page=2", "?", "?x=1&x=2&é=%C3%A9"]
)
def test_what_a_page_does_not_read_makes_no_other_page(
    app: Flask, keeping: Flask, query: str
) -> None:
    browser(keeping).get("/")
    assert_same(browser(keeping).get(f"/{query}"), browser(app).get(f"/{query}"))
    assert is_hit(keeping, f"/{query}") or not query.isascii()


def test_what_a_page_reads_makes_another_one(
    app: Flask, keeping: Flask, addresses: dict[str, str]
) -> None:
    agenda = "/agenda?mois=2026-04"
    assert not is_hit(keeping, "/agenda")
    assert not is_hit(keeping, agenda)
    assert is_hit(keeping, "/agenda?x=1&mois=2026-04&mois=2026-05")
    for path in ("/agenda", agenda, "/agenda?mois=2026-13", "/agenda?mois=", "/agenda?page=2"):
        for _ in range(2):
            assert_same(browser(keeping).get(path), browser(app).get(path))


def test_no_page_reads_what_it_has_not_declared(
    app: Flask, addresses: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    read: set[str] = set()

    class Watched(MultiDict[str, str]):
        def get(self, key, *more, **named):  # type: ignore[no-untyped-def, override]
            read.add(key)
            return super().get(key, *more, **named)

        def __contains__(self, key: object) -> bool:
            read.add(str(key))
            return super().__contains__(key)

        def __getitem__(self, key: str) -> str:
            read.add(key)
            return super().__getitem__(key)

        def _whole(self, *_arguments: object) -> Iterator[str]:
            raise AssertionError("the whole query is read")

        __iter__ = keys = items = values = lists = to_dict = getlist = _whole  # type: ignore[assignment]

    class WatchedRequest(Request):
        args = Watched()  # type: ignore[assignment]

    monkeypatch.setattr(app, "request_class", WatchedRequest)
    for endpoint, path in addresses.items():
        read.clear()
        assert browser(app).get(path).status_code == 200
        assert read <= set(app.view_functions[endpoint].kept), endpoint  # type: ignore[attr-defined]


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "", "a b", "é.example"])
def test_another_host_gets_none_of_it(app: Flask, keeping: Flask, host: str) -> None:
    assert browser(keeping).get("/").status_code == 200
    answers = [
        run_wsgi_app(one.wsgi_app, create_environ("/", environ_overrides={"HTTP_HOST": host}))
        for one in (keeping, app)
    ]
    assert [status for _, status, _ in answers] == [answers[1][1]] * 2
    assert host == "" or answers[0][1].startswith("400")
    assert is_hit(keeping, "/")


def test_other_answers_are_not_kept(app: Flask, keeping: Flask) -> None:
    with saved(app) as session:
        article = make_article(session, make_rubrique(session)).id
    for path in (f"/articles/{article}", "/articles/999-x", "/rubriques/1-x/rss.xml", "/%FF", "//"):
        for _ in range(2):
            assert_same(browser(keeping).get(path), browser(app).get(path))
    for path in ("/connexion", "/healthz", "/recherche", "/signaler", "/static/css/base.css"):
        assert browser(keeping).get(path).status_code == 200
    assert browser(keeping).post("/").status_code == 405


def test_it_can_be_off(app: Flask) -> None:
    assert not is_hit(app, "/")
    assert not is_hit(app, "/")


def test_another_public_address_has_pages_of_its_own(app: Flask, keeping: Flask) -> None:
    """What is kept names the site by its address, and lives with the process that has it."""
    other = create_app(replace(keeping.extensions["parvis"], base_url="https://ecole.example"))
    browser(keeping).get("/")
    page = browser(other).get("/", base_url="https://ecole.example").get_data(as_text=True)
    assert "https://ecole.example/" in page
    with other.app_context():
        db.engine.dispose()
