"""New announcements by mail: who is told, when, how often, and who no longer."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.actions.announcement_mail import queue_announced, tell
from app.extensions import db
from app.jobs.handlers import HANDLERS
from app.jobs.run import run_due
from app.models import (
    Job,
    JobState,
    MailChoice,
    Notice,
    NoticeKind,
)
from app.queries.notices import count_unread
from app.rules.announcements import Severity
from app.rules.audience import Function
from app.templating import local
from tests.factories import NOW, make_person
from tests.jobs.announcements import DAY, announce, mail_of_the_day, make_reader, readers
from tests.jobs.conftest import Drain, make_due
from tests.mail_server import MailServer

pytestmark = pytest.mark.usefixtures("demo_day")


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
    assert "Du mardi 24 mars, 9 h, au mercredi 25 mars 2026, 10 h" in text.replace("\xa0", " ")
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
    monkeypatch.setattr("app.jobs.announcements.AT_ONCE", 2)
    people = [make_reader(session, f"P{number}").id for number in range(5)]
    made = announce(session, "profile:parent")
    tell(session, made.id, people[:2])
    session.commit()
    tell(session, made.id, people[1:4])
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
    monkeypatch.setattr("app.clock.frozen", NOW + 2 * DAY)
    make_due(later.id)
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
