"""The configuration of `deploy/nginx` under nginx: TLS, static files, private files, limits."""

import socket
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPConnection, RemoteDisconnected
from pathlib import Path
from threading import Thread

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from app.headers import ALWAYS
from app.models import MediaKind, Setting, Slot
from tests.equipment import program
from tests.factories import make_article, make_rubrique
from tests.media_kit import BYTES, addresses_of, make_file, use_file
from tests.operation.deployed import HOST, Secure, ask, at_home, nginx, web_unit

pytestmark = [pytest.mark.long, pytest.mark.usefixtures("demo_day")]


@dataclass(frozen=True)
class Site:
    """A site behind nginx, with the address of a public and of a private file."""

    plain: int
    secure: int
    public: str
    private: str
    stored: str

    def door(self) -> Secure:
        """Return a connection to it."""
        return Secure(self.secure)


@pytest.fixture
def site(app: Flask, session: Session) -> Iterator[Site]:
    program("nginx")
    public = make_file(app, session, MediaKind.DOCUMENT)
    private = make_file(app, session, MediaKind.DOCUMENT)
    session.add(Setting(name="name", value="Collège Jean-Moulin"))
    for media, visibility in ((public, "public"), (private, "private")):
        article = make_article(session, make_rubrique(session, visibility=visibility))
        use_file(session, media, Slot.ATTACHMENT, revision_id=article.online_revision_id)
    session.commit()
    addresses = [addresses_of(session, one)[0] for one in (public, private)]
    stored = str(public.stored_name)
    session.rollback()
    with tempfile.TemporaryDirectory(prefix="parvis-", dir="/tmp") as name:
        folder = Path(name)
        config = at_home(app)
        with (
            web_unit(config, folder / "web.sock"),
            nginx(folder, folder / "web.sock", config.data) as (plain, secure),
        ):
            yield Site(plain, secure, *addresses, stored)


def test_what_is_asked_in_clear_is_sent_to_tls(site: Site) -> None:
    answer, _body = ask(HTTPConnection("127.0.0.1", site.plain), "/contact?a=b", Host=HOST)
    assert (answer.status, answer.headers["Location"]) == (301, f"https://{HOST}/contact?a=b")


def test_pages_files_limits_and_a_site_that_is_away(app: Flask, site: Site) -> None:
    """One server for all of it: each start takes seconds."""
    a_page(site)
    static_files_say_what_the_site_says(app, site)
    a_public_file_is_sent_by_nginx(site)
    what_one_may_not_read_does_not_exist(site)
    limits(site)


def a_page(site: Site) -> None:
    answer, body = ask(site.door(), "/")
    assert answer.status == 200
    assert "Collège Jean-Moulin" in body.decode()
    assert answer.headers["Strict-Transport-Security"]
    assert "1." not in answer.headers["Server"]
    health, _body = ask(site.door(), "/healthz")
    assert health.status == 200


def static_files_say_what_the_site_says(app: Flask, site: Site) -> None:
    for path in ("/static/js/targets.js", "/static/js/upload.js", "/static/js/writing/autosave.js",
                 "/static/img/open-door.svg"):  # fmt: skip
        direct = app.test_client().get(path)
        answer, body = ask(site.door(), path)
        assert (answer.status, body) == (200, direct.data), path
        direct.close()
        kind = direct.headers["Content-Type"].partition(";")[0].replace("text/", "")
        assert kind in answer.headers["Content-Type"], path
        for name, value in ALWAYS.items():
            assert answer.headers.get_all(name) == [value], path
        is_kept = "no-cache" not in direct.headers["Cache-Control"]
        assert ("31536000" in answer.headers["Cache-Control"]) is is_kept, path
        assert "sandbox" in answer.headers["Content-Security-Policy"]
    answer, _body = ask(site.door(), "/static/js/targets.js", Accept_Encoding="gzip")
    assert answer.headers["Content-Encoding"] == "gzip"
    for path in ("/static/", "/static/../app/config.py", "/static/..%2fapp/config.py"):
        assert ask(site.door(), path)[0].status in (400, 403, 404), path


