"""Nothing is kept that was made without the database, or says that it is for one visitor."""

import time
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import update
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session
from werkzeug.datastructures import Headers

from app.extensions import db
from app.factory import create_app
from app.models import Layout, PageKind, Rubrique, Setting, Tile, TileAudience
from app.page_cache import layer
from app.page_cache.page import Answer
from app.rules.visibility import Visibility
from app.spans import current
from app.spans.version import VersionReader, VersionUnknown
from tests.conftest import config_for
from tests.factories import NOW, make_person, make_rubrique
from tests.kept_pages import is_hit
from tests.visits import browser, saved, signed_in
from tiles.rich_text import RichText

FOR_ALL = {"Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-cache"}


@pytest.mark.parametrize(
    ("headers", "is_kept"),
    [
        ({}, True),
        ({"Vary": "Cookie, Accept-Encoding"}, True),
        ({"Cache-Control": "public, max-age=300"}, True),
        ({"Vary": "Accept-Language"}, False),
        ({"Vary": "*"}, False),
        ({"Set-Cookie": "parvis=x"}, False),
        ({"Cache-Control": "no-store"}, False),
        ({"Cache-Control": "private"}, False),
        ({"Cache-Control": ""}, False),
        ({"Content-Encoding": "br"}, False),
        ({"Content-Security-Policy": "default-src 'self'; img-src 'self'"}, True),
        ({"Content-Security-Policy": "script-src 'self' 'nonce-abcdef'"}, False),
    ],
)
def test_an_answer_says_whether_it_may_be_kept(headers: dict[str, str], is_kept: bool) -> None:
    assert Answer("200 OK", Headers(FOR_ALL | headers), b"").may_be_kept is is_kept


@pytest.mark.parametrize("status", ["206 PARTIAL CONTENT", "301 MOVED", "404 NOT FOUND", "503 X"])
def test_only_a_page_is_kept(status: str) -> None:
    assert not Answer(status, Headers(FOR_ALL), b"").may_be_kept


