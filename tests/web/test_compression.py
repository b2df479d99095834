"""The layer that sends pages compressed."""

import gzip

import brotli
import pytest
from flask import Flask
from werkzeug.datastructures import Headers

from tests.factories import NOW, make_article, make_person, make_rubrique
from tests.visits import browser, saved, signed_in
from tests.web.stored_file import TEXT, store_file

PAGE = "/donnees-personnelles"
DECODERS = {"br": brotli.decompress, "gzip": gzip.decompress}


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("br", "br"),
        ("gzip", "gzip"),
        ("gzip;q=1, br;q=0.2", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("*", "br"),
        ("identity", None),
        ("br;q=0, gzip;q=0", None),
        ("zstd", None),
        ("", None),
        (";;,=q", None),
    ],
)
def test_a_visitor_gets_what_his_browser_reads(
    app: Flask, accepted: str, encoding: str | None
) -> None:
    plain = browser(app).get(PAGE)
    answer = browser(app).get(PAGE, headers={"Accept-Encoding": accepted})
    assert answer.headers.get("Content-Encoding") == encoding
    assert "Accept-Encoding" in varies(answer.headers)
    assert int(answer.headers["Content-Length"]) == len(answer.get_data())
    body = answer.get_data()
    assert (DECODERS[encoding](body) if encoding else body) == plain.get_data()
    assert encoding is None or len(body) < len(plain.get_data()) / 2


def varies(headers: Headers) -> set[str]:
    """Return the request headers that an answer depends on."""
    return {name.strip() for line in headers.getlist("Vary") for name in line.split(",")}


@pytest.mark.parametrize(
    "path", ["/style.css", "/style-atelier.css", "/rss.xml", "/sitemap.xml", "/static/css/base.css"]
)
def test_other_texts_are_compressed_too(app: Flask, path: str) -> None:
    plain = browser(app).get(path)
    answer = browser(app).get(path, headers={"Accept-Encoding": "br"})
    assert answer.headers["Content-Encoding"] == "br"
    assert brotli.decompress(answer.get_data()) == plain.get_data()


@pytest.mark.parametrize("path", ["/robots.txt", "/static/img/icon-192.png", "/contact"])
def test_what_gains_nothing_is_left_alone(app: Flask, path: str) -> None:
    sent = {"Accept-Encoding": "br"}
    method = "HEAD" if path == "/contact" else "GET"
    answer = browser(app).open(path, method=method, headers=sent)
    assert "Content-Encoding" not in answer.headers


def test_pages_of_members_are_not_compressed(app: Flask) -> None:
    """The length of a compressed page would tell of the secrets in it."""
    with saved(app) as session:
        person = make_person(session).id
    answer = signed_in(app, person).get(PAGE, headers={"Accept-Encoding": "br"})
    assert "Content-Encoding" not in answer.headers
    assert b"Camille" in answer.get_data()


@pytest.mark.parametrize("path", ["/style-atelier.css", "/static/js/composing.js"])
def test_what_is_the_same_for_all_is_compressed_for_members_too(app: Flask, path: str) -> None:
    with saved(app) as session:
        person = make_person(session).id
    sent = {"Accept-Encoding": "br"}
    answer = signed_in(app, person).get(path, headers=sent)
    assert answer.headers["Content-Encoding"] == "br"
    assert answer.get_data() == browser(app).get(path, headers=sent).get_data()
    assert "parvis" not in answer.headers.get("Set-Cookie", "")


def test_files_are_left_alone(app: Flask) -> None:
    path = store_file(app)
    answer = browser(app).get(path, headers={"Accept-Encoding": "br"})
    assert "Content-Encoding" not in answer.headers
    assert answer.get_data() == TEXT
    part = browser(app).get(path, headers={"Accept-Encoding": "br", "Range": "bytes=0-5"})
    assert (part.status_code, part.get_data()) == (206, b"a rule")


@pytest.mark.parametrize("path", ["/rss.xml", "/static/css/base.css"])
@pytest.mark.parametrize("accepted", ["br", "gzip", "identity"])
def test_what_did_not_change_is_not_sent_again(
    app: Flask, path: str, accepted: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.clock.frozen", NOW)
    with saved(app) as session:
        make_article(session, make_rubrique(session), body="<p>" + "mot " * 300 + "</p>")
    sent = {"Accept-Encoding": accepted}
    first = browser(app).get(path, headers=sent)
    assert first.headers["ETag"].startswith("W/") == (accepted != "identity")
    again = browser(app).get(path, headers=sent | {"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    assert again.get_data() == b""
    assert "Content-Encoding" not in again.headers
    other = browser(app).get(path, headers=sent | {"If-None-Match": '"other"'})
    assert other.status_code == 200
