"""New announcements by mail: who is told, when, how often, and who no longer."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from app.actions.announcement_mail import queue_announced, tell_some
from app.actions.jobs import enqueue
from app.extensions import db
from app.jobs.handlers import HANDLERS
from app.jobs.run import run_due
from app.models import (
    Announcement,
    AnnouncementReading,
    AnnouncementTarget,
    Group,
    Job,
    JobState,
    MailChoice,
    Membership,
    Notice,
    NoticeKind,
    Person,
)
from app.queries.notices import count_unread
from app.rules.announcements import AnnouncementStatus, Severity
from app.rules.audience import Function, Part
from app.templating import local
from tests.factories import NOW, make_group, make_person
from tests.jobs.conftest import Drain, make_due
from tests.mail_server import MailServer

DAY = timedelta(days=1)
pytestmark = pytest.mark.usefixtures("demo_day")


def make_reader(session: Session, name: str, choice: MailChoice = MailChoice.AT_ONCE) -> Person:
    person = make_person(session, Function.TUT, first_name=name)
    person.email, person.announcement_mail = f"{name.lower()}@a.example", choice
    session.flush()
    return person


def announce(
    session: Session,
    *keys: str,
    starts_at: datetime = NOW - timedelta(hours=1),
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


def test_who_chose_so_is_told_at_once(session: Session, mails: MailServer, drain: Drain) -> None:
    make_reader(session, "Nadia")
    make_reader(session, "Sans", MailChoice.NONE)
    make_reader(session, "Jour", MailChoice.DAILY)
    without, gone = make_reader(session, "Muette"), make_reader(session, "Partie")
    without.email, gone.left_at = None, NOW
    teacher = make_person(session, Function.ENS)
    teacher.email, teacher.announcement_mail = "prof@a.example", MailChoice.AT_ONCE
    made = announce(session, "profile:parent", author=make_reader(session, "Auteur"))
    drain()
    [(to, message)] = mails.received
    assert to == ["nadia@a.example"]
    assert message["Subject"].replace("\xa0", " ") == "Alerte : « Pas de cars »"
    text = " ".join(message.get_content().split())
    assert "La neige bloque la D8. Les cars" in text
    assert "FIN" not in text, "the whole text is read on the site"
    assert "<b>" not in text
    assert f"https://college.example/annonces/{made.id}" in text
    assert "https://college.example/mon-compte" in text
    assert "mardi 24 mars 2026, 9 h" in text.replace("\xa0", " ")
    told = session.scalars(select(Notice.person_id)).all()
    assert len(told) == 2, "a notice for the mail at once, and one for the mail of the day"
    assert {count_unread(session, person_id) for person_id in told} == {0}
    assert drain() == 0


def test_a_second_job_tells_nobody_twice(session: Session, mails: MailServer, drain: Drain) -> None:
    make_reader(session, "Nadia")
    made = announce(session, "profile:parent", "members")
    drain()
    make_reader(session, "Nouvelle")
    queue_announced(session, made)
    drain()
    assert readers(mails) == ["nadia@a.example", "nouvelle@a.example"]


def test_a_kill_between_two_chunks_tells_nobody_twice(
    session: Session, monkeypatch: pytest.MonkeyPatch, mails: MailServer, drain: Drain
) -> None:
    monkeypatch.setattr("app.actions.announcement_mail.CHUNK", 2)
    for number in range(5):
        make_reader(session, f"P{number}")
    made = announce(session, "profile:parent")
    assert tell_some(session, made.id) == 2
    session.commit()
    assert tell_some(session, made.id) == 2
    session.rollback()
    drain()
    assert readers(mails) == [f"p{number}@a.example" for number in range(5)]
    assert session.scalar(select(func.count()).select_from(Notice)) == 5


def test_nobody_is_told_before_the_start(
    session: Session, monkeypatch: pytest.MonkeyPatch, mails: MailServer, drain: Drain
) -> None:
    """The clock that was set back finds it not begun: it waits again, and is told once."""
    make_reader(session, "Nadia")
    announce(session, "profile:parent", starts_at=NOW + 2 * DAY, ends_at=NOW + 3 * DAY)
    [job] = session.scalars(select(Job))
    assert timedelta(hours=47) < job.due_at - datetime.now(UTC) <= 2 * DAY
    make_due(job.id)
    assert drain() == 1
    [later] = session.scalars(select(Job).where(Job.state == JobState.WAITING))
    assert (later.kind, mails.received) == ("announced", [])
    monkeypatch.setenv("PARVIS_NOW", (NOW + 2 * DAY).isoformat())
    make_due(later.id)
    drain()
    assert readers(mails) == ["nadia@a.example"]


def take_back(session: Session, made: Announcement, _group: Group, _reader: Person) -> None:
    made.status = AnnouncementStatus.DRAFT


def decline(session: Session, made: Announcement, _group: Group, _reader: Person) -> None:
    made.status = AnnouncementStatus.DECLINED


def end(session: Session, made: Announcement, _group: Group, _reader: Person) -> None:
    made.ends_at = NOW


def be_put_off(session: Session, made: Announcement, _group: Group, _reader: Person) -> None:
    made.starts_at = NOW + timedelta(hours=1)


def change_targets(session: Session, made: Announcement, _group: Group, _reader: Person) -> None:
    made.targets = [AnnouncementTarget(key="profile:teacher")]


def leave_the_group(session: Session, _made: Announcement, group: Group, reader: Person) -> None:
    session.execute(
        delete(Membership).where(Membership.group_id == group.id, Membership.person_id == reader.id)
    )


def leave_school(session: Session, _made: Announcement, _group: Group, reader: Person) -> None:
    reader.left_at = NOW


def want_none(session: Session, _made: Announcement, _group: Group, reader: Person) -> None:
    reader.announcement_mail = MailChoice.NONE


def read_it(session: Session, made: Announcement, _group: Group, reader: Person) -> None:
    session.add(AnnouncementReading(announcement_id=made.id, person_id=reader.id, seen_at=NOW))


def disappear(session: Session, made: Announcement, _group: Group, _reader: Person) -> None:
    session.delete(made)


POINTLESS = [
    take_back, decline, end, be_put_off, change_targets, leave_the_group, leave_school, want_none,
    read_it, disappear,
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
    assert tell_some(session, made.id) == 1
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
    make_reader(session, "Nadia")
    made = announce(session, "profile:parent")
    tell_some(session, made.id)
    made.status = AnnouncementStatus.DRAFT
    session.commit()
    drain()
    made.status = AnnouncementStatus.ONLINE
    queue_announced(session, made)
    drain()
    assert readers(mails) == ["nadia@a.example"]


def test_the_mail_of_the_day_holds_each_once_the_gravest_first(
    session: Session, mails: MailServer, drain: Drain
) -> None:
    make_reader(session, "Nadia", MailChoice.DAILY)
    for severity in (Severity.INFO, Severity.ALERT):
        made = announce(session, "profile:parent")
        made.severity, made.title = severity, severity.value
    session.commit()
    drain()
    assert mails.received == []
    for day in ("2026-03-24", "2026-03-24", "2026-03-25"):
        mail_of_the_day(session, drain, day)
    [(to, message)] = mails.received
    assert (to, message["Subject"]) == (["nadia@a.example"], "2 annonces")
    text = message.get_content()
    assert text.index("« alert »".replace(" ", "\xa0")) < text.index("info\xa0»")


@pytest.mark.parametrize("choice", [MailChoice.AT_ONCE, MailChoice.DAILY])
def test_no_mail_comes_in_quiet_hours(
    session: Session, mails: MailServer, drain: Drain, choice: MailChoice
) -> None:
    reader = make_reader(session, "Nadia", choice)
    hour = local(datetime.now(UTC)).hour
    reader.quiet_from, reader.quiet_until = hour, (hour + 2) % 24
    announce(session, "profile:parent")
    drain()
    mail_of_the_day(session, drain, "2026-03-24")
    assert mails.received == []
    [waiting] = session.scalars(select(Job).where(Job.state == JobState.WAITING))
    assert timedelta(hours=1) <= waiting.due_at - datetime.now(UTC) <= timedelta(hours=2)
    make_due(waiting.id)
    drain()
    assert mails.received == [], "a worker that comes late asks again"
    reader.quiet_from = reader.quiet_until = None
    session.commit()
    make_due(session.scalars(select(Job.id).where(Job.state == JobState.WAITING)).one())
    drain()
    assert readers(mails) == ["nadia@a.example"]


def test_the_wait_for_a_server_in_trouble_sends_once(
    session: Session, mails: MailServer, drain: Drain, app: Flask
) -> None:
    make_reader(session, "Nadia")
    mails.behaviour = "later"
    announce(session, "profile:parent")
    drain()
    assert session.scalars(select(Notice.mailed_at)).all() == [None]
    mails.behaviour = "accept"
    db.session.rollback()
    make_due(session.scalars(select(Job.id).where(Job.state == JobState.WAITING)).one())
    drain()
    assert readers(mails) == ["nadia@a.example"]
    session.rollback()
    assert session.scalars(select(Notice.kind)).all() == [NoticeKind.ANNOUNCED]
    with app.app_context():
        assert not run_due(HANDLERS, lambda: False)
