"""The site version rises with announcements, which members share, and not with their reading."""

from collections.abc import Callable

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from app.models import Announcement, AnnouncementReading, AnnouncementTarget, Person
from app.rules.announcements import AnnouncementStatus
from tests.factories import NOW, make_person
from tests.reading_kit import make_announcement
from tests.test_site_version import version


@pytest.fixture
def announcement(session: Session) -> Announcement:
    """An announcement that shows, and somebody who has read it."""
    made = make_announcement(session)
    read = AnnouncementReading(announcement_id=made.id, person_id=make_person(session).id)
    read.seen_at = NOW
    session.add(read)
    session.commit()
    return made


def announce(session: Session, one: Announcement) -> None:
    make_announcement(session, "Réunion")


def draft(session: Session, one: Announcement) -> None:
    make_announcement(session, "Réunion", status=AnnouncementStatus.DRAFT)


def change(session: Session, one: Announcement) -> None:
    one.title = "Réunion reportée"


def aim_elsewhere(session: Session, one: Announcement) -> None:
    session.execute(update(AnnouncementTarget).values(key="profile:parent"))


def aim_at_more(session: Session, one: Announcement) -> None:
    one.targets.append(AnnouncementTarget(key="profile:parent"))


def take_back(session: Session, one: Announcement) -> None:
    session.execute(update(Announcement).values(status=AnnouncementStatus.DRAFT))


def throw_away(session: Session, one: Announcement) -> None:
    session.execute(delete(Announcement))


Act = Callable[[Session, Announcement], None]


@pytest.mark.parametrize(
    "act", [announce, draft, change, aim_elsewhere, aim_at_more, take_back, throw_away]
)
def test_what_reaches_many_raises_the_version_once(
    session: Session, announcement: Announcement, act: Act
) -> None:
    before = version(session)
    act(session, announcement)
    session.commit()
    assert version(session) == before + 1


def acknowledge(session: Session, one: Announcement) -> None:
    session.execute(update(AnnouncementReading).values(acknowledged_at=NOW))


def fold(session: Session, one: Announcement) -> None:
    session.scalars(select(AnnouncementReading)).one().folded_at = NOW


@pytest.mark.parametrize("act", [acknowledge, fold])
def test_what_its_reader_does_leaves_the_version(
    session: Session, announcement: Announcement, act: Act
) -> None:
    before = version(session)
    act(session, announcement)
    session.commit()
    assert version(session) == before


def test_seeing_it_first_leaves_the_version(session: Session, announcement: Announcement) -> None:
    session.execute(delete(AnnouncementReading))
    session.commit()
    before, person_id = version(session), session.scalars(select(Person.id)).one()
    session.add(
        AnnouncementReading(announcement_id=announcement.id, person_id=person_id, seen_at=NOW)
    )
    session.commit()
    assert version(session) == before
