"""Jobs that send mail: one text to one address, one notice, the mail of the day.

A mail that the server has accepted is not sent again once the job's end is committed. Between these
two moments a kill makes it go out twice, with the same Message-ID, by which most servers and
readers know that it is the same; the other order would lose it.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPSenderRefused
from typing import Any

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app import clock
from app.actions.jobs import enqueue
from app.actions.notices import MAIL_NOTICE, mark_mailed
from app.jobs.errors import Hopeless, describe
from app.jobs.letters import digest_text, headline, notice_text
from app.jobs.run import RunningJob
from app.mail import BadAddress, Letter, deliver
from app.models import MailChoice, Notice, Person
from app.queries.notices import notices_to_mail, people_to_write_to_daily
from app.queries.school import read_school
from app.rules.quiet_hours import quiet_end

MOST_LINES = 40
"""Notices in a mail of the day; what is left comes with the next one."""
CHUNK = 50
"""People for whom a job is left in one transaction."""
DIGEST_OF_PERSON = "digest_person"


def send_mail(session: Session, arguments: Mapping[str, Any], job: RunningJob) -> None:
    """Send `text` to the address `to` under `subject`."""
    school = read_school(session).name
    session.commit()
    hand_over(job, arguments["to"], arguments["subject"], arguments["text"], school)


def send_notice(session: Session, arguments: Mapping[str, Any], job: RunningJob) -> None:
    """Mail the notice `notice_id`, unless that has become pointless."""
    notice = session.get(Notice, arguments["notice_id"])
    person = _reader(session, notice.person_id, MailChoice.AT_ONCE) if notice else None
    lines = notices_to_mail(session, person.id, [arguments["notice_id"]]) if person else []
    if person is None or not lines:
        return
    if is_put_off(session, person, MAIL_NOTICE, notice_id=lines[0].id):
        return
    school = read_school(session)
    text = notice_text(lines[0], person.first_name, school)
    to = str(person.email)
    session.commit()
    hand_over(job, to, headline(lines[0]), text, school.name)
    mark_mailed(session, [lines[0].id], clock.now(school.clock_offset))


def queue_digests(session: Session, arguments: Mapping[str, Any], job: RunningJob) -> None:
    """Leave a job for each person to whom the mail of `day` is due."""
    for number, person_id in enumerate(session.scalars(people_to_write_to_daily()).all(), 1):
        enqueue(
            session,
            DIGEST_OF_PERSON,
            unique_key=f"digest {arguments['day']} {person_id}",
            person_id=person_id,
        )
        if number % CHUNK == 0:
            job.checkpoint()


def send_digest(session: Session, arguments: Mapping[str, Any], job: RunningJob) -> None:
    """Send `person_id` one mail with all that is unread and was not mailed."""
    person = _reader(session, arguments["person_id"], MailChoice.DAILY)
    lines = notices_to_mail(session, person.id)[:MOST_LINES] if person else []
    if person is None or not lines:
        return
    if is_put_off(session, person, DIGEST_OF_PERSON, person_id=person.id):
        return
    school = read_school(session)
    text = digest_text(lines, person.first_name, school)
    to = str(person.email)
    session.commit()
    hand_over(job, to, _("Your articles: what is new"), text, school.name)
    mark_mailed(session, [line.id for line in lines], clock.now(school.clock_offset))


def is_put_off(session: Session, person: Person, kind: str, **arguments: Any) -> bool:
    """Tell whether a person is in his quiet hours; then the same job is left for their end."""
    end = quiet_end(datetime.now(UTC), person.quiet_from, person.quiet_until)
    if end is not None:
        enqueue(session, kind, due=end, **arguments)
    return end is not None


def _reader(session: Session, person_id: int, choice: MailChoice) -> Person | None:
    """Return a person who is still there, has an address and still wants this mail."""
    person = session.get(Person, person_id)
    if person is None or not person.is_active or not person.email:
        return None
    return person if person.mail_choice is choice else None


def hand_over(job: RunningJob, to: str, subject: str, text: str, school: str) -> None:
    """Send outside of any transaction; what a server refuses for good is not tried again."""
    reference = f"{job.created_at:%Y%m%dT%H%M%S}.{job.id}"
    try:
        deliver(Letter(reference, to, subject, text, school))
    except BadAddress as error:
        raise Hopeless(str(error)) from error
    except SMTPRecipientsRefused as error:
        if all(code >= 500 for code, _words in error.recipients.values()):
            raise Hopeless(describe(error)) from error
        raise
    except (SMTPDataError, SMTPSenderRefused) as error:
        if error.smtp_code >= 500:
            raise Hopeless(describe(error)) from error
        raise
