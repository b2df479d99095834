"""Tell people of a new announcement by mail: a job when it starts, a notice for each of them."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.actions.jobs import enqueue
from app.models import Announcement, AnnouncementTarget, MailChoice, Notice, NoticeKind, Person
from app.queries.announced import people_to_tell
from app.queries.school import read_school
from app.rules.announcements import AnnouncementStatus
from app.rules.quiet_hours import quiet_end

ANNOUNCED_JOB = "announced"
"""The kind of job that leaves the notices of `announcement_id`, once it has started."""
MAIL_ANNOUNCED = "mail_announced"
"""The kind that mails one of them; its argument is `notice_id`."""
CHUNK = 200


def queue_announced(session: Session, announcement: Announcement) -> None:
    """Let those whom an announcement reaches be told by mail, at once or when it starts.

    For each time that it goes online, or that its start or its targets change while it is there:
    nobody is told twice.
    """
    session.flush()
    waits = announcement.starts_at - clock.now(read_school(session).clock_offset)
    due = datetime.now(UTC) + max(waits, timedelta(0))
    enqueue(session, ANNOUNCED_JOB, due=due, announcement_id=announcement.id)


def tell_some(session: Session, announcement_id: int, after: int = 0) -> int:
    """Leave a notice for some of those whom an announcement reaches now, in the order of their ids.

    Return the last of them, after whom the next call goes on; 0 when nobody is left, and when it is
    over, taken back or gone. One that has not started is queued again. Of two jobs for the same
    announcement, the second waits here.
    """
    announcement = session.scalar(
        select(Announcement)
        .where(Announcement.id == announcement_id, Announcement.status == AnnouncementStatus.ONLINE)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    now = clock.now(read_school(session).clock_offset)
    if announcement is None or announcement.ends_at <= now:
        return 0
    if announcement.starts_at > now:
        queue_announced(session, announcement)
        return 0
    keys = select(AnnouncementTarget.key).where(
        AnnouncementTarget.announcement_id == announcement_id
    )
    asked = people_to_tell(announcement, session.scalars(keys)).where(Person.id > after)
    people = session.scalars(asked.limit(CHUNK)).all()
    _tell(session, now, announcement_id, people)
    return people[-1].id if people else 0


def _tell(session: Session, now: datetime, announcement_id: int, people: Sequence[Person]) -> None:
    notices = [
        Notice(
            person_id=person.id,
            kind=NoticeKind.ANNOUNCED,
            announcement_id=announcement_id,
            at=now,
        )
        for person in people
    ]
    session.add_all(notices)
    session.flush()
    real = datetime.now(UTC)
    for person, notice in zip(people, notices, strict=True):
        if person.announcement_mail is MailChoice.AT_ONCE:
            due = quiet_end(real, person.quiet_from, person.quiet_until)
            enqueue(session, MAIL_ANNOUNCED, due=due, notice_id=notice.id)
