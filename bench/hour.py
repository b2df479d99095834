"""What a worker holds while everybody reads everything for an hour: whether it stays flat.

`python -m bench.hour [--minutes M] [--articles N] [--people P] [--rate R]`; bench/README.md says
how to read it.
"""

import argparse
import random
import re
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from http.client import HTTPConnection
from pathlib import Path
from threading import Event, Thread
from time import monotonic

from sqlalchemy import func, select

from app.config import Config
from app.extensions import db
from app.models import Person
from bench.school import HEAD, PARENT, Size, make_school, opened
from tests.demo_pages import search
from tests.serving import Server, serving
from tests.visits import signed_in

READERS = 6
"""How many ask at a time."""
PEOPLE = 300
WORDS = ("collège", "sortie", "menu", "brevet", "voyage", "Barcelone", "6e", "introuvable")
OF_ALL = ("/", "/agenda", "/rss.xml", "/atom.xml", "/feed.json", "/plan-du-site", "/contact")
OF_MEMBERS = ("/accueil", "/annonces", "/mon-compte", "/annuaire", "/")
OF_EDITORS = (
    "/publication/",
    "/publication/contributions",
    "/publication/contributions?q=sortie",
    "/publication/contributions?vue=en-ligne&tri=titre",
    "/publication/a-valider",
    "/publication/mediatheque",
    "/communication/annonces",
    "/site/",
)
CACHE = 8
"""MiB that each worker may keep of visitors' pages, as `bin/run` says."""


def main() -> None:
    """Make a school, let it be read, and print what the workers hold, ten times."""
    parser = argparse.ArgumentParser(prog="python -m bench.hour", description=__doc__)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--people", type=int, default=100_000)
    parser.add_argument("--rate", type=float, default=60, help="requests a second")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        config, _articles = make_school(
            Path(folder) / "school", Size(options.articles, options.people)
        )
        config = replace(config, page_cache=CACHE)
        cookies = cookies_of(config)
        with serving(config, workers=2) as server:
            print(f"{'minutes':>8}{'answers':>10}{'MiB of each worker':>24}{'not shared':>16}")
            watch(server, cookies, options.minutes * 60, options.rate)


def cookies_of(config: Config) -> list[str]:
    """Sign many people in, the head first, then a parent; return their cookies."""
    with opened(config) as app:
        with app.app_context():
            named = select(Person.id).where(Person.login.in_([HEAD, PARENT])).order_by(Person.login)
            others = select(Person.id).where(Person.is_active).order_by(func.random())
            ids = [*db.session.scalars(named), *db.session.scalars(others.limit(PEOPLE))]
            db.session.remove()
        found = [signed_in(app, id_).get_cookie("parvis") for id_ in ids]
        return [f"parvis={one.value}" for one in found if one]


def watch(server: Server, cookies: Sequence[str], seconds: float, rate: float) -> None:
    """Let the readers come, and print ten lines until they go."""
    over, answers = Event(), [0] * READERS
    pages = addresses(server)

    def read(reader: int) -> None:
        chance = random.Random(reader)  # noqa: S311 - no secret: who comes next
        connection = HTTPConnection("127.0.0.1", server.port, timeout=60)
        while not over.wait(READERS / rate):
            path, cookie = next_question(chance, pages, cookies)
            connection.request("GET", path, headers={"Cookie": cookie, "Accept-Encoding": "br"})
            answer = connection.getresponse()
            answer.read()
            if answer.status == 404 or answer.status >= 500:
                raise RuntimeError(f"{path} answers {answer.status}")
            answers[reader] += 1
        connection.close()

    readers = [Thread(target=read, args=(number,)) for number in range(READERS)]
    began = monotonic()
    for reader in readers:
        reader.start()
    for _line in range(10):
        over.wait(seconds / 10)
        held = [memory(worker) for worker in server.workers()]
        whole, own = ("  ".join(f"{one[part]:.0f}" for one in held) for part in (0, 1))
        print(
            f"{(monotonic() - began) / 60:>8.0f}{sum(answers):>10,}{whole:>24}{own:>16}", flush=True
        )
    over.set()
    for reader in readers:
        reader.join()


def next_question(
    chance: random.Random, pages: Sequence[str], cookies: Sequence[str]
) -> tuple[str, str]:
    """Choose who comes and what he asks for: half are visitors, one in ten is the head."""
    what = chance.random()
    if what < 0.5:
        return chance.choice([chance.choice(pages), *OF_ALL, search(chance.choice(WORDS))]), ""
    if what < 0.6:
        return chance.choice(OF_EDITORS), cookies[0]
    return chance.choice([chance.choice(pages), *OF_MEMBERS]), chance.choice(cookies)


def addresses(server: Server) -> list[str]:
    """Return the addresses of the public pages, as the map of the site names them."""
    connection = HTTPConnection("127.0.0.1", server.port, timeout=60)
    connection.request("GET", "/sitemap.xml")
    found = re.findall(
        r"<loc>https?://[^/]+([^<]*)</loc>", connection.getresponse().read().decode()
    )
    connection.close()
    return found


def memory(worker: int) -> tuple[float, float]:
    """Return the MiB that a process holds, and those that it shares with no other one."""
    said = Path(f"/proc/{worker}/smaps_rollup").read_text()
    held = {name: int(size) / 1024 for name, size in re.findall(r"^(\w+): +(\d+) kB", said, re.M)}
    return held["Rss"], held["Private_Clean"] + held["Private_Dirty"]


if __name__ == "__main__":
    main()
