"""Each kind of page turns at the very moment at which a date changes it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models import (
    Article,
    Event,
    Layout,
    Media,
    MediaKind,
    MediaUse,
    PageKind,
    Rubrique,
    Setting,
    Slot,
    Tile,
    TileAudience,
)
from app.queries.events import KEPT_IN_CALENDARS
from app.queries.school import MAINTENANCE
from app.rules.consent import day_in_paris, next_day_begins
from app.rules.maintenance import Maintenance
from tests.factories import NOW, make_article, make_rubrique
from tests.kept_pages import assert_same
from tests.visits import browser, saved

INSTANT = timedelta(microseconds=1)
SOON = NOW + timedelta(minutes=20)
RUBRIQUE = "/rubriques/{rubrique}-vie-scolaire"
ARTICLE = "/articles/{article}-la-sortie"
LISTS = ("/", RUBRIQUE, RUBRIQUE + "/rss.xml", "/rss.xml", "/atom.xml", "/feed.json")
AGENDAS = ("/", RUBRIQUE, "/agenda")
EVERY_PAGE = ("/", RUBRIQUE, "/agenda", "/plan-du-site", "/mentions-legales", "/aide")
CALENDARS = ("/agenda.ics", RUBRIQUE + "/agenda.ics")


@dataclass(frozen=True)
class Turn:
    """Something that a date changes on some pages, at a moment."""

    make: Callable[[Session, Rubrique, datetime], object]
    pages: Sequence[str]
    at: datetime = SOON


def start(session: Session, rubrique: Rubrique, at: datetime) -> None:
    make_article(session, rubrique, "La sortie", starts_at=at)


def end(session: Session, rubrique: Rubrique, at: datetime) -> None:
    make_article(session, rubrique, "La sortie", ends_at=at)


def happen(session: Session, rubrique: Rubrique, at: datetime) -> Event:
    starts_at = at - timedelta(hours=1)
    event = Event(rubrique_id=rubrique.id, title="Réunion", ends_at=at, changed_at=NOW)
    event.starts_at = starts_at
    session.add(event)
    return event


def lead_to_an_article(session: Session, rubrique: Rubrique, at: datetime) -> None:
    event = happen(session, rubrique, NOW + timedelta(days=2))
    event.article_id = make_article(session, rubrique, "La sortie", starts_at=at).id


def leave_calendars(session: Session, rubrique: Rubrique, at: datetime) -> None:
    happen(session, rubrique, at - KEPT_IN_CALENDARS)


def turn(session: Session, _rubrique: Rubrique, at: datetime) -> None:
    add_page(session, at)


def show(session: Session, _rubrique: Rubrique, at: datetime) -> None:
    add_page(session, NOW, shown_from=at)


def hide(session: Session, _rubrique: Rubrique, at: datetime) -> None:
    add_page(session, NOW, shown_until=at)


def add_page(session: Session, published_at: datetime, **shown: datetime) -> None:
    layout = Layout(page=PageKind.PUBLIC_HOME, created_at=NOW, published_at=published_at)
    text = Tile(position=0, kind="rich_text", settings={"html": "<p>Bonjour.</p>"}, **shown)
    text.audience = [TileAudience(key="public")]
    layout.tiles = [text]
    session.add(layout)


def end_consent(session: Session, rubrique: Rubrique, at: datetime) -> None:
    """An attachment, a picture of the text and one of the rubrique show until the day is over."""
    media = Media(
        kind=MediaKind.PICTURE,
        title="La classe",
        filename="classe.jpg",
        mime_type="image/jpeg",
        size=1,
        width=1360,
        height=766,
        created_at=NOW,
        consent_ends_on=day_in_paris(at - INSTANT),
    )
    session.add(media)
    session.flush()
    picture = f'<img src="/medias/{media.id}/content-680.jpg" alt="">'
    article = make_article(session, rubrique, "La sortie", body=f"<p>Ici {picture}</p>")
    rubrique.introduction = f"<p>Là {picture}</p>"
    revision = article.online_revision_id
    session.add(MediaUse(media_id=media.id, slot=Slot.ILLUSTRATION, revision_id=revision, alt=""))


def tell_of_a_maintenance(session: Session, _rubrique: Rubrique, at: datetime) -> None:
    announce(session, at, at + timedelta(hours=1), at + timedelta(hours=2))


def begin_a_maintenance(session: Session, _rubrique: Rubrique, at: datetime) -> None:
    announce(session, NOW - INSTANT, at, at + timedelta(hours=2))


def end_a_maintenance(session: Session, _rubrique: Rubrique, at: datetime) -> None:
    announce(session, NOW - 2 * INSTANT, NOW - INSTANT, at)


def announce(session: Session, shown: datetime, start: datetime, end: datetime) -> None:
    announced = Maintenance(starts_at=start, ends_at=end, shown_from=shown)
    session.add(Setting(name=MAINTENANCE, value=announced.stored()))


def see_today(_session: Session, _rubrique: Rubrique, _at: datetime) -> None:
    """The agenda marks the day."""


TONIGHT = next_day_begins(NOW)
TURNS = {
    "an article starts": Turn(start, (*LISTS, "/sitemap.xml", ARTICLE)),
    "an article ends": Turn(end, (*LISTS, "/sitemap.xml", ARTICLE)),
    "an event ends": Turn(happen, AGENDAS),
    "an event leads to an article": Turn(lead_to_an_article, (*AGENDAS, *CALENDARS)),
    "an event leaves the calendars": Turn(leave_calendars, CALENDARS),
    "a home page is published": Turn(turn, ("/",)),
    "a tile is shown": Turn(show, ("/",)),
    "a tile is hidden": Turn(hide, ("/",)),
    "a maintenance is told": Turn(tell_of_a_maintenance, EVERY_PAGE),
    "a maintenance begins": Turn(begin_a_maintenance, EVERY_PAGE),
    "a maintenance ends": Turn(end_a_maintenance, EVERY_PAGE),
    "a consent ends": Turn(end_consent, (*LISTS, ARTICLE), TONIGHT),
    "a day begins": Turn(see_today, ("/agenda",), TONIGHT),
    "a month begins": Turn(see_today, ("/agenda",), next_day_begins(NOW + timedelta(days=7))),
}


@pytest.mark.parametrize("name", sorted(TURNS))
def test_a_page_turns_at_its_moment(
    app: Flask, keeping: Flask, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    what = TURNS[name]
    with saved(app) as session:
        rubrique = make_rubrique(session, "Vie scolaire")
        rubrique.has_agenda = True
        add_news(session)
        what.make(session, rubrique, what.at)
        session.flush()
        ids = {"rubrique": rubrique.id, "article": session.scalar(select(func.max(Article.id)))}
    for path in (page.format(**ids) for page in what.pages):
        seen = []
        for moment in (what.at - INSTANT, what.at, what.at - INSTANT, what.at + INSTANT):
            monkeypatch.setattr("app.clock.frozen", moment)
            answer = browser(keeping).get(path)
            assert_same(answer, browser(app).get(path))
            seen.append((answer.status_code, answer.get_data()))
        assert seen[0] != seen[1], f"{path} does not change: {name} is not tried"
        assert seen[::2] == [seen[0]] * 2, path
        assert seen[1::2] == [seen[1]] * 2, path


def add_news(session: Session) -> None:
    """Compose a home page that shows news and events."""
    layout = Layout(page=PageKind.PUBLIC_HOME, created_at=NOW, published_at=NOW - INSTANT)
    kinds = ("news_feed", "events")
    layout.tiles = [
        Tile(position=position, kind=kind, settings={"rubriques": []})
        for position, kind in enumerate(kinds)
    ]
    for tile in layout.tiles:
        tile.audience = [TileAudience(key="public")]
    session.add(layout)
