"""The pages of events as the people of a desk see them."""

from typing import Any

from flask import Flask
from lxml import html
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from app.models import Event, Rubrique
from app.rules.visibility import Visibility
from tests.event_kit import Agenda
from tests.visits import saved
from tests.web.newsroom_kit import Desk, forms_of, make_desk

LIST = "/publication/evenements"
NEW = f"{LIST}/nouveau"
FIELDS = {"title": "La sortie", "starts_on": "2026-04-09", "do": "save"}


def make_agenda(app: Flask, visibility: Visibility = Visibility.PUBLIC) -> Desk:
    """Return a desk whose rubrique has its agenda switched on."""
    desk = make_desk(app, visibility)
    with saved(app) as session:
        session.get_one(Rubrique, desk.rubrique_id).has_agenda = True
    return desk


def event_of(desk: Desk, name: str, *moves: tuple[str, str], weekly: bool = False) -> int:
    """Let one of the people write an event, and others move it on; return its id."""
    with saved(desk.app) as session:
        agenda = Agenda(desk.newsroom(session))
        event = agenda.write(name, weekly=weekly)
        for person, move in moves:
            if move == "change":
                agenda.change(person, event, title="La sortie, bis")
            else:
                reason = {"reason": "Trop long."} if move.startswith("refuse") else {}
                agenda.make(person, event, move, **reason)
        return event.id


def page_of(event_id: int, view: str = "") -> str:
    """Return the address of an event, of its form, or of a move."""
    return f"{LIST}/{event_id}{'/' + view if view else ''}"


def send_new(desk: Desk, name: str, **typed: Any) -> TestResponse:
    """Fill in a new form and send it."""
    blank = forms_of(desk.at(name, f"{NEW}?rubrique={desk.rubrique_id}"))[NEW]
    return desk.browsers[name].post(NEW, data=blank | FIELDS | typed)


def send_change(desk: Desk, name: str, event_id: int, **typed: Any) -> TestResponse:
    """Change some fields of an event's form and send it."""
    address = page_of(event_id, "modifier")
    fields = forms_of(desk.at(name, address))[address]
    return desk.browsers[name].post(address, data=fields | {"do": "save", "scope": "one"} | typed)


def stored(desk: Desk, event_id: int) -> Event:
    """Return an event as it is stored now."""
    with saved(desk.app) as session:
        found = session.get_one(Event, event_id)
        session.expunge(found)
        return found


def events_in(desk: Desk) -> int:
    """Count the events that there are."""
    with saved(desk.app) as session:
        return session.scalar(select(func.count()).select_from(Event)) or 0


def id_in(answer: TestResponse) -> int:
    """Return the id of the event to which an answer leads."""
    assert answer.status_code == 303, answer.get_data(as_text=True)
    return int(answer.location.rpartition("/")[2])


def read(answer: TestResponse) -> html.HtmlElement:
    """Return a page that was answered."""
    return html.fromstring(answer.get_data(as_text=True))


def errors(document: html.HtmlElement) -> list[str]:
    """Return what the error summary of a page says."""
    return [one.text_content().strip() for one in document.cssselect(".error-summary li")]


def titles(document: html.HtmlElement) -> list[str]:
    """Return the titles in the list of events."""
    return [one.text_content() for one in document.cssselect(".list__title a")]