@pytest.mark.parametrize("error", [OperationalError("", {}, Exception("locked")), KeyError("x")])
def test_a_tile_that_the_database_could_not_give_is_back_at_once(
    app: Flask, keeping: Flask, error: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One that is broken by itself stays so until somebody changes it, and costs nothing more."""
    with saved(app) as session:
        layout = Layout(page=PageKind.PUBLIC_HOME, created_at=NOW, published_at=NOW)
        text = Tile(position=0, kind="rich_text", settings={"html": "<p>Bonjour.</p>"})
        text.audience = [TileAudience(key="public")]
        layout.tiles = [text]
        session.add(layout)

    def fail(*_arguments: object) -> None:
        raise error

    with monkeypatch.context() as broken:
        broken.setattr(RichText, "context", fail)
        page = browser(keeping).get("/")
    assert b"Bonjour" not in page.get_data()
    is_passing = isinstance(error, OperationalError)
    assert page.headers["Cache-Control"] == ("no-store" if is_passing else "no-cache")
    assert (b"Bonjour" in browser(keeping).get("/").get_data()) is is_passing
    assert is_hit(keeping, "/")


def test_a_connection_that_was_cut_is_opened_again(keeping: Flask) -> None:
    with keeping.app_context():
        reader = VersionReader(db.engine)
    version = reader.read()
    [waiting] = reader._idle
    waiting.connection.close()
    assert reader.read() == version
    assert reader._idle != [waiting]
    reader.close()
    assert reader.read() == version
    reader.close()


def test_without_a_database_there_is_no_version(tmp_path: Path) -> None:
    """Nor in one that is empty; the site then says by itself that it cannot answer."""
    lost = create_app(replace(config_for(tmp_path, f"sqlite:///{tmp_path}/no.db"), page_cache=1))
    with lost.app_context():
        reader = VersionReader(db.engine)
    with pytest.raises(VersionUnknown):
        reader.read()
    assert browser(lost).get("/").status_code == 503
    with lost.app_context():
        db.engine.dispose()


def test_while_the_database_is_away_visitors_read_what_was_kept(
    app: Flask, keeping: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """For some minutes; then, and for what was not kept, they are asked for patience."""
    home = browser(keeping).get("/").get_data()
    assert is_hit(keeping, "/")

    def fail(_reader: VersionReader) -> int:
        raise VersionUnknown

    with monkeypatch.context() as away:
        away.setattr(VersionReader, "read", fail)
        assert is_hit(keeping, "/")
        away.setattr(layer, "WITHOUT_DATABASE", 0)
        assert not is_hit(keeping, "/"), "nobody knows how old it is by now"
    assert is_hit(keeping, "/")
    assert browser(keeping).get("/").get_data() == home
    with monkeypatch.context() as away:
        away.setattr(VersionReader, "read", fail)
        assert is_hit(keeping, "/"), "the minutes are counted from the last answer on"
        away.setattr("app.clock.frozen", NOW + timedelta(days=400))
        assert not is_hit(keeping, "/"), "a date has passed"


def test_a_process_that_slept_shows_nothing_of_what_others_changed_meanwhile(
    app: Flask, keeping: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was withdrawn, by another process, more than those minutes ago stays withdrawn."""
    with saved(app) as session:
        rubrique = make_rubrique(session, name="Sorties", visibility=Visibility.PUBLIC)
        session.flush()
        id_ = rubrique.id
    path = f"/rubriques/{id_}-sorties"
    assert b"Sorties" in browser(keeping).get(path).get_data()
    asleep = time.monotonic() + layer.WITHOUT_DATABASE + 1
    with saved(app) as session:
        session.execute(update(Rubrique).values(visibility=Visibility.PRIVATE))

    def fail(_reader: VersionReader) -> int:
        raise VersionUnknown

    monkeypatch.setattr(VersionReader, "read", fail)
    monkeypatch.setattr(time, "monotonic", lambda: asleep)
    page = browser(keeping).get(path)
    assert (page.status_code, b"Sorties" in page.get_data()) == (404, False)


def test_what_is_known_to_have_changed_is_not_shown_while_nobody_can_say_what_follows(
    app: Flask, keeping: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The database has still told its new version, and is gone before the next question."""
    with saved(app) as session:
        session.add(Setting(name="name", value="Collège des Lilas"))
    assert b"Lilas" in browser(keeping).get("/").get_data()
    with saved(app) as session:
        session.execute(update(Setting).values(value="Collège des Tilleuls"))

    def fail(*_arguments: object) -> None:
        raise OperationalError("", {}, Exception("away"))

    with monkeypatch.context() as away:
        away.setattr(current, "span_of", fail)
        assert b"Tilleuls" in browser(keeping).get("/").get_data()
        away.setattr(VersionReader, "read", fail)
        assert b"Tilleuls" in browser(keeping).get("/").get_data()
    assert b"Tilleuls" in browser(keeping).get("/").get_data()


def test_without_the_database_nothing_is_shown_to_who_signed_in_and_no_page_of_members(
    app: Flask, keeping: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are asked for patience as before: nobody can tell what is still theirs to read."""
    with saved(app) as session:
        person = make_person(session, first_name="Dominique").id
    member = signed_in(keeping, person)
    for _time in range(2):
        assert b"Dominique" in member.get("/").get_data()
        assert b"Dominique" not in browser(keeping).get("/").get_data()

    def fail(*_arguments: object) -> None:
        raise OperationalError("", {}, Exception("away"))

    monkeypatch.setattr(VersionReader, "read", fail)
    monkeypatch.setattr(Session, "execute", fail)
    monkeypatch.setattr(Session, "scalar", fail)
    assert (browser(keeping).get("/").status_code, member.get("/").status_code) == (200, 503)
    assert b"Dominique" not in browser(keeping).get("/").get_data()


def test_its_connections_end_with_those_of_the_engine(app: Flask) -> None:
    own = create_app(replace(app.extensions["parvis"], page_cache=1))
    with own.app_context():
        reader = VersionReader(db.engine)
        reader.read()
        assert reader._idle
        db.engine.dispose()
        assert not reader._idle
