"""A school with ten times as many articles: the same queries, and nearly the same time."""

from statistics import median
from time import process_time

import pytest
from flask import Flask
from sqlalchemy import event, func, select

from app.extensions import db
from app.models import Article
from tests.demo_pages import article, rubrique, search
from tests.many_articles import fill
from tests.visits import browser, saved

pytestmark = pytest.mark.long

MANY = 20_000
RUNS = 15
SLOWER = 3
"""How much longer a page may take: medians of processor time, which other work does not change."""
PAGES = {
    "home": "/",
    "article": article("A15"),
    "rubrique": rubrique("actualites"),
    "last page of a rubrique": f"{rubrique('actualites')}?page=40",
    "search of a frequent word": search("collège"),
    "search of a rare word": search("Barcelone"),
    "search of two words": search("collège élèves"),
    "agenda": "/agenda",
    "feed": "/rss.xml",
}


def test_ten_times_as_many_articles_change_little(own_app: Flask) -> None:
    before = {name: measured(own_app, path) for name, path in PAGES.items()}
    with saved(own_app) as session:
        fill(session, MANY)
        assert session.scalar(select(func.count()).select_from(Article)) == MANY
    after = {name: measured(own_app, path) for name, path in PAGES.items()}
    for name in PAGES:
        print(f"{name}: {before[name][0] * 1000:.1f} ms, then {after[name][0] * 1000:.1f} ms")
    assert {name: after[name][1] for name in PAGES} == {name: before[name][1] for name in PAGES}
    slow = {name: after[name][0] / before[name][0] for name in PAGES}
    assert {name: ratio for name, ratio in slow.items() if ratio > SLOWER} == {}


def measured(app: Flask, path: str) -> tuple[float, int]:
    """Return the median seconds of processor time and the number of queries of a page."""
    visitor = browser(app)
    times = []
    for _ in range(RUNS):
        statements: list[str] = []
        with app.app_context():
            engine = db.engine

        def note(*arguments: object, kept: list[str] = statements) -> None:
            kept.append(str(arguments[2]))

        event.listen(engine, "before_cursor_execute", note)
        started = process_time()
        answer = visitor.get(path)
        times.append(process_time() - started)
        event.remove(engine, "before_cursor_execute", note)
        assert answer.status_code == 200, path
        assert answer.get_data()
    return median(times), len(statements)
