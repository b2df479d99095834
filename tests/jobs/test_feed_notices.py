"""Feeds that fail for long: those who compose are told, once."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actions.external_feeds import ensure_feed
from app.external.faults import Fault
from app.models import (
    ExternalFeed,
    Job,
    JobState,
    MailChoice,
    Notice,
    NoticeKind,
    Person,
    PersonDuty,
    SiteRight,
)
from app.queries.notices import count_unread, latest_notices
from app.queries.viewers import viewer_of
from app.rules.audience import Duty
from app.rules.site_rights import Right
from tests.factories import NOW, make_person
from tests.feed_kit import OtherSite, rss
from tests.jobs.feeds import DAY, Look, titles
from tests.mail_server import MailServer


@pytest.fixture
def editors(session: Session, mails: MailServer) -> dict[str, Person]:
    """The head, who composes by rule, two to whom a page was given, and one who composes none."""
    people = {
        name: make_person(session, login=name) for name in ("head", "given", "own", "teacher")
    }
    people["head"].duties = [PersonDuty(duty=Duty.HEAD)]
    session.add(SiteRight(right=Right.COMPOSE, key=f"user:{people['given'].id}"))
    session.add(SiteRight(right=Right.COMPOSE_PERSONAL, key=f"user:{people['own'].id}"))
    for name, person in people.items():
        person.email, person.mail_choice = f"{name}@a.example", MailChoice.AT_ONCE
    session.commit()
    return people


def test_after_a_day_of_silence_its_editors_are_told_once(
    session: Session,
    site: OtherSite,
    look: Look,
    named: ExternalFeed,
    editors: dict[str, Person],
    mails: MailServer,
) -> None:
    look()
    site.gives(b"", 500)
    for _ in range(3):
        look(2 * DAY)
    assert session.scalars(select(Notice)).all() == []
    assert named.failing_since is None
    for _ in range(3):
        look(2 * DAY)
    told = session.scalars(select(Notice).order_by(Notice.person_id)).all()
    assert [one.person_id for one in told] == [
        editors[name].id for name in ("head", "given", "own")
    ]
    assert {one.kind for one in told} == {NoticeKind.FEED_FAILING}
    assert named.failing_since is not None
    assert named.copied_at == named.failing_since
    readers = sorted(address for addresses, _ in mails.received for address in addresses)
    assert readers == ["given@a.example", "head@a.example", "own@a.example"]
    _, message = mails.received[0]
    text = " ".join(message.get_content().replace("\xa0", " ").split())
    assert message["Subject"].replace("\xa0", " ") == "Un flux ne répond plus : « Le Rectorat »"
    assert f"Adresse du flux : {site.url()}" in text
    assert "https://college.example/site/" in text.split()


def test_they_are_told_again_only_after_it_has_worked(
    session: Session,
    site: OtherSite,
    look: Look,
    named: ExternalFeed,
    editors: dict[str, Person],
) -> None:
    look()
    for again in (1, 2):
        site.gives(b"", 404)
        for _ in range(5):
            look(2 * DAY)
        assert len(session.scalars(select(Notice)).all()) == 3 * again
        site.gives(rss("Un appel", "Un concours"))
        look()
        assert named.failing_since is None


def test_who_composes_reads_it_in_the_newsroom(
    session: Session, named: ExternalFeed, editors: dict[str, Person]
) -> None:
    session.add_all(
        Notice(person_id=person.id, kind=NoticeKind.FEED_FAILING, at=NOW, text=named.url)
        for person in editors.values()
    )
    session.flush()
    read = {
        name: [line.text for line in latest_notices(session, viewer_of(session, one.id), {})]
        for name, one in editors.items()
    }
    assert read.pop("teacher") == []
    assert set(read) == {"head", "given", "own"}
    assert all(texts == [named.url] for texts in read.values())
    assert count_unread(session, editors["given"].id) == 1


def test_what_is_gone_for_ever_is_told_at_once_and_asked_for_no_more(
    session: Session,
    site: OtherSite,
    look: Look,
    named: ExternalFeed,
    editors: dict[str, Person],
) -> None:
    look()
    site.gives(b"", 410)
    check = look()
    assert (check.next_at, check.fault) == (None, Fault.GONE)
    assert named.failing_since is not None
    assert len(session.scalars(select(Notice)).all()) == 3
    assert titles(session) == ["Un appel", "Un concours"]
    assert ensure_feed(session, named.url) is named
    assert session.scalars(select(Job).where(Job.state == JobState.WAITING)).all() == []
