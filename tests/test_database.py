"""Connections and transactions: SQLite's settings, who takes the write lock, nothing is lost."""

import pytest
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from app.database import let_go
from app.extensions import db
from app.models import SiteVersion
from tests.concurrent_writer import CHANGES
from tests.factories import make_person, make_rubrique
from tests.statements import recorded
from tests.together import run_together

PROCESSES = 10


def on_sqlite(session: Session) -> bool:
    """Tell whether the tests run on SQLite."""
    return session.get_bind().dialect.name == "sqlite"


def version(session: Session) -> int:
    """Return the site version."""
    found = session.scalar(select(SiteVersion.value))
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("method", "begin"),
    [
        (None, "BEGIN IMMEDIATE"),
        ("POST", "BEGIN IMMEDIATE"),
        ("GET", "BEGIN"),
        ("HEAD", "BEGIN"),
        ("OPTIONS", "BEGIN"),
    ],
)
def test_who_may_write_takes_the_lock_at_once(
    app: Flask, session: Session, method: str | None, begin: str
) -> None:
    if on_sqlite(session):
        session.rollback()
        with recorded(db.engine) as statements:
            if method is None:
                version(session)
            else:
                with app.test_request_context("/", method=method):
                    version(session)
        assert statements[0] == begin


@pytest.mark.parametrize(
    ("pragma", "value"),
    [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("busy_timeout", 5000)],
)
def test_the_settings_of_sqlite(session: Session, pragma: str, value: str | int) -> None:
    if on_sqlite(session):
        assert session.execute(text(f"PRAGMA {pragma}")).scalar() == value


def test_ten_processes_lose_nothing(session: Session) -> None:
    """Each reads before it writes: a deferred transaction would fail or lose most of them."""
    rubrique = make_rubrique(session)
    session.commit()
    before = version(session)
    url = session.get_bind().engine.url.render_as_string(hide_password=False)
    session.rollback()
    run_together("tests.concurrent_writer", [[url]] * PROCESSES)
    session.refresh(rubrique)
    assert rubrique.position == PROCESSES * CHANGES
    assert version(session) == before + PROCESSES * CHANGES


def test_long_work_holds_no_lock(app: Flask, session: Session) -> None:
    """What has only read is ended; what has changed something stays, with its change."""
    version(session)
    let_go(session)
    assert not session.in_transaction()
    person = make_person(session)
    let_go(session)
    assert session.in_transaction()
    session.commit()
    person.first_name = "Sacha"
    let_go(session)
    session.commit()
    assert person.first_name == "Sacha"
    let_go(session)
    assert not session.in_transaction(), "what was written is committed"
