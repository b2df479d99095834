"""A form that arrives after the session ended, or needs the password: nothing typed is lost."""

from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from flask import Flask, request
from lxml import html
from werkzeug.test import TestResponse

from app.access import confirmed, for_members
from tests.visits import Browser, browser
from tests.web.signing_in import (
    PASSWORD,
    age_session,
    form,
    leave,
    log_in,
    make_somebody,
    sessions,
)

TEXT = "Bravo à tous !\nLes <b>5e</b> B & le « foyer »."
TYPED = {"title": "Le cross", "body": TEXT, "tag": ["a", "b"], "old_password": "mon-secret"}
FORM = "/connexion/confirmation"
"""An address to which members post; tests put a view of their own there."""


@pytest.fixture
def newsroom(app: Flask, monkeypatch: pytest.MonkeyPatch) -> list[dict[str, list[str]]]:
    """What arrives at a form of the newsroom, of which the test's own view takes note."""
    arrived: list[dict[str, list[str]]] = []

    @for_members
    def take() -> str:
        arrived.append({name: request.form.getlist(name) for name in request.form})
        return "taken"

    monkeypatch.setitem(app.view_functions, "account.confirm_password", take)
    make_somebody(app)
    return arrived


def send(visitor: Browser, token: str, **more: str) -> TestResponse:
    return visitor.post(FORM, data=TYPED | {"csrf_token": token} | more)


def page_of(answer: TestResponse) -> html.HtmlElement:
    page = html.fromstring(answer.get_data(as_text=True))
    assert len(page.cssselect("h1")) == 1
    return page


def texts(page: html.HtmlElement) -> list[str]:
    return [one.text.removeprefix("\n") for one in page.cssselect("textarea[readonly]")]


def fields(page: html.HtmlElement, action: str) -> list[tuple[str, str]]:
    [found] = page.cssselect(f"main form[action='{action}']")
    return [(one.get("name"), one.get("value") or "") for one in found.cssselect("input")]


def token_of(visitor: Browser) -> str:
    return form(visitor, "/contact").get("csrf_token") or _head_token(visitor)


def _head_token(visitor: Browser) -> str:
    page = html.fromstring(visitor.get("/contact").get_data(as_text=True))
    return str(page.cssselect("[name=csrf_token]")[0].get("value"))


def end_by_time(app: Flask, visitor: Browser) -> None:
    age_session(app, expires_at=datetime.now(UTC))


def end_by_logout(app: Flask, visitor: Browser) -> None:
    leave(visitor)


def end_by_closing(app: Flask, visitor: Browser) -> None:
    visitor.delete_cookie("parvis")


@pytest.mark.parametrize("end", [end_by_time, end_by_logout, end_by_closing])
def test_what_was_typed_survives_the_end_of_the_session(
    app: Flask, newsroom: list[dict[str, list[str]]], end: object
) -> None:
    visitor = browser(app)
    log_in(visitor)
    token = token_of(visitor)
    end(app, visitor)  # type: ignore[operator]
    answer = send(visitor, token)
    assert answer.status_code in (400, 403)
    assert answer.headers["Cache-Control"] == "no-store"
    page = page_of(answer)
    assert texts(page) == ["Le cross", TEXT, "a", "b"]
    assert "mon-secret" not in answer.text
    kept = fields(page, "/connexion/reprise")
    wrong = visitor.post("/connexion/reprise", data=_filled(kept, "faux"))
    assert wrong.status_code == 422
    assert texts(page_of(wrong)) == ["Le cross", TEXT, "a", "b"]
    ready = visitor.post("/connexion/reprise", data=_filled(kept, PASSWORD))
    assert ready.status_code == 200
    assert PASSWORD not in ready.text
    assert newsroom == []
    again = fields(page_of(ready), FORM)
    assert visitor.post(FORM, data=_dict(again)).text == "taken"
    [arrived] = newsroom
    assert {name: arrived[name] for name in ("title", "body", "tag")} == {
        "title": ["Le cross"], "body": [TEXT], "tag": ["a", "b"],
    }  # fmt: skip


