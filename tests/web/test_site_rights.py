"""Rights on the whole site: delegated on one page, those of the head untouchable."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select, update

from app.models import LogEntry, PersonDuty, SiteRight, UserSession
from app.rules.audience import Duty
from app.rules.site_rights import TECHNICAL, Right
from tests.visits import saved
from tests.web.site_pages import form_on, send, text_of
from tests.web.site_school import School, make_school

PAGE = "/site/droits"


@pytest.fixture
def school(app: Flask) -> School:
    return make_school(app)


def given(school: School) -> set[tuple[str, str]]:
    """Return the rights that are delegated."""
    with saved(school.app) as session:
        return {(row.right.value, row.key) for row in session.scalars(select(SiteRight))}


@pytest.mark.parametrize("right", Right)
@pytest.mark.parametrize("who", ["head", "deputy", "admin"])
def test_who_delegates_what(school: School, who: str, right: Right) -> None:
    client = school.come(who)
    may = who != "admin" or right in TECHNICAL
    fields = {"right": right.value, "key": "function:EVS"}
    assert send(client, PAGE, PAGE, fields).status_code == (303 if may else 403)
    assert given(school) == ({(right.value, "function:EVS")} if may else set())
    with saved(school.app) as session:
        session.merge(SiteRight(right=right, key="duty:cpe"))
    taken = form_on(client.get(PAGE), PAGE) | {"right": right.value, "key": "duty:cpe"}
    assert client.post(f"{PAGE}/retirer", data=taken).status_code == (303 if may else 403)
    assert ((right.value, "duty:cpe") in given(school)) is not may


@pytest.mark.parametrize("who", ["manager", "moderator", "parent", "pupil", "visitor"])
def test_others_delegate_nothing(school: School, who: str) -> None:
    """Not even somebody to whom a right was delegated."""
    with saved(school.app) as session:
        session.add_all(SiteRight(right=right, key="members") for right in Right)
    client = school.come(who)
    assert client.get(PAGE).status_code == (302 if who == "visitor" else 403)
    fields = form_on(school.come("head").get(PAGE), PAGE) | {"right": "compose", "key": "members"}
    for address in (PAGE, f"{PAGE}/retirer"):
        assert client.post(address, data=fields).status_code in (400, 403)
    assert len(given(school)) == len(Right)


@pytest.mark.parametrize("key", ["duty:head", "duty:deputy"])
def test_the_rights_of_the_head_are_no_rows_and_stay(school: School, key: str) -> None:
    with saved(school.app) as session:
        session.add(SiteRight(right=Right.SETTINGS, key=key))
    client = school.come("admin")
    words = text_of(client.get(PAGE))
    assert "Chef d’établissement" in words
    fields = form_on(client.get(PAGE), PAGE) | {"right": "settings", "key": key}
    assert client.post(f"{PAGE}/retirer", data=fields).status_code == 409
    assert given(school) == {("settings", key)}
    who = key.partition(":")[2]
    assert school.come(who).get(PAGE).status_code == 200


@pytest.mark.parametrize("key", ["public", "user:99999", "profile:x", "", "x" * 9000, "\x00"])
def test_what_is_no_key_gets_no_right(school: School, key: str) -> None:
    fields = {"right": "compose", "key": key}
    assert send(school.come("head"), PAGE, PAGE, fields).status_code == 422
    assert given(school) == set()


def test_it_is_logged_and_given_once(school: School) -> None:
    client = school.come("head")
    fields = {"right": "journal", "key": "duty:digital_lead"}
    assert send(client, PAGE, PAGE, fields).status_code == 303
    assert send(client, PAGE, PAGE, fields).status_code == 422
    taken = form_on(client.get(PAGE), PAGE) | fields
    assert client.post(f"{PAGE}/retirer", data=taken).status_code == 303
    assert client.post(f"{PAGE}/retirer", data=taken).status_code == 409
    with saved(school.app) as session:
        told = session.scalars(select(LogEntry).order_by(LogEntry.id)).all()
        assert [(one.action, one.details["key"]) for one in told] == [
            ("right.give", "duty:digital_lead"),
            ("right.take", "duty:digital_lead"),
        ]


def test_a_person_is_found_and_holds_the_right(school: School) -> None:
    client = school.come("head")
    found = client.get(f"{PAGE}/personnes?q=ferrer")
    fields = form_on(found, PAGE) | {"right": "journal"}
    assert client.post(PAGE, data=fields).status_code == 303
    assert "Lucía Ferrer" in text_of(client.get(PAGE))


def test_the_password_is_asked_again(school: School) -> None:
    client = school.come("head")
    fields = form_on(client.get(PAGE), PAGE) | {"right": "compose", "key": "duty:cpe"}
    with saved(school.app) as session:
        old = datetime.now(UTC) - timedelta(minutes=31)
        session.execute(update(UserSession).values(confirmed_at=old))
    assert client.get(PAGE).status_code == 302
    assert client.post(PAGE, data=fields).status_code == 403
    assert given(school) == set()


def test_an_account_that_is_both_is_told(school: School) -> None:
    assert "Un même compte" not in text_of(school.come("head").get(PAGE))
    with saved(school.app) as session:
        session.add(PersonDuty(person_id=school.people["head"], duty=Duty.ADMIN))
    for page in (PAGE, "/site/"):
        assert "Hélène Castagné : utilisez deux comptes" in text_of(school.come("head").get(page))


def test_a_school_without_head_is_told(school: School) -> None:
    assert "Personne n’est chef" not in text_of(school.come("admin").get("/site/"))
    with saved(school.app) as session:
        head = session.get_one(PersonDuty, (school.people["head"], Duty.HEAD))
        session.delete(head)
    assert "Personne n’est chef d’établissement" in text_of(school.come("admin").get("/site/"))
    assert "Personne n’est chef" not in text_of(school.come("manager").get("/site/"))
