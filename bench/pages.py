"""What pages cost, as ratios: beside an empty application, and with ten times as many articles.

`python -m bench.pages [--articles N] [--requests N]`; bench/README.md says how to read it.
"""

import argparse
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter

from flask_migrate import upgrade
from sqlalchemy import func, select

from app.config import Config
from app.demo.seed import seed
from app.extensions import db
from app.factory import create_app
from app.models import Article
from tests.demo_pages import article, rubrique, search
from tests.many_articles import fill
from tests.serving import free_port, running, serving

PAGES = {
    "home": "/",
    "article": article("A15"),
    "rubrique": rubrique("actualites"),
    "search, frequent word": search("collège"),
    "search, rare word": search("Barcelone"),
    "agenda": "/agenda",
    "RSS feed": "/rss.xml",
}
EMPTY = "empty application"
FEW, MANY = "few", "many"
Target = tuple[str, str]
"""Which school, and which page of it."""
WARMING = 2
"""Turns that do not count, while caches fill."""
BLOCK = 20
"""Requests in a row before the next page has its turn, so that a change of load reaches all."""


@dataclass
class Times:
    """Milliseconds of the requests of one page."""

    all: list[float] = field(default_factory=list)

    @property
    def median(self) -> float:
        """The time that half of the requests took at most."""
        return median(self.all)

    @property
    def slow(self) -> float:
        """The time that one request in twenty exceeded."""
        return quantiles(self.all, n=20)[-1]


def main() -> None:
    """Seed a school, fill a copy of it, measure both side by side, and print."""
    parser = argparse.ArgumentParser(prog="python -m bench.pages", description=__doc__)
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--requests", type=int, default=200)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        small, large = (config_in(Path(folder) / name) for name in ("small", "large"))
        small.data.mkdir()
        seconds, few = seeded(small)
        shutil.copytree(small.data, large.data)
        many = filled(large, options.articles)
        times = measured(small, large, options.requests)
    print(f"The demo school was seeded in {seconds:.0f} s.\n")
    print("\n".join(table(times, few, many)))


def config_in(folder: Path) -> Config:
    """Return the configuration of an instance on SQLite."""
    return Config(
        data=folder,
        database_url=f"sqlite:///{folder / 'parvis.db'}",
        base_url="http://127.0.0.1",
        secret="measured and thrown away " * 2,
        production=False,
        threads=8,
        page_cache=0,
    )


def seeded(config: Config) -> tuple[float, int]:
    """Make the demo school; return the seconds that it took, and how many articles it has."""
    app = create_app(config)
    with app.app_context():
        upgrade()
        started = perf_counter()
        seed(db.session(), app.extensions["storage"], lambda _step: None)
        db.session.commit()
        seconds = perf_counter() - started
        return seconds, _articles_then_close()


def filled(config: Config, total: int) -> int:
    """Add articles to a school until it has so many; return how many it has."""
    with create_app(config).app_context():
        fill(db.session(), total)
        db.session.commit()
        return _articles_then_close()


def _articles_then_close() -> int:
    count = db.session.scalar(select(func.count()).select_from(Article)) or 0
    db.session.remove()
    db.engine.dispose()
    return count


def measured(small: Config, large: Config, requests: int) -> dict[Target, Times]:
    """Ask for the pages of both schools and for the empty application, in turns."""
    with ExitStack() as stack:
        few = stack.enter_context(serving(small, workers=2))
        many = stack.enter_context(serving(large, workers=2))
        empty = stack.enter_context(running("bench.empty:app", free_port(), 2, small.threads, {}))
        paths = {("", EMPTY): "/"}
        ports = {("", EMPTY): empty.port}
        for school, server in ((FEW, few), (MANY, many)):
            paths |= {(school, name): path for name, path in PAGES.items()}
            ports |= {(school, name): server.port for name in PAGES}
        times = {target: Times() for target in paths}
        for turn in range(WARMING + max(1, requests // BLOCK)):
            for target, path in paths.items():
                taken = asked(ports[target], path)
                if turn >= WARMING:
                    times[target].all += taken
    return times


def asked(port: int, path: str) -> list[float]:
    """Return the milliseconds of a block of requests on one connection, one after the other."""
    taken = []
    with closing(HTTPConnection("127.0.0.1", port, timeout=30)) as connection:
        connection.connect()
        for _ in range(BLOCK):
            started = perf_counter()
            connection.request("GET", path, headers={"Accept-Encoding": "br"})
            answer = connection.getresponse()
            answer.read()
            taken.append((perf_counter() - started) * 1000)
            if answer.status != 200:
                raise RuntimeError(f"{path} answers {answer.status}")
    return taken


def table(times: Mapping[Target, Times], few: int, many: int) -> Iterator[str]:
    """Yield the lines of the result."""
    nothing = times["", EMPTY]
    yield f"{EMPTY}: {nothing.median:.2f} ms"
    yield ""
    yield f"{'':24}{few:>18,} articles{many:>18,} articles"
    yield "".join(
        f"{title:>{width}}"
        for title, width in (
            ("median", 33),
            ("95 %", 9),
            ("× empty", 9),
            ("median", 9),
            ("95 %", 9),
            ("× few", 9),
        )
    )
    for name in PAGES:
        one, other = times[FEW, name], times[MANY, name]
        yield (
            f"{name:24}{one.median:>6.1f} ms{one.slow:>6.1f} ms{one.median / nothing.median:>9.0f}"
            f"{other.median:>6.1f} ms{other.slow:>6.1f} ms{other.median / one.median:>9.2f}"
        )


if __name__ == "__main__":
    main()
