"""Who prints slips, for whom, and what the pages of a class show."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.models import AccessCode, Group, SiteRight
from app.rules.audience import Duty, Function, user_key
from app.rules.site_rights import Right
from tests.visits import Browser, saved, signed_in
from tests.web.accounts import (
    SLIPS,
    add_person,
    fill,
    logged,
    make_4b,
    page_of,
    print_one,
    slip_of,
)
from tests.web.signing_in import age_session, sessions


@pytest.fixture
def cpe(app: Flask) -> Browser:
    """A CPE who is signed in."""
    return signed_in(app, add_person(app, "c.lafforgue", Duty.CPE, function=Function.EVS))


@pytest.fixture
def pupil_id(app: Flask) -> int:
    """Lou of 4B, who has no access yet."""
    return make_4b(app)


def test_the_slips_of_a_class_are_for_those_without_access(
    app: Flask, cpe: Browser, pupil_id: int
) -> None:
    page = page_of(cpe.get(SLIPS))
    [row] = page.cssselect("tbody tr")
    assert [link.text for link in row.cssselect("a")] == ["1 sur 2", "1 sur 1"]
    for link, who in zip(row.cssselect("a"), ("lou.dubosc", "v.dubosc"), strict=True):
        before = page_of(cpe.get(link.get("href")))
        assert not before.cssselect(".notice")
        answer = fill(cpe, before, f"{SLIPS}/classe")
        assert answer.headers["Cache-Control"] == "no-store"
        assert slip_of(answer)[0] == who
        assert "encore valable" in page_of(cpe.get(link.get("href"))).text_content()
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
    with saved(app) as session:
        group_id = session.scalar(select(Group.id))
    for side in ("eleves", "parents"):
        assert issuer.get(f"{SLIPS}/classes/{group_id}?cote={side}").status_code == expected
    if expected == 200:
        assert issuer.get(f"{SLIPS}/classes/{group_id}?cote=x").status_code == 404
        assert issuer.get(f"{SLIPS}/classes/{group_id + 9}").status_code == 404
    data = {"csrf_token": token, "group_id": group_id, "part": "pupil"}
    assert issuer.post(f"{SLIPS}/classe", data=data).status_code == expected


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


@pytest.mark.parametrize("key", ["user", "function:ENS", "members"])
def test_a_right_on_the_site_is_not_taken_by_a_slip(app: Flask, cpe: Browser, key: str) -> None:
    """Whoever prints it could sign in with it: only for rights that the printer holds too."""
    teacher = add_person(app, "c.referent", function=Function.ENS, last_name="Référent")
    key = user_key(teacher) if key == "user" else key
    with saved(app) as session:
        session.add(SiteRight(right=Right.SETTINGS, key=key))
    page = page_of(cpe.get(SLIPS, query_string={"q": "referent"}))
    expected = 200 if key == "members" else 403
    assert bool(page.cssselect(f"form[action='{SLIPS}/personne']")) is (expected == 200)
    token = page.cssselect("[name=csrf_token]")[0].get("value")
    forged = {"csrf_token": token, "person_id": str(teacher)}
    assert cpe.post(f"{SLIPS}/personne", data=forged).status_code == expected
    head = signed_in(app, add_person(app, "h.castagne", Duty.HEAD))
    assert slip_of(print_one(head, "referent"))[0] == "c.referent"


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
    for words in ("%", "_", "' OR 1=1 --", "lou\0"):
        page = page_of(cpe.get(SLIPS, query_string={"q": words}))
        assert not page.cssselect(".lines li"), words
