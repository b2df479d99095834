"""/annuaire/demandes: who keeps the directory answers what people ask of their data."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from lxml import html
from sqlalchemy import select

from app.models import DataRequest, DataRequestKind, MailChoice, Person, SiteRight
from app.rules.audience import Duty, Function, user_key
from app.rules.site_rights import Right
from tests.visits import Browser, saved, signed_in
from tests.web.accounts import add_person, fill, logged, mails, page_of

LIST = "/annuaire/demandes"


@pytest.fixture
def admin(app: Flask) -> Browser:
    return signed_in(app, add_person(app, "admin", Duty.ADMIN))


@pytest.fixture
def nadia(app: Flask) -> int:
    return add_person(app, "nadia", function=Function.TUT, first_name="Nadia",
                      last_name="Benali", email="nadia@a.example")  # fmt: skip


def ask(
    app: Flask, person_id: int, text: str, kind: DataRequestKind = DataRequestKind.CORRECTION,
    days: int = 0,
) -> int:  # fmt: skip
    with saved(app) as session:
        asked = DataRequest(person_id=person_id, kind=kind, text=text,
                            created_at=datetime.now(UTC) - timedelta(days=days))  # fmt: skip
        session.add(asked)
        session.flush()
        return asked.id


def answer(visitor: Browser, page: html.HtmlElement, id_: int, text: str) -> object:
    return fill(visitor, page, f"{LIST}/{id_}", **{f"request-{id_}-answer": text})


def headings(visitor: Browser, path: str = LIST) -> list[str]:
    return [one.text_content() for one in page_of(visitor.get(path)).cssselect("article h2")]


def test_an_answer_stands_on_the_page_of_whoever_asked(
    app: Flask, admin: Browser, nadia: int
) -> None:
    asked = ask(app, nadia, "<i>Mon nom</i>")
    page = page_of(admin.get(LIST))
    assert "<i>Mon nom</i>" in page.text_content()
    done = answer(admin, page, asked, "C’est corrigé.")
    assert (done.status_code, done.location) == (303, LIST)  # type: ignore[attr-defined]
    assert headings(admin) == []
    assert headings(admin, f"{LIST}?vue=repondues") == ["Nadia Benali"]
    assert "C’est corrigé." in signed_in(app, nadia).get("/mon-compte/mes-donnees").text
    [mail] = mails(app)
    assert mail["to"] == "nadia@a.example"
    assert "http://localhost/mon-compte/mes-donnees" in mail["text"]
    assert "corrigé" not in mail["text"], "the answer is read on the site"
    [line] = logged(app)
    assert (line.action, line.subject, line.details) == ("answer", "data_request", {})


def test_the_second_answer_is_told_and_not_lost(app: Flask, admin: Browser, nadia: int) -> None:
    asked = ask(app, nadia, "Mon nom")
    page = page_of(admin.get(LIST))
    answer(admin, page, asked, "Fait.")
    late = answer(admin, page, asked, "Refait.")
    assert late.status_code == 409  # type: ignore[attr-defined]
    assert "Refait." in late.text  # type: ignore[attr-defined]
    with saved(app) as session:
        assert session.scalars(select(DataRequest.answer)).all() == ["Fait."]
    assert len(mails(app)) == 1


@pytest.mark.parametrize("text", ["", "   ", "x" * 2001])
def test_an_answer_needs_words(app: Flask, admin: Browser, nadia: int, text: str) -> None:
    first, second = ask(app, nadia, "Mon nom", days=1), ask(app, nadia, "Mon adresse")
    refused = answer(admin, page_of(admin.get(LIST)), second, text)
    page = page_of(refused)  # type: ignore[arg-type]
    assert refused.status_code == 422  # type: ignore[attr-defined]
    [error] = page.cssselect(".error-summary a")
    assert error.get("href") == f"#request-{second}-answer"
    assert not page.cssselect(f"#request-{first}-answer")[0].get("aria-invalid")


@pytest.mark.parametrize("change", ["no mail", "left", "no address"])
def test_who_wants_no_mail_is_told_on_the_page_only(
    app: Flask, admin: Browser, nadia: int, change: str
) -> None:
    asked = ask(app, nadia, "Mon nom")
    with saved(app) as session:
        person = session.get_one(Person, nadia)
        if change == "no mail":
            person.mail_choice = MailChoice.NONE
        elif change == "left":
            person.left_at = datetime.now(UTC)
        else:
            person.email = None
    assert answer(admin, page_of(admin.get(LIST)), asked, "Fait.").status_code == 303  # type: ignore[attr-defined]
    assert mails(app) == []


def test_what_waits_longest_comes_first_by_pages(
    app: Flask, admin: Browser, nadia: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("blueprints.directory.requests.PAGE_SIZE", 2)
    for days in range(3):
        ask(app, nadia, f"Depuis {days} jours", days=days)
    page = page_of(admin.get(LIST))
    texts = [one.text_content() for one in page.cssselect("article p.as-typed")]
    assert texts == ["Depuis 2 jours", "Depuis 1 jours"]
    [more] = page.cssselect("a[rel=next]")
    rest = page_of(admin.get(more.get("href")))
    assert "Depuis 0 jours" in rest.text_content()
    assert admin.get(f"{LIST}?vue=x").status_code == 404
    assert admin.get(f"{LIST}?apres=x").status_code == 404


def test_only_who_keeps_the_directory_reads_and_answers(app: Flask, nadia: int) -> None:
    asked = ask(app, nadia, "Mon nom")
    cpe = add_person(app, "cpe", Duty.CPE)
    for person_id in (nadia, cpe):
        visitor = signed_in(app, person_id)
        assert visitor.get(LIST).status_code == 403
        page = page_of(visitor.get("/mon-compte"))
        token = page.cssselect("[name=csrf_token]")[0].get("value")
        data = {"csrf_token": token, f"request-{asked}-answer": "Fait."}
        assert visitor.post(f"{LIST}/{asked}", data=data).status_code == 403
    with saved(app) as session:
        assert session.scalars(select(DataRequest.answer)).all() == [None]
        session.add(SiteRight(right=Right.DIRECTORY, key=user_key(cpe)))
    assert signed_in(app, cpe).get(LIST).status_code == 200


def test_a_request_that_is_not_there_is_not_found(app: Flask, admin: Browser, nadia: int) -> None:
    asked = ask(app, nadia, "Mon nom")
    page = page_of(admin.get(LIST))
    token = page.cssselect("[name=csrf_token]")[0].get("value")
    assert admin.post(f"{LIST}/{asked + 7}", data={"csrf_token": token}).status_code == 404