def a_public_file_is_sent_by_nginx(site: Site) -> None:
    answer, body = ask(site.door(), site.public)
    assert (answer.status, body) == (200, BYTES)
    assert "X-Accel-Redirect" not in answer.headers
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["Cache-Control"] == "public, max-age=300"
    part, body = ask(site.door(), site.public, Range="bytes=4-8")
    assert (part.status, body) == (206, BYTES[4:9])
    _many, body = ask(site.door(), site.public, Range="bytes=" + ",".join(["0-9"] * 500))
    assert len(body) <= len(BYTES), "no amplification"
    again, body = ask(site.door(), site.public, If_None_Match=answer.headers["ETag"])
    assert (again.status, body) == (304, b"")
    head, body = ask(site.door(), site.public, "HEAD")
    assert (head.status, head.headers["Content-Length"], body) == (200, str(len(BYTES)), b"")


def what_one_may_not_read_does_not_exist(site: Site) -> None:
    for path in (site.private, f"/_fichiers/{site.stored[:2]}/{site.stored}", "/_attente",
                 "/metrics", "/.git/config", "/.env"):  # fmt: skip
        assert ask(site.door(), path)[0].status == 404, path


def limits(site: Site) -> None:
    large = b"x" * (2 * 1_048_576 + 1)
    answer, _body = ask(site.door(), "/connexion", "POST", large)
    assert answer.status == 413


def test_a_site_that_is_away_asks_for_patience(app: Flask) -> None:
    program("nginx")
    with tempfile.TemporaryDirectory(prefix="parvis-", dir="/tmp") as name:
        folder = Path(name)
        data: Path = at_home(app).data
        with nginx(folder, folder / "nobody.sock", data) as (_plain, secure):
            answer, body = ask(Secure(secure), "/publication/")
            assert (answer.status, answer.headers["Retry-After"]) == (503, "30")
            assert answer.headers["Cache-Control"] == "no-store"
            assert "Le site revient dans un instant" in body.decode()


def test_a_name_of_no_school_gets_the_answer_for_its_certificate_and_nothing_else(
    app: Flask,
) -> None:
    """The first certificate is got before the school's own configuration is there."""
    program("nginx")
    with tempfile.TemporaryDirectory(prefix="parvis-", dir="/tmp") as name:
        folder = Path(name)
        challenge = folder / ".well-known" / "acme-challenge" / "token"
        challenge.parent.mkdir(parents=True)
        challenge.write_text("token.key")
        (folder / "secret").write_text("secret")
        data: Path = at_home(app).data
        with nginx(folder, folder / "nobody.sock", data) as (plain, _secure):
            for host in ("nouveau.example.fr", HOST):
                door = HTTPConnection("127.0.0.1", plain)
                answer, body = ask(door, "/.well-known/acme-challenge/token", Host=host)
                assert (answer.status, body) == (200, b"token.key")
            for path in ("/", "/secret", "/.well-known/acme-challenge/../../secret", "/healthz"):
                with pytest.raises(RemoteDisconnected):
                    ask(HTTPConnection("127.0.0.1", plain), path, Host="nouveau.example.fr")


@pytest.mark.parametrize(
    ("method", "status", "unread"),
    [("GET", 200, 1), ("POST", 503, 1), ("GET", 503, 2)],
    ids=["what reads is asked again", "what writes is not", "not for ever"],
)
def test_what_a_worker_that_ends_has_not_read(
    app: Flask, method: str, status: int, unread: int
) -> None:
    program("nginx")
    with tempfile.TemporaryDirectory(prefix="parvis-", dir="/tmp") as name:
        folder = Path(name)
        with socket.socket(socket.AF_UNIX) as listening:
            listening.bind(str(folder / "web.sock"))
            listening.listen()
            worker = Thread(target=close_then_answer, args=(listening, unread), daemon=True)
            worker.start()
            with nginx(folder, folder / "web.sock", at_home(app).data) as (_plain, secure):
                answer, _body = ask(Secure(secure), "/contact", method)
                assert answer.status == status


def close_then_answer(listening: socket.socket, unread: int) -> None:
    """Close as many connections unread as a worker that ends does; answer what comes then."""
    for _ in range(unread):
        listening.accept()[0].close()
    connection, _address = listening.accept()
    with connection:
        connection.recv(65536)
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
