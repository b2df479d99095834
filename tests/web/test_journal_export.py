"""The journal as a file for a spreadsheet."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from app.actions.log import record
from app.models import Article, LogEntry, Person, Setting
from tests.factories import NOW
from tests.visits import saved, signed_in
from tests.web.journal_school import School, export, make_school, read
from tests.web.signing_in import age_session


@pytest.fixture
def school(app: Flask, monkeypatch: pytest.MonkeyPatch) -> School:
    monkeypatch.setattr("app.clock.frozen", NOW)
    return make_school(app)


def test_the_file_is_for_a_spreadsheet_and_safe(app: Flask, school: School) -> None:
    with saved(app) as session:
        session.get_one(Person, school.lou).first_name = "=HYPERLINK(1)"
        article = session.get_one(Article, school.article)
        session.add(Setting(name="name", value="Collège"))
        record(session, NOW, school.lou, "save", "article", article.id, title='@SUM("a;b")')
    answer = export(signed_in(app, school.head))
    assert answer.mimetype == "text/csv"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="journal-2026-03-24.csv"'
    assert answer.headers["Cache-Control"] == "no-store"
    text = answer.get_data(as_text=True)
    assert text.startswith("\ufeffDate;Heure;Qui")
    row = read(text)[-1]
    assert row[:4] == ["2026-03-24", "10:00:00", "'=HYPERLINK(1) Dubosc", "a modifié un texte"]
    assert row[5] == f"/publication/articles/{school.article}"


def test_the_export_is_in_the_journal(app: Flask, school: School) -> None:
    export(signed_in(app, school.head), personne="dubosc")
    with saved(app) as session:
        [entry] = session.scalars(select(LogEntry)).all()
        assert (entry.action, entry.subject, entry.actor_id) == ("export", "journal", school.head)
        assert entry.details == {"filters": {"personne": "dubosc"}}


def test_the_file_asks_for_a_password_given_lately(app: Flask, school: School) -> None:
    head = signed_in(app, school.head)
    age_session(app, confirmed_at=datetime.now(UTC) - timedelta(minutes=31))
    answer = export(head, personne="dubosc")
    assert answer.status_code == 403
    assert "/site/journal/export?personne=dubosc" in answer.get_data(as_text=True)
    with saved(app) as session:
        assert not session.scalars(select(LogEntry)).all()
