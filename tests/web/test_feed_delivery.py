"""Feeds and calendars over HTTP: how often they are sent, and at which cost."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from icalendar import Calendar
from sqlalchemy.orm import Session

from app.rules.visibility import Visibility
from tests.factories import NOW, make_article, make_person, make_rubrique
from tests.layouts import counted_queries
from tests.web.feed_reading import FEEDS, make_event, make_illustration

pytestmark = pytest.mark.usefixtures("demo_day")


@pytest.mark.parametrize("path", [*(f"/{name}" for name in FEEDS), "/agenda.ics"])
def test_what_did_not_change_is_not_sent_again(
    client: FlaskClient, session: Session, path: str
) -> None:
    blog = make_rubrique(session)
    article = make_article(session, blog, starts_at=NOW - timedelta(days=200))
    happening = make_event(session, blog)
    session.commit()
    first = client.get(path)
    etag, modified = first.headers["ETag"], first.headers["Last-Modified"]
    assert not etag.startswith("W/")
    assert first.headers["Cache-Control"] == "no-cache"
    for headers in ({"If-None-Match": etag}, {"If-Modified-Since": modified}):
        again = client.get(path, headers=headers)
        assert (again.status_code, again.data) == (304, b"")
        assert again.headers["ETag"] == etag
    article.updated_at = happening.changed_at = NOW - timedelta(days=90)
    session.commit()
    for headers in ({"If-None-Match": etag}, {"If-Modified-Since": modified}):
        assert client.get(path, headers=headers).status_code == 200


@pytest.mark.parametrize("path", [*(f"/{name}" for name in FEEDS), "/agenda.ics"])
def test_the_number_of_queries_is_constant(
    client: FlaskClient, session: Session, path: str
) -> None:
    blog = make_rubrique(session)

    def add_one() -> None:
        article = make_article(session, blog, author=make_person(session))
        make_illustration(session, article)
        make_event(session, blog).article_id = article.id

    add_one()
    session.commit()
    client.get(path)
    with counted_queries() as few:
        client.get(path)
    for _ in range(25):
        add_one()
    session.commit()
    with counted_queries() as many:
        client.get(path)
    assert len(many) == len(few) <= 5


def test_the_calendar_holds_public_events(client: FlaskClient, session: Session) -> None:
    blog = make_rubrique(session, "Vie scolaire")
    blog.has_agenda = True
    closed = make_rubrique(session, "Personnels", visibility=Visibility.PRIVATE)
    article = make_article(session, blog, "Le cross")
    hidden = make_article(session, closed, "Secret")
    first, second = make_event(session, blog, "Cross"), make_event(session, blog, "Photos")
    first.article_id, second.article_id = article.id, hidden.id
    make_event(session, closed, "Conseils")
    make_event(session, make_rubrique(session, "AS"), "Badminton")
    session.commit()
    answer = client.get("/agenda.ics")
    assert answer.content_type == "text/calendar; charset=utf-8"
    events = {
        str(found["SUMMARY"]): found for found in Calendar.from_ical(answer.data).walk("VEVENT")
    }
    assert sorted(events) == ["Badminton", "Cross", "Photos"]
    assert events["Cross"]["URL"] == f"http://localhost/articles/{article.id}-le-cross"
    assert events["Photos"]["URL"] == "http://localhost/agenda?mois=2026-03"
    own = client.get(f"/rubriques/{blog.id}-vie-scolaire/agenda.ics").data
    assert len(Calendar.from_ical(own).walk("VEVENT")) == 2
    moved = client.get(f"/rubriques/{blog.id}-x/agenda.ics")
    assert moved.status_code == 301
