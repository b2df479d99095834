"""What a large batch costs: its seconds, how long others wait to write, and to read.

`python -m bench.batches [--articles N]`; bench/README.md says how to read it.
"""

import argparse
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from statistics import median, quantiles
from threading import Event, Thread
from time import perf_counter, sleep

from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import event, func, select

from app.actions.batches import choose_all, confirm, judge, open_batch, undo
from app.config import Config
from app.extensions import db
from app.factory import create_app
from app.jobs.handlers import HANDLERS
from app.jobs.run import run_due
from app.models import Batch, BatchItem, Outcome
from app.queries.contribution_filter import Filter
from app.queries.contribution_orders import Sort, whole
from app.queries.contributions import matching
from app.queries.viewers import viewer_of
from app.queries.workers import read_worker
from app.rules.batches import BatchAction
from bench.pages import asked, config_in
from tests.factories import NOW
from tests.many_contributions import fill
from tests.serving import serving

ACTIONS = (BatchAction.TRASH, BatchAction.UNPUBLISH)
PAUSE = 0.02
"""Seconds between two questions of those who wait beside a batch."""


def main() -> None:
    """Fill a school, do and undo batches of all it has, and print."""
    parser = argparse.ArgumentParser(prog="python -m bench.batches", description=__doc__)
    parser.add_argument("--articles", type=int, default=12_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        config = config_in(Path(folder) / "school")
        config.data.mkdir()
        app = create_app(config)
        with app.app_context():
            upgrade()
            chief = fill(db.session(), options.articles).id
            db.session.commit()
            db.session.remove()
        words = f"{'lock held':>12}{'write wait':>24}{'read':>20}"
        print(f"{'':20}{'items':>7}{'seconds':>9}{'a second':>10}{words}")
        print(f"{'':46}{'longest':>12}{'median':>12}{'99 %':>12}{'median':>10}{'99 %':>10}")
        with serving(config, workers=2) as server:
            for action in ACTIONS:
                batch_id = prepared(app, chief, action)
                print(measured(app, config, server.port, f"{action}", batch_id))
                with app.app_context():
                    undo(db.session(), NOW, db.session.get_one(Batch, batch_id))
                    db.session.commit()
                    db.session.remove()
                print(measured(app, config, server.port, f"{action}, undone", batch_id))


def prepared(app: Flask, chief: int, action: BatchAction) -> int:
    """Confirm a batch of all that there is; return its id."""
    with app.app_context():
        session = db.session()
        batch = open_batch(session, NOW, chief, action)
        worker = read_worker(session, viewer_of(session, chief))
        found = whole(matching(worker, Filter(), NOW), Sort.CHANGED, NOW)
        choose_all(session, batch, found, descending=True)
        judge(session, NOW, worker, batch)
        confirm(session, NOW, batch)
        session.commit()
        batch_id = batch.id
        db.session.remove()
        return batch_id


def measured(app: Flask, config: Config, port: int, name: str, batch_id: int) -> str:
    """Let a worker do a batch while one reads and one wants to write; return a line."""
    over, writes, reads, held = Event(), list[float](), list[float](), list[float]()
    beside = [
        Thread(target=_again, args=(over, lambda: writes.append(_lock_wait(config)))),
        Thread(target=_again, args=(over, lambda: reads.extend(asked(port, "/healthz")))),
    ]
    for thread in beside:
        thread.start()
    started = perf_counter()
    with app.app_context(), _timed(held):
        run_due(HANDLERS, lambda: False)
        seconds = perf_counter() - started
        done = select(func.count()).where(
            BatchItem.batch_id == batch_id, BatchItem.outcome.in_([Outcome.DONE, Outcome.UNDONE])
        )
        items = db.session.scalar(done) or 0
        db.session.remove()
    over.set()
    for thread in beside:
        thread.join()
    return (
        f"{name:20}{items:>7}{seconds:>9.1f}{items / seconds:>10.0f}"
        f"{max(held):>9.0f} ms{median(writes):>9.0f} ms{_slow(writes):>9.0f} ms"
        f"{median(reads):>7.1f} ms{_slow(reads):>7.1f} ms"
    )


@contextmanager
def _timed(held: list[float]) -> Iterator[None]:
    """Note for how many milliseconds each transaction of this process holds the lock."""
    begun = [0.0]

    def begin(_connection: object) -> None:
        begun[0] = perf_counter()

    def committed(_session: object) -> None:
        held.append((perf_counter() - begun[0]) * 1000)

    event.listen(db.engine, "begin", begin)
    event.listen(db.session, "after_commit", committed)
    try:
        yield
    finally:
        event.remove(db.engine, "begin", begin)
        event.remove(db.session, "after_commit", committed)


def _again(over: Event, ask: Callable[[], object]) -> None:
    while not over.is_set():
        ask()
        sleep(PAUSE)


def _lock_wait(config: Config) -> float:
    """Return the milliseconds until another writer has the lock."""
    path = config.database_url.removeprefix("sqlite:///")
    with closing(sqlite3.connect(path, timeout=30, isolation_level=None)) as connection:
        started = perf_counter()
        connection.execute("BEGIN IMMEDIATE")
        waited = (perf_counter() - started) * 1000
        connection.execute("ROLLBACK")
    return waited


def _slow(times: list[float]) -> float:
    return quantiles(times, n=100)[-1]


if __name__ == "__main__":
    main()
