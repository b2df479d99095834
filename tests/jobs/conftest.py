"""What the tests of jobs share: a mail server, a site with a feed, a worker called by hand."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from app.actions.jobs import enqueue
from app.config import MailServer as MailSettings
from app.extensions import db
from app.jobs.handlers import HANDLERS
from app.jobs.run import run_due
from app.jobs.schedule import plan
from app.mail import init_mail
from app.models import Article, ExternalFeed, FeedCheck, Job, JobState, Rubrique
from app.rules.workflow import Status
from tests.factories import make_article
from tests.feed_kit import OtherSite, other_site, rss
from tests.jobs.feeds import SLACK, Look, real
from tests.mail_server import MailServer, mail_server

Drain = Callable[[], int]
Purge = Callable[[datetime], None]


@pytest.fixture
def mails(app: Flask) -> Iterator[MailServer]:
    """A mail server that accepts, to which the application is bound."""
    own = app.extensions["parvis"]
    with mail_server() as server:
        settings = MailSettings("127.0.0.1", server.port)
        app.extensions["parvis"] = replace(own, mail=settings, base_url="https://college.example")
        init_mail(app)
        yield server
    app.extensions["parvis"] = own


@pytest.fixture
def drain(app: Flask) -> Drain:
    """Do all that is due, as a worker would, and say how many jobs that were."""

    def run() -> int:
        done = 0
        db.session.commit()
        with app.app_context():
            while run_due(HANDLERS, lambda: False):
                done += 1
        return done

    return run


def make_due(job_id: int) -> None:
    """Let the time pass until a job is due again, or until its lease has ended."""
    past = datetime.now(UTC) - timedelta(seconds=1)
    db.session.execute(
        update(Job).where(Job.id == job_id, Job.state == JobState.WAITING).values(due_at=past)
    )
    db.session.execute(
        update(Job).where(Job.id == job_id, Job.state == JobState.RUNNING).values(leased_until=past)
    )
    db.session.commit()


def fresh(job_id: int) -> Job:
    """Return a job as it is in the database now."""
    db.session.rollback()
    return db.session.get_one(Job, job_id, populate_existing=True)


def the_job(kind: str = "mail") -> Job:
    """Return the only job of a kind."""
    db.session.rollback()
    return db.session.query(Job).filter_by(kind=kind).populate_existing().one()


@pytest.fixture
def purge(app: Flask, session: Session, monkeypatch: pytest.MonkeyPatch) -> Purge:
    """Purge as the worker does, at a moment of the school's clock."""

    def run(now: datetime) -> None:
        monkeypatch.setattr("app.clock.frozen", now)
        session.execute(delete(Job))
        enqueue(session, "purge", day="today")
        session.commit()
        with app.app_context():
            while run_due(HANDLERS, lambda: False):
                pass
        session.rollback()
        session.expire_all()
        assert session.scalars(select(Job.state)).all() == [JobState.DONE]
        session.rollback()

    return run


def trashed(session: Session, rubrique: Rubrique, at: datetime, title: str = "Vieux") -> Article:
    article = make_article(session, rubrique, title)
    article.former_status, article.status, article.trashed_at = Status.ONLINE, Status.TRASHED, at
    session.flush()
    return article


@pytest.fixture
def site(app: Flask) -> Iterator[OtherSite]:
    """A site of this machine that the application may ask, though no other."""
    own = app.extensions["external"]
    with other_site() as found:
        app.extensions["external"] = found.asking()
        found.gives(rss("Un appel", "Un concours"), ETag='"1"')
        yield found
    app.extensions["external"] = own


@pytest.fixture
def named(session: Session, site: OtherSite) -> ExternalFeed:
    """A feed that a tile has just named (its address has a port that no editor could type)."""
    feed = ExternalFeed(url=site.url())
    session.add(feed)
    session.flush()
    session.add(FeedCheck(feed_id=feed.id, next_at=real(), checked_at=real()))
    session.commit()
    return feed


@pytest.fixture
def look(
    session: Session, drain: Drain, named: ExternalFeed, monkeypatch: pytest.MonkeyPatch
) -> Look:
    """Let the feed be due, look at the plan as the worker does, and return what is then known."""
    monkeypatch.setattr("app.jobs.schedule.DAILY", ())

    def look_after(silence: timedelta | None = None) -> FeedCheck:
        values = {"next_at": real() - SLACK}
        if silence is not None:
            values["checked_at"] = real() - silence
        session.execute(update(FeedCheck).values(**values))
        session.execute(update(Job).values(unique_key=None))
        plan(session, real())
        drain()
        session.rollback()
        session.expire_all()
        assert set(session.scalars(select(Job.state))) <= {JobState.DONE}
        return session.scalars(select(FeedCheck)).one()

    return look_after
