"""What the list of contributions costs just after a change, whatever is asked of it.

`python -m bench.contributions [--articles N …] [--people P]`; bench/README.md says how to read it.
"""

import argparse
import re
import tempfile
from collections.abc import Iterator, Mapping
from html import unescape
from pathlib import Path
from statistics import median
from time import process_time

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update

from app.config import Config
from app.models import SiteVersion
from app.queries.contribution_filter import Tab
from app.queries.contribution_orders import Sort
from bench.goals import CONTRIBUTIONS, HOME
from bench.school import HEAD, Size, browser_of, make_school, opened
from tests.visits import browser, saved

TURNS = 9
WIDTH = 44
BOUND = 4
"""How many times the cost of the home page, made anew too, a page may take."""
QUESTIONS = (
    "",
    "q=sortie",
    "q=orientation",
    "q=barcelone voyage",
    "q=introuvable",
    "q=6e",
    "auteur=moi",
    "auteur=a",
    "auteur=estrade",
    "rubrique=3",
    "depuis=2026-03-01",
    "jusque=2026-01-01",
    "age=1-an",
    "sans-illustration=y",
    "q=sortie&auteur=a&jusque=2026-01-01",
    "auteur=estrade&jusque=2020-01-01",
    "q=barcelone&vue=en-ligne",
    "q=sortie&vue=expirees",
    *(f"vue={tab}" for tab in Tab if tab is not Tab.ALL),
    *(f"tri={sort}" for sort in Sort),
    *(f"tri=-{sort}" for sort in Sort),
    "tri=-etat&jusque=2026-01-01",
    "tri=auteur&q=sortie",
    "tri=rubrique&auteur=a",
)
NEXT = re.compile(r'<a[^>]*rel="next"[^>]*href="([^"]*)"|<a[^>]*href="([^"]*)"[^>]*rel="next"')
Pages = dict[str, tuple[FlaskClient, str]]
"""Who asks for which address, by what it shows."""


def main() -> None:
    """Make the schools, measure them one after the other, and print."""
    parser = argparse.ArgumentParser(prog="python -m bench.contributions", description=__doc__)
    parser.add_argument("--articles", type=int, nargs="+", default=[20_000])
    parser.add_argument("--people", type=int, default=2_000)
    options = parser.parse_args()
    found: dict[int, dict[str, float]] = {}
    for wanted in options.articles:
        with tempfile.TemporaryDirectory() as folder:
            config, articles = make_school(
                Path(folder) / "school", Size(wanted, options.people, announcements=0)
            )
            found[articles] = measured(config)
    print("\n".join(table(found)))


def measured(config: Config) -> dict[str, float]:
    """Return the milliseconds of processor time of each page, asked for first after a change."""
    with opened(config) as app:
        pages = pages_of(app)
        taken: dict[str, list[float]] = {name: [] for name in pages}
        for _ in range(TURNS):
            for name, (client, path) in pages.items():
                taken[name].append(after_a_change(app, client, path))
    return {name: median(times) for name, times in taken.items()}


def pages_of(app: Flask) -> Pages:
    """Return the home page, and the list by each question, with the page that follows it."""
    head = browser_of(app, HEAD)
    pages: Pages = {HOME: (browser(app), "/")}
    for question in QUESTIONS:
        path = f"{CONTRIBUTIONS}?{question}"
        pages[question or "all"] = head, path
        if following := NEXT.search(head.get(path).get_data(as_text=True)):
            pages[f"{question or 'all'}, next"] = head, unescape(following[1] or following[2])
    return pages


def after_a_change(app: Flask, client: FlaskClient, path: str) -> float:
    """Return the milliseconds of processor time of a page for which nothing is kept."""
    with saved(app) as session:
        session.execute(update(SiteVersion).values(value=SiteVersion.value + 1))
    began = process_time()
    answer = client.get(path)
    taken = (process_time() - began) * 1000
    if answer.status_code != 200:
        raise RuntimeError(f"{path} answers {answer.status_code}")
    return taken


def table(found: Mapping[int, Mapping[str, float]]) -> Iterator[str]:
    """Yield the lines of the pages that each school has; what is above the bound says so."""
    schools = [found[size] for size in sorted(found)]
    sizes = "".join(f"{f'{size:,} articles':>22}" for size in sorted(found))
    yield f"{'':{WIDTH}}{sizes}{'  growth' if len(schools) > 1 else ''}"
    for name in schools[0]:
        if not all(name in school for school in schools):
            continue
        ratios = [school[name] / school[HOME] for school in schools]
        costs = (
            f"{f'{school[name]:.1f} ms{ratio:8.2f} ×':>22}"
            for school, ratio in zip(schools, ratios, strict=True)
        )
        growth = f"{schools[-1][name] / schools[0][name]:8.2f}" if len(schools) > 1 else ""
        missed = "" if max(ratios) <= BOUND else "   missed"
        yield f"{name:{WIDTH}}{''.join(costs)}{growth}{missed}"


if __name__ == "__main__":
    main()
