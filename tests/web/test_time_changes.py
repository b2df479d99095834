"""What is planned for 2:30 in the nights in which the clocks of Paris change.

In March that time is skipped: what is planned for it comes at the jump, when clocks show 3:00. In
October it comes twice: the first one counts, and nothing turns back an hour later.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from app.models import DraftTile
from tests.drafts_kit import ADDRESS, lay_page
from tests.visits import Browser, browser, saved
from tests.web.announcement_pages import make_office
from tests.web.event_pages import make_agenda
from tests.web.event_pages import send_new as send_new_event
from tests.web.newsroom_kit import make_desk, send_new
from tests.web.settings_kit import typed_on
from tests.web.site_pages import send, text_of
from tests.web.site_school import make_school
from tests.web.tile_kit import added, post

pytestmark = pytest.mark.usefixtures("demo_day")
INSTANT, HOUR = timedelta(microseconds=1), timedelta(hours=1)
See = Callable[[], bool]
SetClock = Callable[[datetime], None]


@dataclass(frozen=True)
class Night:
    """A night, the moments that 2:30 and 3:15 are, and how pages say them."""

    day: str
    start: datetime
    end: datetime
    said: str

    def at(self, time: str) -> str:
        """Return a time of this night as a form carries it."""
        return f"{self.day}T{time}"


NIGHTS = {
    "March": Night(
        "2026-03-29",
        datetime(2026, 3, 29, 1, 0, tzinfo=UTC),
        datetime(2026, 3, 29, 1, 15, tzinfo=UTC),
        "3 h",
    ),
    "October": Night(
        "2026-10-25",
        datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
        datetime(2026, 10, 25, 2, 15, tzinfo=UTC),
        "2 h 30",
    ),
}


@pytest.fixture(params=NIGHTS)
def night(request: pytest.FixtureRequest) -> Night:
    return NIGHTS[request.param]


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> SetClock:
    return lambda moment: monkeypatch.setattr("app.clock.frozen", moment)


def shows_in_time(see: See, at: SetClock, night: Night, *, ends: bool = True) -> None:
    """Look at each side of each turn, and at every time that October shows twice."""
    turns = [night.start, night.end] if ends else [night.start]
    moments = [turn + step for turn in turns for step in (-INSTANT, timedelta(0), INSTANT)]
    quarters = [night.start + n * HOUR / 4 for n in range(-8, 12)]
    for moment in sorted({*moments, *quarters}):
        at(moment)
        shown = night.start <= moment and (not ends or moment < night.end)
        assert see() is shown, moment


def sees(client: Browser, path: str, words: str) -> See:
    """Return a look at a page for some words."""
    return lambda: words in text_of(client.get(path))


def test_an_article_starts_and_leaves_the_lists(
    app: Flask, keeping: Flask, night: Night, at: SetClock
) -> None:
    desk = make_desk(app)
    dates = {"starts_at": night.at("02:30"), "ends_at": night.at("03:15")}
    address = send_new(desk, "publisher", then="schedule", **dates)
    assert night.said in text_of(desk.browsers["publisher"].get(address))
    article = f"/articles/{address.rpartition('/')[2]}-le-cross"
    for client in (browser(app), browser(keeping)):
        listed = sees(client, f"/rubriques/{desk.rubrique_id}-actualites", "Le cross")
        at(night.start - INSTANT)
        assert client.get(article).status_code == 404
        at(night.end)
        assert "Expiré" in text_of(client.get(article))
        shows_in_time(listed, at, night)


def test_an_announcement_is_read(app: Flask, night: Night, at: SetClock) -> None:
    office = make_office(app)
    office.write(
        "teacher",
        starts_on=night.day,
        starts_time="02:30",
        ends_on=night.day,
        ends_time="03:15",
    )
    found = office.newest()
    assert (found.starts_at, found.ends_at) == (night.start, night.end)
    shows_in_time(sees(office.browsers["parent"], "/accueil", "Sortie annulée"), at, night)


def test_an_event_is_in_the_agenda_until_its_end(app: Flask, night: Night, at: SetClock) -> None:
    desk = make_agenda(app)
    times = {"starts_time": "02:30", "ends_time": "03:15"}
    assert send_new_event(desk, "publisher", starts_on=night.day, do="publish", **times).location
    at(night.start)
    told = text_of(browser(app).get("/agenda"))
    assert f"De {night.said} à 3 h 15" in told
    calendar = browser(app).get("/agenda.ics").text
    hours = {"2026-03-29": ("030000", "031500"), "2026-10-25": ("023000", "031500")}[night.day]
    for name, hour in zip(("DTSTART", "DTEND"), hours, strict=True):
        assert f"{name};TZID=Europe/Paris:{night.day.replace('-', '')}T{hour}" in calendar
    listed = sees(browser(app), "/agenda", "La sortie")
    at(night.end - INSTANT)
    assert listed()


def test_a_page_is_published(app: Flask, keeping: Flask, night: Night, at: SetClock) -> None:
    school = make_school(app)
    with saved(app) as session:
        lay_page(session, "Hier")
    client, address = added(school, "rich_text")
    post(client, address, do="save", title="Demain", **{"r-html": "<p>Un jour nouveau.</p>"})
    page = f"{ADDRESS}/publier"
    when = {"when": "later", "at": night.at("02:30")}
    assert send(client, page, page, when).status_code == 303
    for visitor in (browser(app), browser(keeping)):
        shows_in_time(sees(visitor, "/", "Un jour nouveau."), at, night, ends=False)


def test_a_tile_shows(app: Flask, keeping: Flask, night: Night, at: SetClock) -> None:
    school = make_school(app)
    client, address = added(school, "rich_text")
    shown = {"shown_from": night.at("02:30"), "shown_until": night.at("03:15")}
    text = {"title": "Cette nuit", "r-html": "<p>On ne dort pas.</p>"}
    assert post(client, address, do="save", **text, **shown).status_code == 303
    with saved(app) as session:
        tile = session.get_one(DraftTile, int(address.rpartition("/")[2]))
        assert (tile.shown_from, tile.shown_until) == (night.start, night.end)
    page = f"{ADDRESS}/publier"
    assert send(client, page, page).status_code == 303
    for visitor in (browser(app), browser(keeping)):
        shows_in_time(sees(visitor, "/", "On ne dort pas."), at, night)


def test_a_maintenance_is_told(app: Flask, keeping: Flask, night: Night, at: SetClock) -> None:
    client, page = make_school(app).come("admin"), "/site/reglages/maintenance"
    planned = {
        "shown_from": night.at("02:30"),
        "starts_at": night.at("03:00"),
        "ends_at": night.at("03:15"),
    }
    fields = {**typed_on(client.get(page), page), **planned}
    assert client.post(page, data=fields).status_code == 303
    for visitor in (browser(app), browser(keeping)):
        shows_in_time(sees(visitor, "/contact", "Maintenance"), at, night)
