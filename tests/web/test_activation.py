"""The first access by a printed slip, from the printer to the open account."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select, update

from app.models import AccessCode, Person
from app.rules.audience import Duty, Function
from app.rules.login_limits import MOST_FROM_ONE_ADDRESS
from tests.visits import Browser, browser, saved, signed_in
from tests.web.accounts import (
    NEW,
    add_person,
    fill,
    go_and_fill,
    has_password,
    logged,
    mails,
    make_4b,
    page_of,
    print_one,
    slip_of,
)
from tests.web.signing_in import PASSWORD, log_in


@pytest.fixture
def cpe(app: Flask) -> Browser:
    """A CPE who is signed in."""
    return signed_in(app, add_person(app, "c.lafforgue", Duty.CPE, function=Function.EVS))


@pytest.fixture
def pupil_id(app: Flask) -> int:
    """Lou of 4B, who has no access yet."""
    return make_4b(app)


def test_a_slip_opens_an_account(app: Flask, cpe: Browser, pupil_id: int) -> None:
    answer = print_one(cpe, "dubosc lou")
    assert answer.headers["Cache-Control"] == "no-store"
    login, code = slip_of(answer)
    assert login == "lou.dubosc"
    assert "4B" in answer.text
    assert "http://localhost/connexion/activation" in answer.text
    assert not has_password(app, pupil_id)
    visitor = browser(app)
    step = go_and_fill(
        visitor, "/connexion/activation", login=" LOU.dubosc", code=code.lower().replace("-", " ")
    )
    assert step.status_code == 200
    weak = fill(
        visitor, page_of(step), "/connexion/activation/mot-de-passe",
        new_password="Lou Dubosc", repeated_password="Lou Dubosc", email="lou@",
    )  # fmt: skip
    assert weak.status_code == 422
    assert len(page_of(weak).cssselect(".error-summary li")) == 2
    assert "Lou Dubosc" not in weak.text
    done = fill(
        visitor, page_of(weak), "/connexion/activation/mot-de-passe",
        new_password=NEW, repeated_password=NEW, email="Lou@Exemple.FR",
    )  # fmt: skip
    assert (done.status_code, done.location) == (303, "/mon-compte")
    assert "Lou Dubosc" in visitor.get("/mon-compte").text
    with saved(app) as session:
        assert session.get_one(Person, pupil_id).email == "Lou@exemple.fr"
    again = go_and_fill(browser(app), "/connexion/activation", login=login, code=code)
    assert again.status_code == 422
    assert log_in(browser(app), login, NEW).status_code == 303


def test_neither_code_nor_password_is_kept_or_logged(
    app: Flask, cpe: Browser, pupil_id: int
) -> None:
    login, code = slip_of(print_one(cpe, "lou"))
    visitor = browser(app)
    step = go_and_fill(visitor, "/connexion/activation", login=login, code=code)
    fill(visitor, page_of(step), "/connexion/activation/mot-de-passe",
         new_password=NEW, repeated_password=NEW)  # fmt: skip
    rows = logged(app)
    assert [row.action for row in rows] == ["issue_code", "activate"]
    assert {row.subject_id for row in rows} == {pupil_id}
    told = " ".join(str(row.details) for row in rows)
    with saved(app) as session:
        told += " ".join(session.scalars(select(AccessCode.code_hash)))
    assert code not in told
    assert code.replace("-", "") not in told
    assert NEW not in told


def test_a_newer_slip_makes_the_earlier_one_worthless(
    app: Flask, cpe: Browser, pupil_id: int
) -> None:
    login, first = slip_of(print_one(cpe, "lou"))
    _, second = slip_of(print_one(cpe, "lou"))
    visitor = browser(app)
    refused = go_and_fill(visitor, "/connexion/activation", login=login, code=first)
    assert refused.status_code == 422
    assert (
        go_and_fill(visitor, "/connexion/activation", login=login, code=second).status_code == 200
    )


def test_a_code_opens_one_account_for_sixty_days(app: Flask, cpe: Browser, pupil_id: int) -> None:
    _, code = slip_of(print_one(cpe, "lou"))
    visitor = browser(app)
    for login in ("tom.roux", "personne", ""):
        refused = go_and_fill(visitor, "/connexion/activation", login=login, code=code)
        assert refused.status_code == 422
    with saved(app) as session:
        day = datetime.now(UTC) - timedelta(days=60)
        [lasts] = session.scalars(select(AccessCode.expires_at))
        assert timedelta(days=59) < lasts - datetime.now(UTC) <= timedelta(days=60)
        session.execute(update(AccessCode).values(created_at=day, expires_at=datetime.now(UTC)))
    late = go_and_fill(visitor, "/connexion/activation", login="lou.dubosc", code=code)
    assert late.status_code == 422


def test_wrong_codes_count_as_wrong_passwords(app: Flask, cpe: Browser, pupil_id: int) -> None:
    login, code = slip_of(print_one(cpe, "lou"))
    visitor = browser(app)
    for _ in range(MOST_FROM_ONE_ADDRESS):
        go_and_fill(visitor, "/connexion/activation", login=login, code="AAAA-AAAA-AAAA")
    assert go_and_fill(visitor, "/connexion/activation", login=login, code=code).status_code == 429
    assert log_in(visitor, login, "x").status_code == 429
    assert log_in(visitor, "tom.roux", "x").status_code == 422


def test_a_suspended_person_activates_nothing(app: Flask, cpe: Browser, pupil_id: int) -> None:
    login, code = slip_of(print_one(cpe, "lou"))
    with saved(app) as session:
        session.get_one(Person, pupil_id).suspended_at = datetime.now(UTC)
    refused = go_and_fill(browser(app), "/connexion/activation", login=login, code=code)
    assert refused.status_code == 422


def test_a_lost_password_ends_with_the_new_slip(app: Flask, cpe: Browser) -> None:
    owner = add_person(app, "m.estrade", first_name="Marion", last_name="Estrade")
    old = signed_in(app, owner)
    login, code = slip_of(print_one(cpe, "Estrade"))
    assert log_in(browser(app), login, PASSWORD).status_code == 303
    visitor = browser(app)
    step = go_and_fill(visitor, "/connexion/activation", login=login, code=code)
    fill(visitor, page_of(step), "/connexion/activation/mot-de-passe",
         new_password=NEW, repeated_password=NEW)  # fmt: skip
    assert log_in(browser(app), login, PASSWORD).status_code == 422
    assert old.get("/mon-compte").status_code == 302
    assert logged(app)[0].details == {"had_access": True}


def test_the_address_given_up_with_a_slip_is_told_of_it(app: Flask, cpe: Browser) -> None:
    """Whoever printed the slip could have used it: the owner learns it where mail still comes."""
    owner = add_person(app, "c.lopez", last_name="Lopez", email="lopez@exemple.fr")
    login, code = slip_of(print_one(cpe, "lopez"))
    visitor = browser(app)
    step = go_and_fill(visitor, "/connexion/activation", login=login, code=code)
    fill(visitor, page_of(step), "/connexion/activation/mot-de-passe",
         new_password=NEW, repeated_password=NEW, email="autre@exemple.fr")  # fmt: skip
    [mail] = mails(app)
    assert mail["to"] == "lopez@exemple.fr"
    assert [row.action for row in logged(app)] == ["issue_code", "change_mail", "activate"]
    with saved(app) as session:
        assert session.get_one(Person, owner).email == "autre@exemple.fr"
