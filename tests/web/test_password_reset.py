"""A new password by mail: one link, one hour, one use, and no word about who has an account."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select, update

from app.models import AccessCode, Person
from app.rules.access_codes import MOST_RESETS
from app.rules.login_limits import MOST_FROM_ONE_ADDRESS
from tests.visits import Browser, browser, same_for_all, saved, signed_in
from tests.web.accounts import (
    NEW,
    add_person,
    fill,
    go_and_fill,
    links_in,
    logged,
    mails,
    page_of,
)
from tests.web.signing_in import PASSWORD, log_in

FORGOTTEN = "/connexion/mot-de-passe-oublie"
MAIL = "v.dubosc@exemple.fr"


@pytest.fixture
def person_id(app: Flask) -> int:
    """Somebody with a password and a mail address."""
    return add_person(app, "v.dubosc", email=MAIL, first_name="Valérie", last_name="Dubosc")


def ask(visitor: Browser, known_as: str) -> str:
    """Ask for a link; return the page that follows."""
    answer = go_and_fill(visitor, FORGOTTEN, known_as=known_as)
    assert (answer.status_code, answer.location) == (303, f"{FORGOTTEN}/envoye")
    return same_for_all(visitor.get(answer.location).text)


def link(app: Flask) -> str:
    """Return the path of the link in the newest mail."""
    [found] = links_in(mails(app)[-1]["text"])
    return found


@pytest.mark.parametrize("known_as", ["v.dubosc", " V.DUBOSC ", MAIL, MAIL.upper()])
def test_a_link_sets_a_new_password_once(app: Flask, person_id: int, known_as: str) -> None:
    elsewhere = signed_in(app, person_id)
    visitor = browser(app)
    ask(visitor, known_as)
    [mail] = mails(app)
    assert mail["to"] == MAIL
    assert "Valérie Dubosc" in mail["text"]
    path = link(app)
    opened = visitor.get(path)
    assert opened.headers["Referrer-Policy"] == "no-referrer"
    assert opened.headers["Cache-Control"] == "no-store"
    assert elsewhere.get("/mon-compte").status_code == 200, "opening the link changes nothing"
    weak = go_and_fill(visitor, path, new_password="dubosc", repeated_password="x")
    assert weak.status_code == 422
    done = go_and_fill(visitor, path, new_password=NEW, repeated_password=NEW)
    assert (done.status_code, done.location) == (303, "/connexion")
    assert "nouveau mot de passe est enregistré" in visitor.get("/connexion").text
    assert elsewhere.get("/mon-compte").status_code == 302
    assert log_in(browser(app), "v.dubosc", PASSWORD).status_code == 422
    assert log_in(browser(app), "v.dubosc", NEW).status_code == 303
    assert visitor.get(path).status_code == 404
    assert [row.action for row in logged(app)] == ["ask_reset", "reset_password"]


def test_the_answer_is_the_same_for_everybody(app: Flask, person_id: int) -> None:
    add_person(app, "sans.courriel")
    gone = add_person(app, "deja.partie", email="partie@exemple.fr")
    with saved(app) as session:
        session.get_one(Person, gone).left_at = datetime.now(UTC)
    asked = ("v.dubosc", "sans.courriel", "deja.partie", "partie@exemple.fr", "personne", "%")
    assert len({ask(browser(app), known_as) for known_as in asked}) == 1
    assert [mail["to"] for mail in mails(app)] == [MAIL]


def test_a_family_that_shares_an_address_gets_a_link_for_each(app: Flask, person_id: int) -> None:
    add_person(app, "lou.dubosc", email=MAIL)
    ask(browser(app), MAIL)
    assert [mail["to"] for mail in mails(app)] == [MAIL, MAIL]
    assert len({links_in(mail["text"])[0] for mail in mails(app)}) == 2


def test_few_mails_are_sent_however_often_one_asks(app: Flask, person_id: int) -> None:
    for _ in range(MOST_FROM_ONE_ADDRESS + 5):
        ask(browser(app), "v.dubosc")
    assert len(mails(app)) == MOST_RESETS


def test_a_link_opens_one_hour_long(app: Flask, person_id: int) -> None:
    ask(browser(app), "v.dubosc")
    path = link(app)
    with saved(app) as session:
        [code] = session.scalars(select(AccessCode))
        assert code.expires_at - code.created_at == timedelta(hours=1)
        assert path.rpartition("/")[2] not in code.code_hash
        session.execute(update(AccessCode).values(expires_at=datetime.now(UTC)))
    assert browser(app).get(path).status_code == 404


@pytest.mark.parametrize("token", ["x", "1", "é", "a" * 3000, "%00", "..%2f.."])
def test_forged_links_open_nothing(app: Flask, person_id: int, token: str) -> None:
    assert browser(app).get(f"/connexion/nouveau-mot-de-passe/{token}").status_code == 404


def test_a_link_of_a_suspended_account_opens_nothing(app: Flask, person_id: int) -> None:
    visitor = browser(app)
    ask(visitor, "v.dubosc")
    page = page_of(visitor.get(link(app)))
    with saved(app) as session:
        session.get_one(Person, person_id).suspended_at = datetime.now(UTC)
    sent = fill(visitor, page, link(app), new_password=NEW, repeated_password=NEW)
    assert sent.status_code == 404


def test_a_foreign_host_is_in_no_link(app: Flask, person_id: int) -> None:
    """security.md 38, for the mail: its address comes from the configuration."""
    visitor = browser(app)
    page = page_of(visitor.get(FORGOTTEN))
    token = page.cssselect("main [name=csrf_token]")[0].get("value")
    visitor.post(FORGOTTEN, data={"csrf_token": token, "known_as": "v.dubosc"},
                 headers={"X-Forwarded-Host": "evil.example"})  # fmt: skip
    assert links_in(mails(app)[-1]["text"])
    assert "evil" not in mails(app)[-1]["text"]


def test_an_empty_form_says_so(app: Flask) -> None:
    assert go_and_fill(browser(app), FORGOTTEN, known_as=" ").status_code == 422
