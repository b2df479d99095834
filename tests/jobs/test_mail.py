"""Mail arrives, or waits; what is typed anywhere begins no header and reaches no other reader."""

from email.utils import parseaddr
from pathlib import Path
from shutil import rmtree

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from app import mail
from app.actions.jobs import enqueue
from app.config import ConfigurationError, read
from app.extensions import db
from app.jobs.queue import MOST_ATTEMPTS
from app.models import Job, JobState, Setting
from tests.jobs.conftest import Drain, fresh, make_due, the_job
from tests.mail_server import MailServer


def leave_mail(session: Session, to: str = "lou@ac-exemple.example", **changes: str) -> int:
    letter = {"subject": "Votre article", "text": "Bonjour,\n\nÀ bientôt.\n", **changes}
    enqueue(session, "mail", to=to, **letter)
    session.commit()
    return the_job().id


def test_a_mail_arrives(session: Session, mails: MailServer, drain: Drain) -> None:
    session.add(Setting(name="name", value="Collège des Trois Rivières"))
    job_id = leave_mail(session, subject="Élections : résultats", text="Début.\n.\nFrom l’école\n")
    assert drain() == 1
    [(readers, message)] = mails.received
    assert readers == ["lou@ac-exemple.example"]
    assert message["To"] == "lou@ac-exemple.example"
    assert message["Subject"] == "Élections : résultats"
    assert parseaddr(message["From"]) == (
        "Collège des Trois Rivières",
        "ne-pas-repondre@college.example",
    )
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Message-ID"].endswith(f".{job_id}@college.example>")
    assert message.get_content_type() == "text/plain"
    assert message.get_content().replace("\r\n", "\n") == "Début.\n.\nFrom l’école\n"
    job = fresh(job_id)
    assert (job.state, job.attempts, job.last_error) == (JobState.DONE, 1, None)
    assert job.arguments == {}, "what it was told is forgotten"
    assert drain() == 0


@pytest.mark.parametrize(
    "subject",
    [
        "Titre\r\nBcc: tous@ailleurs.example",
        "Titre\n\nCorps",
        "A\x00B\x0bC\u2028D\u202eE",
        "Réunion " * 40,
    ],
)
def test_a_subject_stays_one_header(
    session: Session, mails: MailServer, drain: Drain, subject: str
) -> None:
    session.add(Setting(name="name", value='École\r\nBcc: x@y.example, "z" <a@b.example>'))
    leave_mail(session, subject=subject)
    drain()
    [(readers, message)] = mails.received
    assert readers == ["lou@ac-exemple.example"]
    assert message["Bcc"] is None
    assert message["Subject"] == mail.one_line(subject)
    assert parseaddr(message["From"])[1] == "ne-pas-repondre@college.example"
    assert set(message.keys()) == {
        "Auto-Submitted",
        "Content-Language",
        "Content-Transfer-Encoding",
        "Content-Type",
        "Date",
        "From",
        "MIME-Version",
        "Message-ID",
        "Subject",
        "To",
    }


@pytest.mark.parametrize(
    "to",
    [
        "",
        "lou",
        "lou@a.example, tous@b.example",
        "lou@a.example\r\nBcc: tous@b.example",
        "Lou <lou@a.example>",
        "lou@a.example\x00",
        "é@a.example",
    ],
)
def test_what_is_no_address_receives_nothing(
    session: Session, mails: MailServer, drain: Drain, to: str
) -> None:
    job_id = leave_mail(session, to=to)
    drain()
    assert mails.received == []
    job = fresh(job_id)
    assert (job.state, job.last_error) == (JobState.FAILED, "not a mail address")


