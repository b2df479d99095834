"""The access of a guest ends with its last day in Paris: for logins, codes and open sessions."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from app.actions.codes import issue_activation_codes
from app.actions.guests import mark_ended
from app.models import LastLogin, LogEntry, Person, SiteVersion, UserSession
from app.passwords import hash_password
from app.rules.consent import day_in_paris
from tests.factories import NOW
from tests.visits import browser, saved, signed_in
from tests.web.directory_kit import make_school, send
from tests.web.signing_in import PASSWORD, log_in

STILL = datetime(2026, 3, 24, 22, 59, tzinfo=UTC)
OVER = STILL + timedelta(minutes=1)
"""Midnight in Paris after the guest's last day."""


@pytest.fixture
def school(app: Flask, monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    """The people of a small school; the guest and the teacher have a password."""
    monkeypatch.setattr("app.clock.frozen", NOW)
    found = make_school(app)
    with saved(app) as session:
        session.execute(update(Person).values(password_hash=hash_password(PASSWORD)))
    return found


def at(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
    """Let the school's clock stand somewhere."""
    monkeypatch.setattr("app.clock.frozen", moment)


def test_the_last_day_is_whole(
    app: Flask, school: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor, other = signed_in(app, school["guest"]), signed_in(app, school["teacher"])
    for moment, status in ((STILL, 200), (OVER, 302)):
        at(monkeypatch, moment)
        assert visitor.get("/mon-compte").status_code == status
        assert other.get("/mon-compte").status_code == 200
        answer = log_in(browser(app), "guest")
        assert answer.status_code == (303 if status == 200 else 422)
    text = answer.get_data(as_text=True)
    assert "a pris fin le mardi 24 mars 2026" in text


def test_a_wrong_password_learns_nothing_of_the_end(
    app: Flask, school: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    at(monkeypatch, OVER)
    with saved(app) as session:
        session.execute(
            update(Person).where(Person.id == school["suspended"]).values(access_ends_on=NOW.date())
        )
    for login, password in (("guest", "faux"), ("suspended", PASSWORD), ("left", PASSWORD)):
        answer = log_in(browser(app), login, password)
        assert answer.status_code == 422
        assert "pris fin" not in answer.get_data(as_text=True)


def test_a_form_of_who_has_ended_changes_nothing(
    app: Flask, school: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor = signed_in(app, school["guest"])
    page = visitor.get("/mon-compte").get_data(as_text=True)
    token = page.split('name="csrf_token"', 1)[1].split('value="', 1)[1].split('"', 1)[0]
    at(monkeypatch, OVER)
    answer = visitor.post("/mon-compte/courriel", data={"csrf_token": token, "email": "x@y.fr"})
    assert answer.status_code == 403
    with saved(app) as session:
        assert session.get_one(Person, school["guest"]).email == "guest@example.fr"


def test_a_slip_of_who_has_ended_opens_nothing(
    app: Flask, school: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    with saved(app) as session:
        codes = issue_activation_codes(
            session, datetime.now(UTC), [school["guest"]], school["head"]
        )
    at(monkeypatch, OVER)
    visitor = browser(app)
    page = visitor.get("/connexion/activation").get_data(as_text=True)
    token = page.split('name="csrf_token"', 1)[1].split('value="', 1)[1].split('"', 1)[0]
    fields = {"csrf_token": token, "login": "guest", "code": codes[school["guest"]]}
    answer = visitor.post("/connexion/activation", data=fields)
    assert answer.status_code == 422
    assert "pris fin" in answer.get_data(as_text=True)


def test_the_job_lets_guests_leave_once(app: Flask, school: dict[str, int]) -> None:
    signed_in(app, school["guest"])
    for moment, gone in ((STILL, []), (OVER, [school["guest"]]), (OVER, [])):
        with saved(app) as session:
            assert list(mark_ended(session, moment, day_in_paris(moment), 10)) == gone
    with saved(app) as session:
        assert session.get_one(Person, school["guest"]).left_at == OVER
        assert session.scalar(select(func.count()).select_from(UserSession)) == 0
        [line] = session.scalars(select(LogEntry).where(LogEntry.action == "leave"))
        assert (line.actor_id, line.subject_id) == (None, school["guest"])


def test_a_session_that_was_open_at_the_end_stays_closed(
    app: Flask, school: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor, keeper = signed_in(app, school["guest"]), signed_in(app, school["keeper"])
    path = f"/annuaire/personnes/{school['guest']}/fin-acces"
    assert send(keeper, path, ends_on="2026-03-25").status_code == 303
    assert visitor.get("/mon-compte").status_code == 200
    at(monkeypatch, OVER + timedelta(days=1))
    assert send(keeper, path, ends_on="2026-06-30").status_code == 303
    assert visitor.get("/mon-compte").status_code == 302
    assert log_in(visitor, "guest").status_code == 303
    assert visitor.get("/mon-compte").status_code == 200


def test_who_has_left_by_the_end_is_told_so_with_the_right_password(
    app: Flask, school: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    with saved(app) as session:
        mark_ended(session, OVER, day_in_paris(OVER), 10)
    at(monkeypatch, OVER)
    assert "pris fin" in log_in(browser(app), "guest").get_data(as_text=True)
    assert "pris fin" not in log_in(browser(app), "guest", "faux").get_data(as_text=True)


def test_each_login_is_noted_in_real_time_and_changes_no_page(
    app: Flask, school: dict[str, int]
) -> None:
    def version() -> int:
        with saved(app) as session:
            return session.scalar(select(SiteVersion.value)) or 0

    before, started = version(), datetime.now(UTC)
    for _ in range(2):
        assert log_in(browser(app), "teacher").status_code == 303
        with saved(app) as session:
            noted = session.get_one(LastLogin, school["teacher"]).at
        assert started <= noted <= datetime.now(UTC)
        started = noted
    assert version() == before