def _dict(pairs: list[tuple[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, value in pairs:
        found.setdefault(name, []).append(value)
    return found


def _filled(pairs: list[tuple[str, str]], password: str) -> dict[str, list[str]]:
    return _dict(pairs) | {"login": ["zoe.le-goff"], "password": [password]}


def test_a_form_of_an_earlier_session_is_sent_again_by_a_button(
    app: Flask, newsroom: list[dict[str, list[str]]]
) -> None:
    visitor = browser(app)
    log_in(visitor)
    token = token_of(visitor)
    leave(visitor)
    log_in(visitor)
    answer = send(visitor, token)
    assert answer.status_code == 400
    assert newsroom == []
    page = page_of(answer)
    assert not page.cssselect("main [type=password]")
    visitor.post(FORM, data=_dict(fields(page, FORM)))
    assert [one["body"] for one in newsroom] == [[TEXT]]


@pytest.mark.parametrize(
    "headers", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}]
)
def test_what_another_site_sends_is_not_offered(
    app: Flask, newsroom: list[dict[str, list[str]]], headers: dict[str, str]
) -> None:
    answer = browser(app).post(FORM, data=TYPED, headers=headers)
    assert answer.status_code == 400
    assert "Bravo" not in answer.text


@pytest.mark.parametrize(
    "path",
    ["//evil.example", "https://evil.example/", "/rien", "/contact", "/connexion", "",
     "javascript:x", "/connexion/reprise"],
)  # fmt: skip
def test_a_form_is_sent_again_to_forms_of_members_only(app: Flask, path: str) -> None:
    make_somebody(app)
    visitor = browser(app)
    data = {"csrf_token": form(visitor)["csrf_token"], "path": path}
    answer = visitor.post("/connexion/reprise", data=data | {"login": "x", "password": "y"})
    assert answer.status_code == 400
    assert sessions(app) == 0


def test_what_is_too_long_to_send_again_can_be_copied(
    app: Flask, newsroom: list[dict[str, list[str]]]
) -> None:
    answer = browser(app).post(FORM, data={"body": "mot " * 110_000})
    assert answer.status_code == 400
    page = page_of(answer)
    assert len(texts(page)[0]) == 440_000
    assert not page.cssselect("main form")


def test_files_are_named_as_lost(app: Flask, newsroom: list[dict[str, list[str]]]) -> None:
    data = {"title": "Le cross", "photo": (BytesIO(b"x"), "cross.jpg")}
    answer = browser(app).post(FORM, data=data)
    assert "cross.jpg" in page_of(answer).find(".//main").text_content()


def test_administration_asks_the_password_again_after_30_minutes(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_somebody(app)
    view = confirmed(for_members(lambda: "inside"))
    monkeypatch.setitem(app.view_functions, "newsroom.dashboard", view)
    visitor = browser(app)
    log_in(visitor)
    assert visitor.get("/publication/").text == "inside"
    age_session(app, confirmed_at=datetime.now(UTC) - timedelta(minutes=31))
    asked = visitor.get("/publication/?page=2")
    assert asked.location == "/connexion/confirmation?next=/publication/?page%3D2"
    filled = form(visitor, asked.location)
    wrong = visitor.post(FORM, data=filled | {"password": "faux"})
    assert wrong.status_code == 422
    right = visitor.post(FORM, data=filled | {"password": PASSWORD})
    assert (right.status_code, right.location) == (303, "/publication/?page=2")
    assert visitor.get("/publication/").text == "inside"


def test_a_form_of_administration_waits_for_the_password(
    app: Flask, newsroom: list[dict[str, list[str]]]
) -> None:
    visitor = browser(app)
    log_in(visitor)
    app.view_functions["account.confirm_password"].confirmed = True  # type: ignore[attr-defined]
    age_session(app, confirmed_at=datetime.now(UTC) - timedelta(minutes=31))
    answer = send(visitor, token_of(visitor))
    assert answer.status_code == 403
    page = page_of(answer)
    assert not page.cssselect("main [name=login]")
    kept = _dict(fields(page, "/connexion/reprise")) | {"password": [PASSWORD]}
    ready = page_of(visitor.post("/connexion/reprise", data=kept))
    visitor.post(FORM, data=_dict(fields(ready, FORM)))
    assert [one["body"] for one in newsroom] == [[TEXT]]
