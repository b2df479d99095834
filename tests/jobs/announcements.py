"""What tests of mails about announcements share: readers, announcements, the mail of the day."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from app.actions.announcement_mail import queue_announced
from app.actions.jobs import enqueue
from app.models import Announcement, AnnouncementTarget, MailChoice, Person
from app.rules.announcements import AnnouncementStatus, Severity
from app.rules.audience import Function
from tests.factories import NOW, make_person
from tests.jobs.conftest import Drain
from tests.mail_server import MailServer

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)


def make_reader(session: Session, name: str, choice: MailChoice = MailChoice.AT_ONCE) -> Person:
    person = make_person(session, Function.TUT, first_name=name)
    person.email, person.announcement_mail = f"{name.lower()}@a.example", choice
    session.flush()
    return person


def announce(
    session: Session,
    *keys: str,
    starts_at: datetime = NOW - HOUR,
    ends_at: datetime = NOW + DAY,
    author: Person | None = None,
) -> Announcement:
    made = Announcement(
        severity=Severity.ALERT, status=AnnouncementStatus.ONLINE, title="Pas de cars",
        body=f"<p>La neige bloque la <b>D8</b>. {'Les cars ne roulent pas. ' * 30}FIN</p>",
        author_id=author.id if author else None, starts_at=starts_at, ends_at=ends_at,
        created_at=NOW, targets=[AnnouncementTarget(key=key) for key in keys],
    )  # fmt: skip
    session.add(made)
    queue_announced(session, made)
    session.commit()
    return made


def mail_of_the_day(session: Session, drain: Drain, day: str) -> None:
    enqueue(session, "announced_digest", unique_key=f"announced_digest {day}", day=day)
    session.commit()
    drain()


def readers(mails: MailServer) -> list[str]:
    return sorted(address for addresses, _message in mails.received for address in addresses)
