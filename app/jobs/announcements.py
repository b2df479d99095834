"""Jobs that tell people of new announcements: their notices, a mail for each or one a day."""

from collections.abc import Mapping
from typing import Any

from flask_babel import ngettext
from sqlalchemy.orm import Session

from app import clock
from app.actions.announcement_mail import MAIL_ANNOUNCED, queue_announced, tell
from app.actions.jobs import enqueue
from app.actions.notices import mark_mailed
from app.database import ONLY_READS
from app.extensions import db
from app.jobs.announcement_letters import announced_headline, announced_text
from app.jobs.mail import CHUNK, MOST_LINES, hand_over, is_put_off
from app.jobs.run import RunningJob
from app.models import Announcement, MailChoice, Notice, Person
from app.queries.announced import announced_to_mail, people_to_tell, people_to_tell_daily
from app.queries.school import read_school
from app.rules.announcements import AnnouncementStatus
from app.rules.consent import day_in_paris

AT_ONCE = 100
"""People for whom notices are left in one transaction."""
ANNOUNCED_DIGEST = "announced_digest"
"""The daily job."""
ANNOUNCED_DIGEST_OF_PERSON = "announced_digest_person"


def tell_announced(session: Session, arguments: Mapping[str, Any], job: RunningJob) -> None:
    """Leave a notice for each person whom `announcement_id` reaches now; run again, it goes on.

    Nothing is left when it is over, taken back or gone; one that has not started is queued again.
    """
    announcement = session.get(Announcement, arguments["announcement_id"])
    now = clock.now(read_school(session).clock_offset)
    if announcement is None or announcement.ends_at <= now:
        return
    if announcement.status is not AnnouncementStatus.ONLINE:
        return
    if announcement.starts_at > now:
        queue_announced(session, announcement)
        return
    id_, keys = announcement.id, [target.key for target in announcement.targets]
    asked = people_to_tell(id_, announcement.author_id, keys)
    session.commit()
    with db.engine.connect().execution_options(**ONLY_READS) as connection:
        ids = connection.scalars(asked).all()
    for start in range(0, len(ids), AT_ONCE):
        tell(session, id_, ids[start : start + AT_ONCE])
        job.checkpoint()


def mail_announced(session: Session, arguments: Mapping[str, Any], job: RunningJob) -> None:
    """Mail what the notice `notice_id` tells, unless that has become pointless.

    Then it is forgotten: what was taken back and is sent again tells its readers anew.
    """
    notice = session.get(Notice, arguments["notice_id"])
    person = _reader(session, notice.person_id, MailChoice.AT_ONCE) if notice else None
    if notice is None or person is None:
        return
    if is_put_off(session, person, MAIL_ANNOUNCED, notice_id=notice.id):
        return
    if not _mail(session, job, person, [notice.id]) and notice.mailed_at is None:
        session.delete(notice)


def queue_announced_digests(
    session: Session, arguments: Mapping[str, Any], job: RunningJob
) -> None:
    """Leave a job for each person to whom the announcements of `day` are due in one mail."""
    now = clock.now(read_school(session).clock_offset)
    ids = [person.id for person in session.scalars(people_to_tell_daily(now))]
    for number, person_id in enumerate(ids, 1):
        enqueue(
            session,
            ANNOUNCED_DIGEST_OF_PERSON,
            unique_key=f"{ANNOUNCED_DIGEST} {arguments['day']} {person_id}",
            person_id=person_id,
        )
        if number % CHUNK == 0:
            job.checkpoint()


def send_announced_digest(session: Session, arguments: Mapping[str, Any], job: RunningJob) -> None:
    """Send `person_id` one mail with all announcements of which he was not told yet."""
    person = _reader(session, arguments["person_id"], MailChoice.DAILY)
    if person is not None and not is_put_off(
        session, person, ANNOUNCED_DIGEST_OF_PERSON, person_id=person.id
    ):
        _mail(session, job, person, [])


def _mail(session: Session, job: RunningJob, person: Person, notice_ids: list[int]) -> bool:
    """Mail what still concerns a person, all of it or of some notices; false when nothing does."""
    school = read_school(session)
    now = clock.now(school.clock_offset)
    lines = announced_to_mail(session, person.id, now, notice_ids)[:MOST_LINES]
    if not lines:
        return False
    subject = (
        announced_headline(lines[0])
        if len(lines) == 1
        else ngettext("%(num)d announcement", "%(num)d announcements", len(lines))
    )
    text = announced_text(lines, person.first_name, school)
    to = str(person.email)
    session.commit()
    hand_over(job, to, subject, text, school.name)
    mark_mailed(session, [line.notice_id for line in lines], now)
    return True


def _reader(session: Session, person_id: int, choice: MailChoice) -> Person | None:
    """Return a person who is still there, has an address and still wants this mail.

    A guest is there until the end of his last day, whether or not the job of the night has run.
    """
    person = session.get(Person, person_id)
    if person is None or not person.is_active or not person.email:
        return None
    today = day_in_paris(clock.now(read_school(session).clock_offset))
    if person.access_ends_on is not None and person.access_ends_on < today:
        return None
    return person if person.announcement_mail is choice else None
