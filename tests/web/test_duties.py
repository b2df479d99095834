"""Who is in charge of what: told to members, changed by who may, and never without a head."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from lxml import html
from sqlalchemy import select, update
from werkzeug.test import TestResponse

from app.models import Person, PersonDuty, SiteRight, UserSession
from app.rules.audience import Duty
from app.rules.site_rights import Right
from blueprints.directory.duties import SLUGS
from tests.factories import NOW
from tests.visits import Browser, saved
from tests.web.groups_kit import Directory, make_directory
from tests.web.site_pages import form_on, text_of, token_of

LIST = "/annuaire/fonctions"
GREAT = (Duty.HEAD, Duty.DEPUTY, Duty.ADMIN)
USUAL = tuple(duty for duty in Duty if duty not in GREAT)


@pytest.fixture
def school(app: Flask) -> Directory:
    return make_directory(app)


def page(duty: Duty, rest: str = "") -> str:
    """Return the address of a duty."""
    return f"{LIST}/{SLUGS[duty]}{rest}"


def change(
    school: Directory, who: str, duty: Duty, person: str, verb: str = "donner", **more: str
) -> TestResponse:
    """Let somebody give a duty, or take it back with `retirer`."""
    client = school.come(who)
    fields = {"csrf_token": token_of(client), "person_id": school.people[person]}
    return client.post(page(duty, f"/{verb}"), data=fields | more)


def holders(school: Directory, duty: Duty) -> set[str]:
    """Return who has a duty."""
    with saved(school.app) as session:
        ids = set(session.scalars(select(PersonDuty.person_id).where(PersonDuty.duty == duty)))
    return {name for name, id_ in school.people.items() if id_ in ids}


def lines(client: Browser) -> dict[str, str]:
    """Return what the list says of each duty."""
    answer = client.get(LIST)
    assert answer.status_code == 200
    document = html.document_fromstring(answer.get_data(as_text=True))
    return {
        " ".join(one.cssselect("b")[0].text_content().split()): " ".join(
            " ".join(part.text_content() for part in one.cssselect("p, .btn")).split()
        )
        for one in document.cssselect("main .lines > li")
    }


@pytest.mark.parametrize("who", ["teacher", "pupil", "parent", "companion"])
def test_members_read_who_does_what(school: Directory, who: str) -> None:
    with saved(school.app) as session:
        session.get_one(Person, school.people["head"]).title = "principale"
    said = lines(school.come(who))
    assert said["Chef d’établissement"] == "Hélène Castagné, principale"
    assert "CPE" not in said, "what nobody does is shown to who may change it only"
    assert not any("Modifier" in words for words in said.values())


def test_a_guest_sees_nobody(school: Directory) -> None:
    assert lines(school.come("guest")) == {}
    with saved(school.app) as session:
        session.add(PersonDuty(person_id=school.people["parent"], duty=Duty.MAIL_MODERATOR))
    assert "Valérie" not in text_of(school.come("pupil").get(LIST)), "nor whom one may not know"
    assert "Valérie" in text_of(school.come("head").get(LIST))


def test_who_has_left_is_in_charge_of_nothing(school: Directory) -> None:
    with saved(school.app) as session:
        session.get_one(Person, school.people["deputy"]).left_at = NOW
    assert "Karim Benali" not in text_of(school.come("head").get(LIST))


@pytest.mark.parametrize("duty", USUAL)
@pytest.mark.parametrize("who", ["head", "deputy", "admin", "keeper"])
def test_a_usual_duty_is_given_and_taken(school: Directory, who: str, duty: Duty) -> None:
    assert change(school, who, duty, "other").status_code == 303
    assert holders(school, duty) == {"other"}
    assert change(school, who, duty, "other").status_code == 409, "it is held already"
    assert change(school, who, duty, "other", "retirer").status_code == 303
    assert holders(school, duty) == set()
    assert change(school, who, duty, "other", "retirer").status_code == 409
    key = {"key": f"duty:{duty}"}
    assert school.told() == [("duty.give", key), ("duty.take", key)]


@pytest.mark.parametrize("duty", GREAT)
@pytest.mark.parametrize("who", ["deputy", "keeper", "teacher", "guest"])
def test_who_opens_the_whole_site_is_said_by_the_head_and_administrators_only(
    school: Directory, who: str, duty: Duty
) -> None:
    before = holders(school, duty)
    client = school.come(who)
    assert client.get(page(duty)).status_code == 403
    assert change(school, who, duty, who, sure="y").status_code == 403
    [held] = before
    assert change(school, who, duty, held, "retirer", sure="y").status_code == 403
    assert holders(school, duty) == before
    assert school.told() == []


@pytest.mark.parametrize("who", ["teacher", "manager", "pupil", "parent", "guest"])
def test_others_change_no_duty(school: Directory, who: str) -> None:
    assert school.come(who).get(page(Duty.CPE)).status_code == 403
    assert change(school, who, Duty.CPE, who).status_code == 403
    assert holders(school, Duty.CPE) == set()


@pytest.mark.parametrize("duty", GREAT)
@pytest.mark.parametrize("who", ["head", "admin"])
def test_a_great_duty_is_asked_before(school: Directory, who: str, duty: Duty) -> None:
    before = holders(school, duty)
    client = school.come(who)
    found = client.get(page(duty, "?q=nougaro"))
    asked = client.post(page(duty, "/donner"), data=form_on(found, page(duty, "/donner")))
    assert asked.status_code == 200
    assert holders(school, duty) == before, "nothing is done yet"
    assert "Gère toutes les rubriques" in text_of(asked)
    masthead = html.document_fromstring(asked.get_data(as_text=True)).cssselect("header")[0]
    assert "Nougaro" not in masthead.text_content(), "who asks, not whom it is about"
    sure = form_on(asked, page(duty, "/donner"))
    assert client.post(page(duty, "/donner"), data=sure).status_code == 303
    assert holders(school, duty) == before | {"other"}
    asked = change(school, who, duty, "other", "retirer")
    assert asked.status_code == 200
    sure = form_on(asked, page(duty, "/retirer")) | {"csrf_token": token_of(client)}
    assert client.post(page(duty, "/retirer"), data=sure).status_code == 303
    assert holders(school, duty) == before


def test_the_last_head_is_not_removed_without_another(school: Directory) -> None:
    answer = change(school, "admin", Duty.HEAD, "head", "retirer", sure="y")
    assert answer.status_code == 409
    assert "jamais sans chef" in text_of(answer)
    assert holders(school, Duty.HEAD) == {"head"}
    assert change(school, "head", Duty.HEAD, "head", "retirer", sure="y").status_code == 409
    with saved(school.app) as session:
        session.add(PersonDuty(person_id=school.people["other"], duty=Duty.HEAD))
        session.get_one(Person, school.people["other"]).suspended_at = NOW
    answer = change(school, "admin", Duty.HEAD, "head", "retirer", sure="y")
    assert answer.status_code == 409, "one who is suspended is no other head"
    with saved(school.app) as session:
        session.get_one(Person, school.people["other"]).suspended_at = None
    assert change(school, "admin", Duty.HEAD, "head", "retirer", sure="y").status_code == 303
    assert holders(school, Duty.HEAD) == {"other"}


def test_who_loses_a_duty_loses_its_rights_at_the_next_request(school: Directory) -> None:
    deputy = school.come("deputy")
    assert deputy.get("/site/droits").status_code == 200
    change(school, "head", Duty.DEPUTY, "deputy", "retirer", sure="y")
    assert deputy.get("/site/droits").status_code == 403
    assert deputy.get(page(Duty.CPE)).status_code == 403
    admin = school.come("admin")
    fields = {"csrf_token": token_of(admin), "person_id": school.people["admin"], "sure": "y"}
    answer = admin.post(page(Duty.ADMIN, "/retirer"), data=fields)
    assert answer.status_code == 303
    assert admin.get(answer.headers["Location"]).status_code == 200, "one's own: to the list"
    assert admin.get(page(Duty.ADMIN)).status_code == 403


def test_ones_own_loss_is_told_before(school: Directory) -> None:
    words = text_of(change(school, "admin", Duty.ADMIN, "admin", "retirer"))
    assert "C’est votre propre compte" in words


def test_an_account_that_becomes_both_is_told(school: Directory) -> None:
    assert "Un même compte" not in text_of(school.come("head").get(LIST))
    change(school, "head", Duty.ADMIN, "head", sure="y")
    for who in ("head", "admin", "deputy"):
        assert "Hélène Castagné : utilisez deux comptes" in text_of(school.come(who).get(LIST))
    assert "utilisez deux comptes" not in text_of(school.come("teacher").get(LIST))


def test_a_keeper_gives_no_duty_with_a_right_that_he_lacks(school: Directory) -> None:
    with saved(school.app) as session:
        session.add(SiteRight(right=Right.SETTINGS, key="duty:digital_lead"))
    assert change(school, "keeper", Duty.DIGITAL_LEAD, "keeper").status_code == 403
    assert school.come("keeper").get(page(Duty.DIGITAL_LEAD)).status_code == 403
    assert "Référent" not in str(lines(school.come("keeper")).keys())
    assert change(school, "admin", Duty.DIGITAL_LEAD, "keeper").status_code == 303
    assert change(school, "keeper", Duty.CPE, "keeper").status_code == 303


@pytest.mark.parametrize("slug", ["x", "head", "CPE", "%00", "chef", "0", "a" * 500])
def test_a_duty_that_is_none_is_absent(school: Directory, slug: str) -> None:
    client = school.come("head")
    assert client.get(f"{LIST}/{slug}").status_code == 404
    fields = {"csrf_token": token_of(client), "person_id": school.people["other"]}
    assert client.post(f"{LIST}/{slug}/donner", data=fields).status_code == 404


@pytest.mark.parametrize("sent", ["", "0", "-1", "x", "99999999", "9" * 400, "1e3", "١"])
def test_a_person_who_is_nobody_is_absent(school: Directory, sent: str) -> None:
    client = school.come("head")
    fields = {"csrf_token": token_of(client), "person_id": sent, "sure": "y"}
    for verb in ("donner", "retirer"):
        assert client.post(page(Duty.CPE, f"/{verb}"), data=fields).status_code == 404


def test_a_duty_is_taken_from_who_has_left(school: Directory) -> None:
    """The list for all leaves him out; whoever keeps it in order finds him."""
    change(school, "head", Duty.CPE, "other")
    with saved(school.app) as session:
        session.get_one(Person, school.people["other"]).left_at = NOW
    assert "Paul Nougaro" not in text_of(school.come("keeper").get(LIST))
    assert "Paul Nougaro Compte suspendu" in text_of(school.come("keeper").get(page(Duty.CPE)))
    assert change(school, "keeper", Duty.CPE, "other", "retirer").status_code == 303
    assert holders(school, Duty.CPE) == set()


def test_who_has_left_gets_no_duty(school: Directory) -> None:
    with saved(school.app) as session:
        session.get_one(Person, school.people["other"]).left_at = NOW
    assert change(school, "head", Duty.CPE, "other").status_code == 404


def test_the_password_is_asked_again(school: Directory) -> None:
    client = school.come("head")
    fields = {"csrf_token": token_of(client), "person_id": school.people["other"]}
    with saved(school.app) as session:
        old = datetime.now(UTC) - timedelta(minutes=31)
        session.execute(update(UserSession).values(confirmed_at=old))
    assert client.get(LIST).status_code == 200, "who only reads is not asked"
    assert client.get(page(Duty.CPE)).status_code == 302
    assert client.post(page(Duty.CPE, "/donner"), data=fields).status_code == 403
    assert holders(school, Duty.CPE) == set()
