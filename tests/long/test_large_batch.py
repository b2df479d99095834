"""A batch of 5,000 articles while others read and write: each is done, and nobody is refused."""

from threading import Event, Thread

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.actions.batches import undo
from app.extensions import db
from app.jobs.handlers import HANDLERS
from app.jobs.run import run_due
from app.models import Article, Batch, BatchItem, Outcome, Person
from app.rules.batches import BatchAction
from app.rules.workflow import Status
from bench.batches import prepared
from tests.demo_pages import article, rubrique, search
from tests.many_articles import fill
from tests.visits import browser, saved

pytestmark = pytest.mark.long

MANY = 5_200
PAGES = ("/", article("A15"), rubrique("actualites"), search("collège"), "/rss.xml", "/sitemap.xml")


def test_five_thousand_are_deleted_and_come_back_while_others_read(own_app: Flask) -> None:
    with saved(own_app) as session:
        fill(session, MANY)
        head = session.scalars(select(Person.id).where(Person.login == "h.castagne")).one()
    before = by_status(own_app)
    batch_id = prepared(own_app, head, BatchAction.TRASH)
    answers = work_while_others_read(own_app)
    assert set(answers) == {200, 404}, "what is deleted is gone, all else answers"
    after = by_status(own_app)
    assert after[Status.TRASHED] == sum(before.values())
    assert outcome(own_app, batch_id) == {
        Outcome.DONE: sum(before.values()) - before[Status.TRASHED]
    }
    with saved(own_app) as session:
        found = session.get_one(Batch, batch_id)
        assert found.ended_at is not None
        undo(session, found.ended_at, found)
    assert set(work_while_others_read(own_app)) <= {200, 404}
    assert by_status(own_app) == before


def work_while_others_read(app: Flask) -> list[int]:
    """Let the worker do its job; return the status of each page that was asked for meanwhile."""
    over, answers = Event(), list[int]()

    def read() -> None:
        visitor = browser(app)
        while not over.is_set():
            answers.extend(visitor.get(page).status_code for page in PAGES)

    readers = [Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    with app.app_context():
        while run_due({"batch": HANDLERS["batch"]}, lambda: False):
            pass
        db.session.remove()
    over.set()
    for reader in readers:
        reader.join()
    return answers


def by_status(app: Flask) -> dict[Status, int]:
    """Count the articles by status."""
    with saved(app) as session:
        rows = session.execute(select(Article.status, func.count()).group_by(Article.status))
        return dict(rows.all())


def outcome(app: Flask, batch_id: int) -> dict[Outcome, int]:
    """Count what became of the articles of a batch."""
    with saved(app) as session:
        rows = session.execute(
            select(BatchItem.outcome, func.count())
            .where(BatchItem.batch_id == batch_id)
            .group_by(BatchItem.outcome)
        )
        return dict(rows.all())