@pytest.mark.parametrize("behaviour", ["later", "drop", "slow"])
def test_a_server_in_trouble_delays_a_mail(
    session: Session,
    mails: MailServer,
    drain: Drain,
    behaviour: str,
    app: Flask,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(app.extensions["mailman"], "timeout", 1)
    mails.behaviour = behaviour
    job_id = leave_mail(session)
    assert drain() == 1
    job = fresh(job_id)
    assert (job.state, job.attempts) == (JobState.WAITING, 1)
    assert job.last_error
    assert "@" not in job.last_error
    mails.behaviour = "accept"
    make_due(job_id)
    assert drain() == 1
    assert len(mails.received) == 1
    assert fresh(job_id).state is JobState.DONE


def test_a_dead_server_delays_mail_and_breaks_nothing(
    session: Session, mails: MailServer, drain: Drain, app: Flask
) -> None:
    port = mails.port
    app.extensions["mailman"].port = 1
    job_id = leave_mail(session)
    waits = []
    for _ in range(3):
        drain()
        job = fresh(job_id)
        assert job.state is JobState.WAITING
        assert job.last_error == "ConnectionRefusedError: Connection refused"
        waits.append(job.due_at - job.created_at)
        make_due(job_id)
    assert waits == sorted(waits), "each attempt waits longer"
    app.extensions["mailman"].port = port
    drain()
    assert len(mails.received) == 1


def test_a_mail_is_given_up_after_the_last_attempt(
    session: Session, mails: MailServer, drain: Drain
) -> None:
    mails.behaviour = "later"
    job_id = leave_mail(session)
    for _ in range(MOST_ATTEMPTS):
        assert drain() == 1
        make_due(job_id)
    assert drain() == 0
    job = fresh(job_id)
    assert (job.state, job.attempts) == (JobState.FAILED, MOST_ATTEMPTS)
    assert job.last_error == "SMTPRecipientsRefused 451"
    assert job.arguments["to"], "it can be tried again by hand"


def test_a_reader_whom_the_server_refuses_is_given_up_at_once(
    session: Session, mails: MailServer, drain: Drain
) -> None:
    mails.behaviour = "refuse"
    job_id = leave_mail(session)
    drain()
    job = fresh(job_id)
    assert (job.state, job.last_error) == (JobState.FAILED, "SMTPRecipientsRefused 550")


def test_no_transaction_is_open_while_the_server_is_spoken_to(
    session: Session, mails: MailServer, drain: Drain, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A slow mail server holds no lock of the database."""
    leave_mail(session)
    asked = []
    real = mail.deliver

    def deliver(letter: mail.Letter) -> None:
        asked.append(db.session().in_transaction())
        real(letter)

    monkeypatch.setattr("app.jobs.mail.deliver", deliver)
    drain()
    assert asked == [False]


def test_without_a_server_mails_are_kept_as_files(
    app: Flask, session: Session, drain: Drain
) -> None:
    mail.init_mail(app)
    folder: Path = app.extensions["parvis"].data / "mail"
    rmtree(folder, ignore_errors=True)  # other tests made it in another way
    leave_mail(session)
    drain()
    [kept] = folder.iterdir()
    assert kept.suffix == ".eml"
    assert (folder.stat().st_mode & 0o777, kept.stat().st_mode & 0o777) == (0o700, 0o600)
    assert b"To: lou@ac-exemple.example" in kept.read_bytes()
    kept.unlink()


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("smtp://127.0.0.1:2525", ("127.0.0.1", 2525, "smtp", None, None)),
        ("smtps://u:p%40ss@m.example", ("m.example", 465, "smtps", "u", "p@ss")),
        ("smtp+starttls://u:p@m.example", ("m.example", 587, "smtp+starttls", "u", "p")),
    ],
)
def test_the_mail_server_is_a_setting(tmp_path: Path, url: str, expected: tuple[object]) -> None:
    server = read({"PARVIS_DATA": str(tmp_path), "PARVIS_MAIL": url}).mail
    assert server is not None
    found = (server.host, server.port, server.security, server.user, server.password)
    assert found == expected


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PARVIS_MAIL", "mail.example:25"),
        ("PARVIS_MAIL", "http://mail.example"),
        ("PARVIS_MAIL", "smtp://"),
        ("PARVIS_MAIL", "smtp://mail.example:x"),
        ("PARVIS_MAIL", "smtp://user:secret@mail.example"),
        ("PARVIS_MAIL_FROM", "Le site <site@a.example>"),
        ("PARVIS_MAIL_FROM", "site@a.example\nBcc: x@b.example"),
    ],
)
def test_a_wrong_setting_stops_the_start(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(ConfigurationError, match=name):
        read({"PARVIS_DATA": str(tmp_path), name: value})


def test_no_job_names_a_reader_in_its_error(
    session: Session, mails: MailServer, drain: Drain
) -> None:
    for behaviour in ("refuse", "later"):
        mails.behaviour = behaviour
        leave_mail(session)
        drain()
        assert "lou" not in str(the_job().last_error)
        session.query(Job).delete()
        session.commit()
