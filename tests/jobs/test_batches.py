"""The worker does batches: cut short it goes on, two at once do each article once."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from threading import Barrier, Thread

import pytest
from flask import Flask
from sqlalchemy import event, func, select
from sqlalchemy.orm import Session

from app.actions.batch_run import CHUNK, work_chunk
from app.actions.batches import confirm
from app.extensions import db
from app.jobs.handlers import HANDLERS
from app.jobs.run import run_due
from app.models import Article, Batch, BatchItem, BatchState, LogEntry, Outcome, SiteVersion
from app.rules.batches import BatchAction
from app.rules.workflow import Status
from tests.actions_kit import make_newsroom
from tests.batch_kit import preview
from tests.factories import NOW
from tests.visits import saved

pytestmark = pytest.mark.usefixtures("demo_day")

MANY = 250


@pytest.fixture
def batch_id(app: Flask) -> int:
    """A confirmed batch that deletes 250 drafts."""
    with saved(app) as session:
        room = make_newsroom(session)
        ids = [room.write("writer", f"Brouillon {number}").id for number in range(MANY)]
        batch = preview(room, "moderator", BatchAction.TRASH, ids)
        confirm(session, NOW, batch)
        return batch.id


def done(app: Flask) -> tuple[int, int, int]:
    """Count what is done by the items, by the articles and by the journal: always the same."""
    with saved(app) as session:
        items = select(func.count()).where(BatchItem.outcome == Outcome.DONE)
        articles = select(func.count()).where(Article.status == Status.TRASHED)
        entries = select(func.count()).where(LogEntry.action == "trash")
        return tuple(session.scalar(one) or 0 for one in (items, articles, entries))  # type: ignore[return-value]


def version(app: Flask) -> int:
    """Return the site version."""
    with saved(app) as session:
        return session.scalars(select(SiteVersion.value)).one()


def worker_runs(app: Flask, stopping: Callable[[], bool] = lambda: False) -> None:
    """Let a worker do one job."""
    with app.app_context():
        run_due(HANDLERS, stopping)
        db.session.remove()


def test_each_chunk_is_one_commit_and_one_site_version(app: Flask, batch_id: int) -> None:
    with app.app_context():
        session = db.session()
        for number in range(1, 4):
            before = version(app)
            more = work_chunk(session, NOW, batch_id)
            session.commit()
            assert version(app) == before + 1
            assert more is (number < 3)
        db.session.remove()
    assert done(app) == (MANY, MANY, MANY)


def test_a_stopped_worker_leaves_whole_chunks_and_the_next_goes_on(
    app: Flask, batch_id: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.jobs.batches.HOLD", None)
    worker_runs(app, stopping=lambda: True)
    assert done(app) == (CHUNK,) * 3
    worker_runs(app)
    assert done(app) == (MANY,) * 3
    with saved(app) as session:
        assert session.get_one(Batch, batch_id).state is BatchState.DONE


@pytest.mark.parametrize("statement", range(3, 60, 8))
def test_a_kill_in_the_middle_of_a_chunk_leaves_nothing_of_it(
    app: Flask, batch_id: int, statement: int
) -> None:
    with app.app_context():
        session = db.session()
        with pytest.raises(_Killed), _killed_at(session, statement):
            work_chunk(session, NOW, batch_id)
        session.rollback()
        db.session.remove()
    assert done(app) == (0, 0, 0)
    worker_runs(app)
    assert done(app) == (MANY,) * 3


def test_a_slow_chunk_is_cut_short(app: Flask, batch_id: int) -> None:
    with app.app_context():
        session = db.session()
        assert work_chunk(session, NOW, batch_id, hold=0.0)
        session.commit()
        db.session.remove()
    assert done(app) == (1, 1, 1)
    worker_runs(app)
    assert done(app) == (MANY,) * 3


def test_two_at_once_do_each_article_once(app: Flask, batch_id: int) -> None:
    together, failures = Barrier(2), []

    def work() -> None:
        try:
            with app.app_context():
                session = db.session()
                together.wait()
                more = True
                while more:
                    more = work_chunk(session, NOW, batch_id)
                    session.commit()
                db.session.remove()
        except Exception as error:
            failures.append(error)

    threads = [Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert done(app) == (MANY,) * 3
    with saved(app) as session:
        assert session.get_one(Batch, batch_id).state is BatchState.DONE


class _Killed(Exception):
    """The process ends here, for the test."""


@contextmanager
def _killed_at(session: Session, number: int) -> Iterator[None]:
    """End with the statement of this number."""
    sent = count(1)

    def end(*_: object) -> None:
        if next(sent) == number:
            raise _Killed

    engine = session.get_bind()
    event.listen(engine, "before_cursor_execute", end)
    try:
        yield
    finally:
        event.remove(engine, "before_cursor_execute", end)
