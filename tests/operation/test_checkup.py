"""`flask check` tells in words what is wrong with settings, folders, people and jobs."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from app.actions.jobs import enqueue
from app.checkup.machine import database_told, folders_told, settings_told
from app.checkup.school import school_told, work_told
from app.config import Config, ConfigurationError, MailServer, read
from app.extensions import db
from app.factory import create_app
from app.models import Job, JobState, LogEntry, Person, PersonDuty, Setting
from app.rules.audience import Duty
from tests.conftest import config_for, fresh_database
from tests.factories import NOW, make_person
from tests.operation.school_kept import command

REAL = datetime(2026, 3, 24, 9, tzinfo=UTC)
IN_PRODUCTION = Config(
    data=Path("var"),
    database_url="sqlite://",
    base_url="https://college.example.fr",
    secret="kR7-vQ2_xM9pZ4tW8sJ1hB6nD3gF5cLy",
    production=True,
    threads=4,
    mail=MailServer("mail.example.fr", 465, "smtps"),
)


def words(config: Config, environment: Mapping[str, str] | None = None) -> str:
    return " ".join(one.words for one in settings_told(config, environment or {}) if one.is_wrong)


def test_good_settings_say_nothing() -> None:
    assert words(IN_PRODUCTION) == ""


@pytest.mark.parametrize(
    ("changes", "environment", "said"),
    [
        ({"secret": "a" * 40}, {}, "PARVIS_SECRET is not random"),
        ({"base_url": "http://college.example.fr"}, {}, "passwords would travel in clear"),
        ({"mail": None}, {}, "nobody gets them"),
        ({"base_url": "https://192.0.2.7"}, {}, "set PARVIS_MAIL_FROM"),
        ({}, {"PARVIS_NOW": "2026-03-24T10:00+01:00"}, "the clock of the school stands still"),
    ],
)
def test_odd_settings_are_told(
    changes: dict[str, object], environment: Mapping[str, str], said: str
) -> None:
    assert said in words(replace(IN_PRODUCTION, **changes), environment)  # type: ignore[arg-type]


def test_mail_in_clear_is_doubtful() -> None:
    config = replace(IN_PRODUCTION, mail=MailServer("mail.example.fr", 25))
    told = [one for one in settings_told(config, {}) if "in clear" in one.words]
    assert [one.is_wrong for one in told] == [False]


@pytest.mark.parametrize("secret", ["", "short"])
def test_a_secret_is_asked_for_in_production(tmp_path: Path, secret: str) -> None:
    environment = {
        "PARVIS_PRODUCTION": "1",
        "PARVIS_URL": "https://college.example.fr",
        "PARVIS_SECRET": secret,
        "PARVIS_DATA": str(tmp_path),
    }
    with pytest.raises(ConfigurationError, match="PARVIS_SECRET must hold at least 32"):
        read(environment)


def test_folders_that_cannot_be_used_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = replace(IN_PRODUCTION, data=tmp_path)
    tmp_path.chmod(0o755)
    assert "open to other accounts" in " ".join(one.words for one in folders_told(config))
    tmp_path.chmod(0o700)
    assert not any("other accounts" in one.words for one in folders_told(config))
    monkeypatch.setattr("app.checkup.machine._disk_of", lambda _folder: "nfs4")
    on_disk = replace(config, database_url=f"sqlite:///{tmp_path}/parvis.db")
    assert "network disk" in " ".join(one.words for one in folders_told(on_disk))

    def refuses(**_: object) -> None:
        raise PermissionError

    monkeypatch.setattr("app.checkup.machine.tempfile.TemporaryFile", refuses)
    assert "cannot be written" in " ".join(one.words for one in folders_told(config))


def test_migrations_behind_are_told_and_nothing_else_asked(tmp_path: Path, worker_id: str) -> None:
    app = create_app(config_for(tmp_path, fresh_database(f"behind_{worker_id}", tmp_path)))
    with app.app_context():
        said = command(app, "check")
        assert said.exit_code == 1
        assert "Wrong: The database has no tables" in said.output
        runner = app.test_cli_runner()
        assert runner.invoke(args=["db", "upgrade", "0003"]).exit_code == 0
        said = command(app, "check")
        assert said.exit_code == 1
        assert "waits for migrations (0003" in said.output
        db.engine.dispose()


def test_a_database_that_is_away_is_told(tmp_path: Path) -> None:
    url = "postgresql+psycopg://parvis@127.0.0.1:9/parvis?connect_timeout=2"
    app = create_app(config_for(tmp_path, url))
    with app.app_context():
        said = [one.words for one in database_told(db.engine)]
    assert said[0].startswith("The database does not answer")


def told(session: Session, config: Config = IN_PRODUCTION) -> dict[bool, str]:
    """Return what is told of the school: what is wrong, and what is doubtful."""
    found = list(school_told(session, config))
    session.rollback()
    return {
        wrong: " ".join(one.words for one in found if one.is_wrong is wrong)
        for wrong in (True, False)
    }


def in_charge(session: Session, name: str, *duties: Duty) -> Person:
    person = make_person(session, first_name=name)
    person.duties = [PersonDuty(duty=duty) for duty in duties]
    session.commit()
    return person


def test_an_empty_school_is_told(app: Flask, session: Session) -> None:
    assert "Nobody is in the directory" in told(session)[False]


def test_a_school_without_head_is_wrong(app: Flask, session: Session) -> None:
    head = in_charge(session, "Anne", Duty.HEAD)
    in_charge(session, "Paul", Duty.ADMIN)
    assert told(session)[True] == ""
    head.left_at = NOW
    session.commit()
    assert "Nobody is head" in told(session)[True]


def test_one_account_for_both_is_doubtful(app: Flask, session: Session) -> None:
    in_charge(session, "Anne", Duty.HEAD, Duty.ADMIN)
    assert "Anne Dupré is head and administrator by one account" in told(session)[False]


def test_a_demo_school_in_production_is_wrong(app: Flask, session: Session) -> None:
    in_charge(session, "Anne", Duty.HEAD)
    session.add(LogEntry(at=NOW, action="seed", subject="school", details={}))
    session.commit()
    assert "This is the demo school" in told(session)[True]
    assert told(session, replace(IN_PRODUCTION, production=False))[True] == ""


def test_what_the_law_asks_for_is_told(app: Flask, session: Session) -> None:
    in_charge(session, "Anne", Duty.HEAD)
    session.add_all(
        [Setting(name="uai", value="0000000Z"), Setting(name="director_name", value="X")]
    )
    session.commit()
    said = told(session)[False]
    assert "host_name" in said
    assert "0000000Z is no number" in said
    assert "director is not head" in said


def test_a_worker_that_does_not_run_is_told(app: Flask, session: Session) -> None:
    enqueue(session, "mail", due=REAL - timedelta(minutes=5))
    session.flush()
    assert list(work_told(session, REAL)) == []
    assert [one.is_wrong for one in work_told(session, REAL + timedelta(hours=1))] == [True]
    session.add(Job(kind="purge", state=JobState.FAILED, created_at=REAL, due_at=REAL))
    session.flush()
    said = " ".join(one.words for one in work_told(session, REAL + timedelta(days=3)))
    assert "The daily work was last planned on 2026-03-24" in said
    assert "1 jobs have failed" in said
