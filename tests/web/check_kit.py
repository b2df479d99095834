"""The panel of the check for tests: a text with faults, and what presses its buttons."""

from typing import Any

from flask import Flask
from lxml.html import HtmlElement, fromstring

from app.models import Person
from app.rules.audience import Function
from tests.factories import make_person
from tests.visits import saved
from tests.web.desk import said
from tests.web.newsroom_kit import Desk, make_desk

BODY = (
    "<h2>Les vainqueurs</h2><p>Bravo à Zoé <b>Le Goff</b> ! Les photos sont "
    '<a href="/x">ici</a>.</p><h4>Le palmarès</h4>'
)


def make_checked_desk(app: Flask) -> Desk:
    """Return a newsroom in a school where Zoé Le Goff is a pupil."""
    made = make_desk(app)
    with saved(app) as session:
        make_person(session, Function.ELV, first_name="Zoé", last_name="Le Goff")
    return made


def make_pupil(app: Flask, person_id: int) -> None:
    """Let one of the people be a pupil."""
    with saved(app) as session:
        [held] = session.get_one(Person, person_id).functions
        held.function = Function.ELV


def typed(desk: Desk, name: str, article_id: int, **more: str) -> dict[str, Any]:
    """Return what the form of an article sends, with a body that has faults."""
    page = desk.at(name, f"/publication/articles/{article_id}/modifier")
    [form] = page.cssselect("form[data-writing]")
    return dict(form.form_values()) | {"body": BODY} | more


def check(desk: Desk, name: str, article_id: int, status: int = 200, **more: str) -> HtmlElement:
    """Press a button of the panel; return the page that comes back."""
    answer = desk.post(
        name,
        f"/publication/articles/{article_id}/verification",
        **typed(desk, name, article_id, **more),
    )
    assert answer.status_code == status
    return fromstring(answer.get_data(as_text=True))


def titles(page: HtmlElement) -> list[str]:
    """Return what the panel found."""
    return [said(one) for one in page.cssselect("#check .finding b")]


def button(page: HtmlElement, words: str) -> dict[str, str]:
    """Return what a button of the panel sends."""
    [found] = [one for one in page.cssselect("#check button") if words in said(one)]
    return {found.get("name"): found.get("value")}
