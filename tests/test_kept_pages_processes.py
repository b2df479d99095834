"""Several processes on one database: what was acknowledged by one is shown by all, at once.

On SQLite, and on PostgreSQL when these tests run there.
"""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from http.client import HTTPConnection
from itertools import count
from threading import Event
from urllib.parse import urlencode

import pytest
from flask import Flask

from app.config import Config
from app.models import Setting
from app.text.slugs import slugify
from tests.serving import Server, serving
from tests.visits import saved
from tests.web.newsroom_kit import Desk, make_desk

TIMES = 6
READERS = 4
Answer = tuple[int, str]
"""A status, and a text."""


@pytest.fixture
def servers(app: Flask) -> Iterator[tuple[Server, Server]]:
    """Two servers of the same site, as on two machines, each with pages of its own."""
    config: Config = replace(app.extensions["parvis"], page_cache=8)
    with serving(config, workers=1) as one, serving(config, workers=2) as other:
        yield one, other


def ask(server: Server, path: str, method: str = "GET", form: str = "", cookie: str = "") -> Answer:
    """Return what a server answers; a form that was sent is done once this returns."""
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": cookie}
    with closing(HTTPConnection("127.0.0.1", server.port, timeout=20)) as connection:
        connection.request(method, path, form, headers if form else {})
        answer = connection.getresponse()
        return answer.status, answer.read().decode()


def test_what_one_publishes_the_other_shows_at_once(
    app: Flask, servers: tuple[Server, Server]
) -> None:
    """And what one takes offline, the other shows no more: its page, its lists and its feed."""
    desk = make_desk(app)
    form = urlencode({"csrf_token": desk.token("moderator")})
    cookie = cookie_of(desk, "moderator")
    one, other = servers
    place = f"/rubriques/{desk.rubrique_id}-{slugify('Actualités')}"
    for turn in range(TIMES):
        title = f"Sortie {turn}"
        article = desk.write("writer", ("writer", "submit"), title=title)
        own = f"/articles/{article}-{slugify(title)}"
        for verb, status in (("valider", 200), ("retirer-de-la-publication", 404)):
            for path in (place, "/rss.xml", own):
                assert [ask(server, path)[0] for server in (one, other)]
            address = f"/publication/articles/{article}/{verb}"
            assert ask(one, address, "POST", form, cookie)[0] == 303
            for path in (place, "/rss.xml"):
                for server in (other, other, one):
                    assert (title in ask(server, path)[1]) is (status == 200), (path, verb)
            assert ask(other, own)[0] == ask(one, own)[0] == status
        one, other = other, one


def cookie_of(desk: Desk, name: str) -> str:
    """Return the cookie of somebody's session."""
    cookie = desk.browsers[name].get_cookie("parvis")
    assert cookie is not None
    return f"parvis={cookie.value}"


def test_no_reader_sees_what_was_before_a_change(
    app: Flask, servers: tuple[Server, Server]
) -> None:
    """Readers ask all the time while the name changes: none gets an older one than was stored."""
    stored, ended = [0], Event()

    def read(reader: int) -> int:
        for asked in count():
            if ended.is_set():
                return asked
            known = stored[0]
            page = ask(servers[(reader + asked) % 2], "/contact")[1]
            shown = int(page.partition("Collège numéro ")[2].partition("<")[0].split()[0])
            assert shown >= known, (shown, known)
        return 0

    name_it(app, 0)
    with ThreadPoolExecutor(READERS) as threads:
        readers = [threads.submit(read, reader) for reader in range(READERS)]
        for number in range(1, 60):
            name_it(app, number)
            stored[0] = number
        ended.set()
        assert all(reader.result(30) for reader in readers)


def name_it(app: Flask, number: int) -> None:
    """Give the school a name."""
    with saved(app) as session:
        session.merge(Setting(name="name", value=f"Collège numéro {number} ."))
