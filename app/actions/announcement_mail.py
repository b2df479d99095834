"""Tell people of a new announcement by mail: a job when it starts, a notice for each of them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from app import clock
from app.actions.jobs import enqueue
from app.models import Announcement, Job, MailChoice, Notice, NoticeKind, Person
from app.queries.announced import still_to_tell
from app.queries.school import read_school
from app.rules.announcements import AnnouncementStatus
from app.rules.quiet_hours import quiet_end

ANNOUNCED_JOB = "announced"
"""The kind of job that leaves the notices of `announcement_id`, once it has started."""
MAIL_ANNOUNCED = "mail_announced"
"""The kind that mails one of them; its argument is `notice_id`."""


def queue_announced(session: Session, announcement: Announcement) -> None:
    """Let those whom an announcement reaches be told by mail, at once or when it starts.

    For each time that it goes online, or that its start or its targets change while it is there:
    nobody is told twice.
    """
    session.flush()
    waits = announcement.starts_at - clock.now(read_school(session).clock_offset)
    due = datetime.now(UTC) + max(waits, timedelta(0))
    enqueue(session, ANNOUNCED_JOB, due=due, announcement_id=announcement.id)


def tell(session: Session, announcement_id: int, ids: Sequence[int]) -> None:
    """Leave a notice for some people, and a job for each mail that is wanted at once.

    Nobody is told twice, nor of what is not online any more. Of two jobs for the same
    announcement, the second waits here: its row is held.
    """
    online = session.scalar(
        select(Announcement.id)
        .where(Announcement.id == announcement_id, Announcement.status == AnnouncementStatus.ONLINE)
        .with_for_update()
    )
    people = session.scalars(still_to_tell(announcement_id, ids)).all() if online else []
    if not people:
        return
    at = clock.now(read_school(session).clock_offset)
    kind = NoticeKind.ANNOUNCED
    made = session.execute(
        insert(Notice).returning(Notice.id, Notice.person_id),
        [
            {"person_id": one.id, "kind": kind, "announcement_id": announcement_id, "at": at}
            for one in people
        ],
    )
    _queue_mails(session, {row.person_id: row.id for row in made}, people)


def _queue_mails(session: Session, notices: Mapping[int, int], people: Iterable[Person]) -> None:
    real = datetime.now(UTC)
    jobs = [
        {
            "kind": MAIL_ANNOUNCED,
            "arguments": {"notice_id": notices[one.id]},
            "created_at": real,
            "due_at": quiet_end(real, one.quiet_from, one.quiet_until) or real,
        }
        for one in people
        if one.announcement_mail is MailChoice.AT_ONCE
    ]
    if jobs:
        session.execute(insert(Job), jobs)
