"""Changing events through their form: two who write, one date of a series or all, what waits."""

from datetime import date

import pytest
from sqlalchemy import select

from app.models import Event
from app.rules.workflow import Status
from tests.visits import saved
from tests.web.event_pages import event_of, make_agenda, page_of, read, send_change, stored
from tests.web.newsroom_kit import forms_of

pytestmark = pytest.mark.usefixtures("demo_day")


@pytest.fixture
def desk(app):
    return make_agenda(app)


def test_who_saves_on_an_old_text_sees_both(desk):
    event_id = event_of(desk, "writer")
    address = page_of(event_id, "modifier")
    fields = forms_of(desk.at("writer", address))[address]
    assert send_change(desk, "moderator", event_id, title="Du modérateur").status_code == 303
    answer = desk.browsers["writer"].post(
        address, data=fields | {"title": "Du rédacteur", "do": "save"}
    )
    assert answer.status_code == 409
    page = read(answer)
    assert "Du modérateur" in page.text_content()
    fields = forms_of(page)[address]
    assert fields["title"] == "Du rédacteur"
    assert desk.browsers["writer"].post(address, data=fields | {"do": "save"}).status_code == 303
    assert stored(desk, event_id).title == "Du rédacteur"


def test_a_second_click_on_save_is_no_conflict(desk):
    event_id = event_of(desk, "writer")
    address = page_of(event_id, "modifier")
    fields = forms_of(desk.at("writer", address))[address] | {"title": "Autre", "do": "submit"}
    assert desk.browsers["writer"].post(address, data=fields).status_code == 303
    assert desk.browsers["writer"].post(address, data=fields).status_code == 303
    assert stored(desk, event_id).status is Status.PENDING


@pytest.mark.parametrize("version", ["", "0", "-1", "x", "9" * 400, "١"])
def test_a_version_that_was_never_shown_is_outdated(desk, version):
    event_id = event_of(desk, "writer")
    answer = send_change(desk, "writer", event_id, version=version, title="Autre")
    assert answer.status_code == 409
    assert stored(desk, event_id).title == "La sortie"


def test_some_dates_of_a_series_are_changed(desk):
    event_id = event_of(desk, "writer", weekly=True)
    assert send_change(desk, "writer", event_id, scope="two", title="Autre").status_code == 422
    answer = send_change(desk, "writer", event_id, scope="all", starts_on="2026-04-10")
    assert answer.status_code == 303
    with saved(desk.app) as session:
        starts = session.scalars(select(Event.starts_at).order_by(Event.starts_at)).all()
    assert [one.date() for one in starts] == [date(2026, 4, day) for day in (10, 17, 24)] + [
        date(2026, 5, 1)
    ]


def test_a_writers_change_of_what_is_online_waits(desk):
    event_id = event_of(desk, "writer", ("moderator", "publish"))
    answer = send_change(desk, "writer", event_id, title="Autre chose")
    assert answer.status_code == 303
    event = stored(desk, event_id)
    assert (event.title, event.proposed["title"]) == ("La sortie", "Autre chose")
    shown = desk.at("moderator", page_of(event_id))
    assert shown.xpath("//section[@aria-labelledby='change']//ins")[0].text == "Autre chose"
    again = desk.at("moderator", page_of(event_id, "modifier"))
    assert forms_of(again)[page_of(event_id, "modifier")]["title"] == "Autre chose"
