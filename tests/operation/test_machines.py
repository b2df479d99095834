"""One school on two machines: a database, a bucket and a counter for both, a folder for each.

On SQLite, and on PostgreSQL when these tests run there.
"""

import re
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from urllib.parse import urlencode

import pytest
from flask import Flask

from app.config import Config
from app.extensions import db
from app.factory import create_app
from app.models import MediaUse, Setting, Slot
from app.rules.login_limits import MOST_FROM_ONE_ADDRESS
from app.rules.quotas import Place
from app.text.slugs import slugify
from app.uploads import take_upload
from tests.factories import NOW
from tests.files_sent import halves, sent
from tests.media_kit import addresses_of
from tests.object_store import Line, object_store
from tests.redis_server import redis_server
from tests.serving import Server, serving
from tests.web.newsroom_kit import Desk, make_desk

TIMES = 4


@dataclass
class School:
    """What both machines share, and the servers on them."""

    config: Config
    line: Line
    servers: list[Server]


@pytest.fixture
def school(app: Flask, tmp_path: Path) -> Iterator[School]:
    own: Config = app.extensions["parvis"]
    with object_store() as line, redis_server() as redis:
        shared = replace(own, page_cache=8, bucket=line.place("college"), redis=redis.url)
        folders = [tmp_path / name for name in ("one", "other")]
        for folder in folders:
            folder.mkdir()
        with (
            serving(replace(shared, data=folders[0])) as one,
            serving(replace(shared, data=folders[1]), workers=2) as other,
        ):
            yield School(shared, line, [one, other])


def ask(
    server: Server, path: str, method: str = "GET", form: dict[str, str] | None = None, **more: str
) -> tuple[HTTPResponse, bytes]:
    """Return what a server answers."""
    headers = {"Content-Type": "application/x-www-form-urlencoded"} if form else {}
    with closing(HTTPConnection("127.0.0.1", server.port, timeout=60)) as connection:
        connection.request(method, path, urlencode(form or {}) or None, headers | more)
        answer = connection.getresponse()
        return answer, answer.read()


def take_picture(school: School, folder: Path) -> str:
    """Take a picture on one machine, for all to read; return the address of a form of it."""
    app = create_app(replace(school.config, data=folder))
    with app.app_context(), app.test_request_context():
        media = take_upload(sent(halves(), "photo.jpg"), Place.IMAGES, owner_id=None, now=NOW)
        db.session.merge(Setting(name="shown", value={}))
        db.session.flush()
        db.session.add(MediaUse(media_id=media.id, slot=Slot.ATTACHMENT, setting="shown"))
        db.session.commit()
        address = addresses_of(db.session(), media)[0]
        db.session.remove()
        db.engine.dispose()
    return address


def cookie_of(desk: Desk, name: str) -> str:
    """Return the cookie of somebody's session."""
    cookie = desk.browsers[name].get_cookie("parvis")
    assert cookie is not None
    return f"parvis={cookie.value}"


def test_two_machines_are_one_school(app: Flask, school: School, tmp_path: Path) -> None:
    """One pair of servers for all of it: each start takes seconds."""
    desk = make_desk(app)
    what_one_publishes_the_other_shows_at_once(school, desk)
    a_file_taken_on_one_is_sent_by_both_and_while_the_store_is_away(school, tmp_path)
    who_signs_out_of_one_is_out_of_both(school, desk)
    wrong_passwords_are_counted_together(school)


def what_one_publishes_the_other_shows_at_once(school: School, desk: Desk) -> None:
    form = {"csrf_token": desk.token("moderator")}
    known = cookie_of(desk, "moderator")
    one, other = school.servers
    place = f"/rubriques/{desk.rubrique_id}-{slugify('Actualités')}"
    for turn in range(TIMES):
        title = f"Sortie {turn}"
        article = desk.write("writer", ("writer", "submit"), title=title)
        for verb, is_shown in (("valider", True), ("retirer-de-la-publication", False)):
            assert [ask(server, place)[0].status for server in (one, other)] == [200, 200]
            address = f"/publication/articles/{article}/{verb}"
            done, _page = ask(one, address, "POST", form, Cookie=known)
            assert done.status == 303
            for server in (other, other, one):
                assert (title in ask(server, place)[1].decode()) is is_shown, verb
        one, other = other, one


def a_file_taken_on_one_is_sent_by_both_and_while_the_store_is_away(
    school: School, tmp_path: Path
) -> None:
    address = take_picture(school, tmp_path / "one")
    one, other = school.servers
    answer, body = ask(other, address)
    assert answer.status == 200
    assert body == ask(one, address)[1]
    part, some = ask(other, address, Range="bytes=4-8")
    assert (part.status, some) == (206, body[4:9])
    school.line.cut()
    assert ask(other, address)[1] == body, "the copy that was asked for before"
    for copy in (tmp_path / "other" / "files").glob("[0-9a-f][0-9a-f]/*"):
        copy.unlink()
    gone, page = ask(other, address)
    assert (gone.status, gone.headers["Retry-After"]) == (503, "30")
    assert "Le site fait une courte pause" in page.decode()
    assert ask(other, "/")[0].status == 200, "pages need no file"
    school.line.mend()
    assert ask(other, address)[1] == body, "without a restart"


def who_signs_out_of_one_is_out_of_both(school: School, desk: Desk) -> None:
    form = {"csrf_token": desk.token("moderator")}
    known = cookie_of(desk, "moderator")
    one, other = school.servers
    for server in (one, other):
        assert ask(server, "/publication/", Cookie=known)[0].status == 200
    assert ask(one, "/deconnexion", "POST", form, Cookie=known)[0].status == 303
    assert ask(other, "/publication/", Cookie=known)[0].status == 302


def wrong_passwords_are_counted_together(school: School) -> None:
    statuses = []
    for number in range(MOST_FROM_ONE_ADDRESS + 1):
        server = school.servers[number % 2]
        page, body = ask(server, "/connexion")
        token = re.search(r'name="csrf_token"[^>]* value="([^"]+)"', body.decode())
        assert token
        cookie = (page.headers["Set-Cookie"] or "").partition(";")[0]
        form = {"csrf_token": token[1], "login": "zoe", "password": "wrong"}
        statuses.append(ask(server, "/connexion", "POST", form, Cookie=cookie)[0].status)
    assert statuses == [422] * MOST_FROM_ONE_ADDRESS + [429]
