"""The next moment at which a page changes by itself, and that no date is forgotten."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import JSON, Date, DateTime, TypeDecorator
from sqlalchemy.orm import Session

from app.models import (
    Announcement,
    Article,
    Base,
    Event,
    Layout,
    Media,
    MediaKind,
    PageKind,
    Setting,
    Tile,
)
from app.queries.events import KEPT_IN_CALENDARS
from app.queries.next_change import PASSING, next_change
from app.queries.school import MAINTENANCE
from app.rules.consent import next_day_begins
from app.rules.maintenance import Maintenance
from tests.factories import NOW, make_article, make_rubrique
from tests.reading_kit import make_announcement
from tests.statements import recorded

SOON, LATER = NOW + timedelta(minutes=1), NOW + timedelta(hours=2)
MIDNIGHT = datetime(2026, 3, 24, 23, tzinfo=UTC)
"""When the day after `NOW` begins in Paris."""

BY_THE_DAY = {
    "media.consent_ends_on": "a consent holds to the end of its day",
    "person.access_ends_on": "so does the access of a guest, who is no visitor",
    "setting.value": "the day of the accessibility statement is shown as it is written; a"
    " maintenance that is announced is asked for by its name",
    "tile.settings": "articles are pinned to the end of a day",
    "event.proposed": "a change that waits shows to nobody",
}
"""Dates of whole days, and values in which there is no other date."""

JUST_SHOWN = {
    "announcement.created_at": "it is said to who writes it",
    "announcement.decided_at": "it is the office's",
    "announcement.submitted_at": "it is the office's",
    "article.bumped_at": "it orders the flows; what is to come is hidden by its start",
    "article.changed_at": "it is the newsroom's",
    "article.created_at": "it is the newsroom's",
    "article.trashed_at": "it is set when that happens; what is in the trash is told by its status",
    "article.updated_at": "it is set when that happens, and shown",
    "article.waiting_since": "it is the newsroom's",
    "event.changed_at": "it is set when that happens, and written in calendars",
    "event.starts_at": "an event shows until it ends; whether it is today turns with the day",
    "event.trashed_at": "as an article's",
    "event.waiting_since": "it is the newsroom's",
    "external_feed.copied_at": "it is shown as a day once the feed fails",
    "external_feed.failing_since": "it is set when that happens; whether it is set is asked",
    "external_item.published_at": "it is shown, and not compared with now",
    "group.ended_at": "it is set when that happens; whether it is set is asked",
    "layout.created_at": "it is the history's",
    "media.created_at": "it orders the library",
    "person.left_at": "it is set when that happens; whether it is set is asked",
    "person.suspended_at": "it is set when that happens, and a signature stays",
    "revision.created_at": "it is the history's",
    "revision.decided_at": "it is the newsroom's",
    "revision.erased_at": "it is set when that happens",
    "revision.submitted_at": "it is the newsroom's",
    "rubrique.archived_at": "it is set when that happens; whether it is set is asked",
    "rubrique.trashed_at": "it is set when that happens; whether it is set is asked",
}
"""Moments whose passing changes no page, with the reason. One that a query for visitors compares
with now belongs into `PASSING`."""


def test_every_date_that_a_visitor_could_see_has_an_answer() -> None:
    dated = {
        f"{table.name}.{column.name}": column.type
        for table in Base.metadata.tables.values()
        if table.info.get("public")
        for column in table.columns
        if isinstance(_plain(column.type), DateTime | Date | JSON)
    }
    passing = {f"{one.column.class_.__tablename__}.{one.column.key}" for one in PASSING}
    assert dated.keys() == passing | BY_THE_DAY.keys() | JUST_SHOWN.keys()
    assert not passing & (BY_THE_DAY.keys() | JUST_SHOWN.keys())
    days = {name for name, type_ in dated.items() if isinstance(_plain(type_), Date)}
    assert days <= BY_THE_DAY.keys(), "a day is no moment"


def _plain(type_: object) -> object:
    return type_.impl_instance if isinstance(type_, TypeDecorator) else type_


def next_after(session: Session, moment: datetime = NOW) -> datetime:
    """Return the next change, as a page that is rendered at a moment is told."""
    return next_change(session.connection(), moment)


def test_nothing_holds_longer_than_the_day(session: Session) -> None:
    assert next_after(session) == MIDNIGHT
    assert next_after(session, MIDNIGHT - timedelta(microseconds=1)) == MIDNIGHT
    assert next_after(session, MIDNIGHT) == MIDNIGHT + timedelta(days=1)


@pytest.mark.parametrize(
    ("now", "hours"),
    [
        (datetime(2026, 3, 28, 23, tzinfo=UTC), 23),
        (datetime(2026, 10, 24, 22, tzinfo=UTC), 25),
        (datetime(2026, 12, 30, 23, tzinfo=UTC), 24),
    ],
)
def test_days_follow_the_clocks_of_paris(now: datetime, hours: int) -> None:
    """The clocks change on the last Sundays of March and of October."""
    assert next_day_begins(now) == now + timedelta(hours=hours)


def begin_an_announcement(session: Session, at: datetime) -> None:
    make_announcement(session, starts_at=at, ends_at=at + timedelta(days=9))


def end_an_announcement(session: Session, at: datetime) -> None:
    make_announcement(session, starts_at=at - timedelta(days=9), ends_at=at)


def schedule(session: Session, at: datetime) -> None:
    make_article(session, make_rubrique(session), starts_at=at)


def expire(session: Session, at: datetime) -> None:
    make_article(session, make_rubrique(session), ends_at=at)


def end_an_event(session: Session, at: datetime) -> None:
    rubrique = make_rubrique(session)
    event = Event(rubrique_id=rubrique.id, title="Réunion", ends_at=at)
    event.starts_at = event.changed_at = at - timedelta(hours=1)
    session.add(event)


def leave_the_calendar(session: Session, at: datetime) -> None:
    end_an_event(session, at - KEPT_IN_CALENDARS)


def turn_the_page(session: Session, at: datetime) -> None:
    session.add(Layout(page=PageKind.PUBLIC_HOME, created_at=NOW, published_at=at))


def show_a_tile(session: Session, at: datetime) -> None:
    _add_tile(session, shown_from=at)


def hide_a_tile(session: Session, at: datetime) -> None:
    _add_tile(session, shown_until=at)


def _add_tile(session: Session, **shown: datetime) -> None:
    layout = Layout(page=PageKind.PUBLIC_HOME, created_at=NOW)
    layout.tiles = [Tile(position=0, kind="rich_text", **shown)]
    session.add(layout)


CHANGES = [
    begin_an_announcement,
    end_an_announcement,
    schedule,
    expire,
    end_an_event,
    leave_the_calendar,
    turn_the_page,
    show_a_tile,
    hide_a_tile,
]


def test_all_of_them_are_tried() -> None:
    assert len(CHANGES) == len(PASSING)


@pytest.mark.parametrize("change", CHANGES)
def test_the_first_moment_to_come_counts(session: Session, change) -> None:  # type: ignore[no-untyped-def]
    for at in (NOW - timedelta(minutes=1), NOW, LATER, SOON, MIDNIGHT + timedelta(hours=1)):
        change(session, at)
        session.flush()
    assert next_after(session) == SOON
    assert next_after(session, SOON) == LATER
    assert next_after(session, LATER) == MIDNIGHT


def test_a_maintenance_is_told_begins_and_ends(session: Session) -> None:
    end = LATER + timedelta(hours=1)
    announced = Maintenance(starts_at=LATER, ends_at=end, shown_from=SOON)
    session.add(Setting(name=MAINTENANCE, value=announced.stored()))
    session.flush()
    assert next_after(session) == SOON
    assert next_after(session, SOON) == LATER
    assert next_after(session, LATER) == end
    assert next_after(session, end) == MIDNIGHT


def test_a_consent_ends_with_its_day(session: Session) -> None:
    session.add(
        Media(
            kind=MediaKind.PICTURE,
            title="La classe",
            filename="classe.jpg",
            mime_type="image/jpeg",
            size=1,
            created_at=NOW,
            consent_ends_on=date(2026, 3, 24),
        )
    )
    session.flush()
    assert next_after(session) == MIDNIGHT


def test_it_is_one_question_along_indexes(session: Session) -> None:
    with recorded(session.get_bind().engine) as sent:  # type: ignore[union-attr]
        next_after(session)
    assert len([one for one in sent if one.startswith("SELECT")]) == 1
    indexed = {
        next(iter(index.columns)).name
        for table in (Article.__table__, Event.__table__)
        for index in table.indexes  # type: ignore[attr-defined]
    }
    assert {"starts_at", "ends_at"} <= indexed
    announced = {
        next(iter(index.columns)).name
        for index in Announcement.__table__.indexes  # type: ignore[attr-defined]
    }
    assert {"starts_at", "ends_at"} <= announced
