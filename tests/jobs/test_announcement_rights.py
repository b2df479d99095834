"""Rights are asked again before each mail about an announcement (security.md 24)."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.actions.announcement_mail import queue_announced, tell
from app.models import (
    Announcement,
    AnnouncementReading,
    AnnouncementTarget,
    Group,
    Job,
    JobState,
    MailChoice,
    Membership,
    Person,
)
from app.rules.announcements import AnnouncementStatus
from app.rules.audience import Part
from tests.factories import NOW, make_group
from tests.jobs.announcements import HOUR, announce, mail_of_the_day, make_reader, readers
from tests.jobs.conftest import Drain
from tests.mail_server import MailServer

pytestmark = pytest.mark.usefixtures("demo_day")


def take_back(session: Session, made: Announcement, _group: Group, _reader: Person) -> None:
    made.status = AnnouncementStatus.DRAFT


def decline(session: Session, made: Announcement, _group: Group, _reader: Person) -> None:
    made.status = AnnouncementStatus.DECLINED


def end(session: Session, made: Announcement, _group: Group, _reader: Person) -> None:
    made.ends_at = NOW


def be_put_off(session: Session, made: Announcement, _group: Group, _reader: Person) -> None:
    made.starts_at = NOW + HOUR


def change_targets(session: Session, made: Announcement, _group: Group, _reader: Person) -> None:
    made.targets = [AnnouncementTarget(key="profile:teacher")]


def leave_the_group(session: Session, _made: Announcement, group: Group, reader: Person) -> None:
    session.execute(
        delete(Membership).where(Membership.group_id == group.id, Membership.person_id == reader.id)
    )


def leave_school(session: Session, _made: Announcement, _group: Group, reader: Person) -> None:
    reader.left_at = NOW


def come_to_the_last_day(
    session: Session, _made: Announcement, _group: Group, reader: Person
) -> None:
    reader.access_ends_on = NOW.date() - timedelta(days=1)


def want_none(session: Session, _made: Announcement, _group: Group, reader: Person) -> None:
    reader.announcement_mail = MailChoice.NONE


def read_it(session: Session, made: Announcement, _group: Group, reader: Person) -> None:
    session.add(AnnouncementReading(announcement_id=made.id, person_id=reader.id, seen_at=NOW))


def disappear(session: Session, made: Announcement, _group: Group, _reader: Person) -> None:
    session.delete(made)


POINTLESS = [
    take_back, decline, end, be_put_off, change_targets, leave_the_group, leave_school,
    come_to_the_last_day, want_none, read_it, disappear,
]  # fmt: skip
Happens = Callable[[Session, Announcement, Group, Person], None]


@pytest.mark.parametrize("choice", [MailChoice.AT_ONCE, MailChoice.DAILY])
@pytest.mark.parametrize("happens", POINTLESS)
def test_rights_are_asked_again_when_the_mail_is_sent(
    session: Session, mails: MailServer, drain: Drain, happens: Happens, choice: MailChoice
) -> None:
    reader = make_reader(session, "Nadia", choice)
    group = make_group(session, "Chorale", (reader, Part.MEMBER))
    made = announce(session, f"group:{group.id}/member")
    tell(session, made.id, [reader.id])
    session.commit()
    happens(session, made, group, reader)
    session.commit()
    session.expire_all()
    drain()
    mail_of_the_day(session, drain, "2026-03-25")
    assert mails.received == []
    mailing = select(Job.state).where(Job.kind != "announced")
    assert set(session.scalars(mailing)) == {JobState.DONE}


def test_what_was_taken_back_and_is_sent_again_tells_anew(
    session: Session, mails: MailServer, drain: Drain
) -> None:
    reader = make_reader(session, "Nadia")
    made = announce(session, "profile:parent")
    tell(session, made.id, [reader.id])
    made.status = AnnouncementStatus.DRAFT
    session.commit()
    drain()
    made.status = AnnouncementStatus.ONLINE
    queue_announced(session, made)
    drain()
    assert readers(mails) == ["nadia@a.example"]
