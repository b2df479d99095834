"""An answer that comes late leaves the cookie alone by which the open form is sent."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from flask import Flask, url_for
from lxml import html
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from app.addresses import IdConverter
from tests.visits import Browser, browser
from tests.web.signing_in import PASSWORD, age_session, form, leave, log_in, make_somebody

WRITING = "/publication/articles/nouveau"
CHECK = f"{WRITING}/verification"
TYPED = {"title": "Le cross", "body": "Bravo à tous !"}
SCRIPT = {"Sec-Fetch-Dest": "empty"}
PAGE = {"Sec-Fetch-Dest": "document"}
LEAST = 250
"""Addresses; an empty list would pass."""


def arrive(answer: TestResponse, visitor: Browser) -> None:
    """Let an answer to an earlier request set its cookies now."""
    for name, value in [one.split(";")[0].split("=", 1) for one in cookies(answer)]:
        visitor.set_cookie(name, value)


def cookies(answer: TestResponse) -> list[str]:
    return answer.headers.getlist("Set-Cookie")


def kept(answer: TestResponse, action: str = "/connexion/reprise") -> dict[str, str]:
    """Return what the form of the page that keeps what was typed sends."""
    [found] = html.fromstring(answer.text).cssselect(f"main form[action='{action}']")
    return {one.get("name"): one.get("value") or "" for one in found.cssselect("input")}


@pytest.mark.parametrize("beside", ["empty", "iframe", "image", "script", "style", "manifest"])
@pytest.mark.parametrize(("ask", "path"), [("post", CHECK), ("get", WRITING)])
def test_a_form_is_taken_although_something_else_is_answered_late(
    app: Flask, beside: str, ask: str, path: str
) -> None:
    """Both were sent without a cookie, in one moment, and the form's page is shown already."""
    make_somebody(app)
    visitor = browser(app)
    shown = visitor.post(WRITING, data=TYPED, headers=PAGE)
    headers = {"Sec-Fetch-Dest": beside}
    late = getattr(browser(app), ask)(path, data=TYPED, headers=headers, follow_redirects=True)
    arrive(late, visitor)
    typed = {"login": "zoe.le-goff", "password": PASSWORD}
    ready = visitor.post("/connexion/reprise", data=kept(shown) | typed, headers=PAGE)
    assert ready.status_code == 200
    assert kept(ready, WRITING)["title"] == "Le cross"


def test_who_has_just_logged_in_stays_so_although_something_is_answered_late(app: Flask) -> None:
    make_somebody(app)
    late = browser(app).get(WRITING, headers=SCRIPT, follow_redirects=True)
    visitor = browser(app)
    log_in(visitor)
    arrive(late, visitor)
    assert visitor.get("/mon-compte").status_code == 200


def addresses(app: Flask) -> Iterator[tuple[Rule, str, str]]:
    """Yield all of them, each with a method that it takes."""
    with app.test_request_context():
        for rule in app.url_map.iter_rules():
            given = {name: _value(rule, name) for name in rule.arguments}
            for method in sorted({"GET", "POST"} & (rule.methods or set())):
                yield rule, method, url_for(rule.endpoint, _method=method, **given)


def _value(rule: Rule, name: str) -> int | str:
    if rule.defaults and name in rule.defaults:
        return str(rule.defaults[name])
    return 777 if isinstance(rule._converters[name], IdConverter) else "x"


def test_no_answer_to_a_script_gives_a_visitor_a_cookie(app: Flask) -> None:
    tried = list(addresses(app))
    assert len(tried) > LEAST
    for rule, method, path in tried:
        answer = browser(app).open(path, method=method, headers=SCRIPT, follow_redirects=True)
        assert cookies(answer) == [], rule.endpoint


def test_what_a_script_got_without_a_cookie_is_kept_for_nobody(keeping: Flask) -> None:
    """Its token would be in the page of a visitor who has not the cookie for it."""
    make_somebody(keeping)
    for headers in (SCRIPT, SCRIPT, PAGE):
        answer = browser(keeping).get("/connexion", headers=headers)
        is_kept = "no-store" not in answer.headers["Cache-Control"] and not cookies(answer)
        assert not is_kept, headers
    assert log_in(browser(keeping)).status_code == 303


@pytest.mark.parametrize("headers", [PAGE, {}])
def test_a_page_with_a_form_gives_the_cookie_by_which_it_is_sent(
    app: Flask, headers: dict[str, str]
) -> None:
    """Old browsers, and all of them on a site without TLS, do not say what they ask for."""
    assert len(cookies(browser(app).get("/connexion", headers=headers))) == 1


def test_of_two_pages_after_the_login_each_has_forms_that_are_taken(app: Flask) -> None:
    make_somebody(app)
    visitor = browser(app)
    log_in(visitor)
    answers = [visitor.get("/mon-compte", headers=headers) for headers in (PAGE, SCRIPT)]
    assert [cookies(answer) for answer in answers] == [[], []]
    assert leave(visitor).status_code == 303


def test_a_login_gives_another_token_than_the_visitor_had(app: Flask) -> None:
    make_somebody(app)
    visitor = browser(app)
    before = form(visitor)["csrf_token"]
    log_in(visitor)
    assert visitor.post("/deconnexion", data={"csrf_token": before}).status_code == 400


def test_a_form_that_was_kept_twice_is_kept(app: Flask) -> None:
    """Two windows were open when the session ended; the password is given in the other one."""
    make_somebody(app)
    visitor = browser(app)
    log_in(visitor)
    token = html.fromstring(visitor.get("/mon-compte").text).cssselect("[name=csrf_token]")[0]
    sent = {**TYPED, "csrf_token": token.get("value")}
    age_session(app, expires_at=datetime.now(UTC))
    shown = visitor.post(WRITING, data=sent)
    assert shown.status_code == 403
    log_in(visitor)
    typed = {"login": "zoe.le-goff", "password": PASSWORD}
    sent_late = kept(shown) | typed
    foreign = {"Sec-Fetch-Site": "cross-site"}
    refused = visitor.post("/connexion/reprise", data=sent_late, headers=foreign)
    assert (refused.status_code, "Le cross" in refused.text) == (400, False)
    ready = visitor.post("/connexion/reprise", data=sent_late)
    assert ready.status_code == 400
    assert PASSWORD not in ready.text
    assert {"title": "Le cross", "body": "Bravo à tous !"}.items() <= kept(ready, WRITING).items()
