"""The first access by a printed slip, from the printer to the open account."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select, update
from werkzeug.test import TestResponse

from app.models import AccessCode, GroupKind, Guardian, Person
from app.rules.audience import Duty, Function, Guardianship, Part
from app.rules.login_limits import MOST_FROM_ONE_ADDRESS
from tests.factories import make_group, make_person
from tests.visits import Browser, browser, saved, signed_in
from tests.web.accounts import (
    NEW,
    add_person,
    fill,
    go_and_fill,
    has_password,
    logged,
    page_of,
)
from tests.web.signing_in import PASSWORD, age_session, log_in, sessions

SLIPS = "/annuaire/activation"


@pytest.fixture
def cpe(app: Flask) -> Browser:
    """A CPE who is signed in."""
    return signed_in(app, add_person(app, "c.lafforgue", Duty.CPE, function=Function.EVS))


@pytest.fixture
def pupil_id(app: Flask) -> int:
    """Lou of 4B, who has no access yet."""
    with saved(app) as session:
        lou = make_person(session, Function.ELV, first_name="Lou", last_name="Dubosc",
                          login="lou.dubosc")  # fmt: skip
        tom = make_person(session, Function.ELV, first_name="Tom", last_name="Roux",
                          login="tom.roux")  # fmt: skip
        tom.password_hash = "somebody knows it"
        gone = make_person(session, Function.ELV, first_name="Ex", login="ex.parti")
        gone.left_at = datetime.now(UTC)
        mother = make_person(session, Function.TUT, first_name="Valérie", last_name="Dubosc",
                             login="v.dubosc")  # fmt: skip
        aunt = make_person(session, Function.TUT, first_name="Tante", login="t.tante")
        session.add(Guardian(adult_id=mother.id, pupil_id=lou.id, kind=Guardianship.LEGAL))
        session.add(Guardian(adult_id=mother.id, pupil_id=tom.id, kind=Guardianship.LEGAL))
        session.add(Guardian(adult_id=aunt.id, pupil_id=lou.id, kind=Guardianship.COMPANION))
        make_group(session, "4B", (lou, Part.PUPIL), (tom, Part.PUPIL), (gone, Part.PUPIL),
                   kind=GroupKind.CLASS)  # fmt: skip
        return lou.id


def slip_of(answer: TestResponse) -> tuple[str, str]:
    """Return login and code of the only slip."""
    [slip] = page_of(answer).cssselect(".slip")
    login, code = (one.text_content() for one in slip.cssselect("dd"))
    return login, code


def print_one(issuer: Browser, name: str) -> TestResponse:
    """Find somebody and print the slip."""
    page = page_of(issuer.get(SLIPS, query_string={"q": name}))
    return fill(issuer, page, f"{SLIPS}/personne")


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


def test_the_slips_of_a_class_are_for_those_without_access(
    app: Flask, cpe: Browser, pupil_id: int
) -> None:
    page = page_of(cpe.get(SLIPS))
    [row] = page.cssselect("tbody tr")
    assert [" ".join(cell.text_content().split())[:6] for cell in row] == [
        "4B", "1 sur ", "1 sur ",
    ]  # fmt: skip
    group = row.cssselect("[name=group_id]")[0].get("value")
    for part, who in (("pupil", "lou.dubosc"), ("parent", "v.dubosc")):
        answer = fill(cpe, page, f"{SLIPS}/classe", group_id=group, part=part)
        assert answer.headers["Cache-Control"] == "no-store"
        assert slip_of(answer)[0] == who
    with saved(app) as session:
        assert session.scalar(select(func.count()).select_from(AccessCode)) == 2
    assert "Lou Dubosc, 4B" in answer.text
    assert [row.action for row in logged(app)] == ["issue_codes", "issue_codes"]


@pytest.mark.parametrize(
    ("duty", "expected"),
    [(None, 403), (Duty.NURSE, 403), (Duty.CPE, 200), (Duty.SECRETARIAT, 200),
     (Duty.DEPUTY, 200), (Duty.HEAD, 200), (Duty.ADMIN, 200)],
)  # fmt: skip
def test_slips_are_printed_by_few(
    app: Flask, cpe: Browser, pupil_id: int, duty: Duty | None, expected: int
) -> None:
    page = page_of(cpe.get(SLIPS, query_string={"q": "lou"}))
    issuer = signed_in(app, add_person(app, "quelqu.un", *filter(None, [duty])))
    assert issuer.get(SLIPS).status_code == expected
    token = page_of(issuer.get("/mon-compte")).cssselect("[name=csrf_token]")[0].get("value")
    answer = fill(issuer, page, f"{SLIPS}/personne", csrf_token=token)
    assert answer.status_code == expected
    answer = fill(issuer, page, f"{SLIPS}/classe", csrf_token=token)
    assert answer.status_code == expected


def test_nobody_prints_a_slip_for_somebody_stronger(app: Flask, cpe: Browser) -> None:
    head = add_person(app, "h.castagne", Duty.HEAD, first_name="Hélène", last_name="Castagné")
    page = page_of(cpe.get(SLIPS, query_string={"q": "castagne"}))
    assert "Hélène" in page.text_content()
    assert not page.cssselect(f"form[action='{SLIPS}/personne']")
    token = page.cssselect("[name=csrf_token]")[0].get("value")
    forged = {"csrf_token": token, "person_id": str(head)}
    assert cpe.post(f"{SLIPS}/personne", data=forged).status_code == 403
    with saved(app) as session:
        assert session.scalar(select(func.count()).select_from(AccessCode)) == 0


@pytest.mark.parametrize("value", ["", "0", "-1", "x", "9" * 30, "١"])
def test_odd_ids_print_nothing(app: Flask, cpe: Browser, value: str) -> None:
    token = page_of(cpe.get(SLIPS)).cssselect("[name=csrf_token]")[0].get("value")
    for path, name in (("personne", "person_id"), ("classe", "group_id")):
        data = {"csrf_token": token, name: value, "part": "pupil"}
        assert cpe.post(f"{SLIPS}/{path}", data=data).status_code == 404


def test_slips_ask_for_a_password_given_lately(app: Flask, cpe: Browser, pupil_id: int) -> None:
    page = page_of(cpe.get(SLIPS, query_string={"q": "lou"}))
    age_session(app, confirmed_at=datetime.now(UTC) - timedelta(minutes=31))
    assert cpe.get(SLIPS).location.startswith("/connexion/confirmation")
    assert fill(cpe, page, f"{SLIPS}/personne").status_code == 403
    assert sessions(app) == 1


def test_signs_of_search_patterns_are_letters(app: Flask, cpe: Browser, pupil_id: int) -> None:
    for words in ("%", "_", "' OR 1=1 --"):
        page = page_of(cpe.get(SLIPS, query_string={"q": words}))
        assert not page.cssselect(".lines li"), words
