"""Feeds of other sites as the worker reads them: at once, then hourly; kept while they fail."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.actions.external_feeds import ensure_feed, note_answer
from app.actions.purge import Moments
from app.external.faults import Fault
from app.external.fetch import Answer, Marks
from app.jobs.schedule import plan
from app.models import (
    ExternalFeed,
    FeedCheck,
    Job,
    JobState,
)
from tests.factories import NOW
from tests.feed_kit import OtherSite, rss
from tests.jobs.conftest import Drain
from tests.jobs.feeds import DAY, HOUR, SLACK, Look, real, titles, version


def is_in(check: FeedCheck, pause: timedelta) -> bool:
    assert check.next_at is not None
    return abs(check.next_at - real() - pause) < SLACK


def test_a_new_feed_is_asked_for_at_once(session: Session) -> None:
    feed = ensure_feed(session, "https://rectorat.example/rss.xml")
    assert feed is not None
    assert ensure_feed(session, "https://rectorat.example/rss.xml") is feed
    [job] = session.scalars(select(Job)).all()
    assert (job.kind, job.arguments) == ("external_feed", {"feed_id": feed.id})
    assert job.due_at <= real()
    check = session.get_one(FeedCheck, feed.id)
    assert is_in(check, HOUR), "the plan does not ask for it too"


@pytest.mark.parametrize("url", ["", "rectorat.example", "http://moi@a.example/", "file:///x"])
def test_what_may_not_be_asked_is_no_feed(session: Session, url: str) -> None:
    assert ensure_feed(session, url) is None
    assert session.scalars(select(ExternalFeed)).all() == []


def test_its_job_asks_for_one_that_was_named(
    session: Session, site: OtherSite, named: ExternalFeed, drain: Drain
) -> None:
    session.add(
        Job(kind="external_feed", arguments={"feed_id": named.id}, created_at=real(), due_at=real())
    )
    session.add(
        Job(kind="external_feed", arguments={"feed_id": 999}, created_at=real(), due_at=real())
    )
    drain()
    session.expire_all()
    assert titles(session) == ["Un appel", "Un concours"]
    assert set(session.scalars(select(Job.state))) == {JobState.DONE}


def test_the_name_of_a_machine_within_is_not_asked(
    session: Session, app: Flask, look: Look, site: OtherSite
) -> None:
    session.execute(update(ExternalFeed).values(url=site.url(host="localhost")))
    app.extensions["external"] = site.asking(resolve=lambda _: ["127.0.0.1", "10.0.0.1"])
    check = look()
    assert (check.fault, check.failures) == (Fault.ADDRESS, 1)
    assert site.asked == []


def test_what_is_due_is_copied_and_asked_for_again_in_an_hour(
    session: Session, site: OtherSite, look: Look, named: ExternalFeed
) -> None:
    check = look()
    assert titles(session) == ["Un appel", "Un concours"]
    assert (named.title, named.site_url) == ("Le Rectorat", "https://rectorat.example/")
    assert named.copied_at is not None
    assert (check.etag, check.fault, check.failures) == ('"1"', "", 0)
    assert is_in(check, HOUR)
    site.gives(rss("Un appel"), Cache_Control="max-age=18000")
    assert is_in(look(), timedelta(hours=5))
    assert titles(session) == ["Un appel"]
    site.gives(rss("Un appel"), Cache_Control="max-age=9000000")
    assert is_in(look(), DAY)
    site.gives(rss("Un appel"), Cache_Control="max-age=5")
    assert is_in(look(), HOUR)


def test_nothing_is_planned_while_nothing_is_due(
    session: Session, named: ExternalFeed, site: OtherSite
) -> None:
    session.execute(update(FeedCheck).values(next_at=real() + SLACK))
    plan(session, real())
    assert "external_feeds" not in set(session.scalars(select(Job.kind)))
    session.execute(update(FeedCheck).values(next_at=real() - SLACK))
    for _ in range(3):
        plan(session, datetime(2026, 3, 24, 9, 3, tzinfo=UTC) + 365 * DAY)
    assert list(session.scalars(select(Job.kind))).count("external_feeds") == 1


@pytest.mark.parametrize("answer", ["304", "the same"])
def test_what_has_not_changed_renews_no_page(
    session: Session, site: OtherSite, look: Look, answer: str
) -> None:
    look()
    if answer == "304":
        site.gives(b"", 304)
    else:
        site.gives(rss("Un appel", "Un concours"), ETag='"2"')
    before = version(session)
    check = look()
    assert site.asked[-1][1]["If-None-Match"] == '"1"'
    assert version(session) == before
    assert check.checked_at is not None
    assert real() - check.checked_at < SLACK
    assert titles(session) == ["Un appel", "Un concours"]
    site.gives(rss("Un autre"))
    look()
    assert version(session) > before


def test_a_feed_that_fails_keeps_its_copy_and_is_asked_for_less_and_less(
    session: Session, site: OtherSite, look: Look, named: ExternalFeed
) -> None:
    look()
    copied_at, before = named.copied_at, version(session)
    site.gives(b"<html><body>En travaux</body></html>")
    for failures, hours in enumerate((1, 2, 4, 8, 16, 24, 24), 1):
        check = look(timedelta(hours=2))
        assert (check.failures, check.fault) == (failures, Fault.NO_FEED)
        assert is_in(check, timedelta(hours=hours))
    assert titles(session) == ["Un appel", "Un concours"]
    assert (named.copied_at, named.failing_since) == (copied_at, None)
    assert version(session) == before
    site.gives(b"", 503, Retry_After="36000")
    session.execute(update(FeedCheck).values(failures=0))
    assert is_in(look(), timedelta(hours=10))


def test_what_was_forgotten_meanwhile_is_not_written(session: Session) -> None:
    answer = Answer("https://a.example/", None, "", Marks(), None)
    note_answer(session, Moments(NOW, NOW), 999, answer, None)
    assert session.scalars(select(FeedCheck)).all() == []
