"""Events that come back: one date, the following ones, or all of them."""

from datetime import date, time

import pytest

from app.models import EventSeries
from app.queries.event_work import count_waiting_work, event_deeds
from app.rules.events import Scope
from app.rules.repeating import Repeats, Span, span_of
from app.rules.workflow import Status
from tests.actions_kit import make_newsroom
from tests.event_kit import Agenda


@pytest.fixture
def agenda(session):
    return Agenda(make_newsroom(session))


@pytest.fixture
def series(agenda):
    return agenda.series(agenda.write("writer", weekly=True))


def days(events):
    return [one.starts_at.day for one in events]


def hours(event):
    span = span_of(event.starts_at, event.ends_at, all_day=event.all_day)
    return span.start, span.end


def test_each_date_is_an_event_of_its_own(agenda, series, session):
    assert days(series) == [9, 16, 23, 30]
    assert {one.status for one in series} == {Status.DRAFT}
    found = session.get_one(EventSeries, series[0].series_id)
    assert (found.repeats, found.until) == (Repeats.WEEKLY, date(2026, 4, 30))
    assert agenda.logged() == ["create"], "one line, however many dates"
    assert [one.creation_key is None for one in series] == [False, True, True, True]


def test_a_series_is_submitted_and_approved_in_one_go(agenda, series, session):
    agenda.make("writer", series[0], "submit", Scope.ALL)
    roles = agenda.room.worker("moderator").roles
    assert count_waiting_work(session, roles) == (0, 1), "one decision"
    assert len(agenda.room.notices("moderator")) == 1
    agenda.make("moderator", series[1], "approve", Scope.FOLLOWING)
    assert [one.status.value for one in series] == ["pending", "online", "online", "online"]
    assert [one.action for one in event_deeds(session, series[3])] == [
        "approve",
        "submit",
        "create",
    ]
    assert [one.action for one in event_deeds(session, series[0])] == ["submit", "create"]


def test_what_is_changed_in_one_is_changed_in_all_and_nothing_else(agenda, series):
    agenda.change("writer", series[1], place="Salle 3")
    agenda.change("writer", series[0], Scope.ALL, title="Le club")
    assert [one.title for one in series] == ["Le club"] * 4
    assert [one.place for one in series] == ["Salle 12", "Salle 3", "Salle 12", "Salle 12"]


def test_other_days_and_times_move_all_dates_alike(agenda, series):
    moved = Span(date(2026, 4, 17), date(2026, 4, 17), time(9), time(10))
    agenda.change("writer", series[1], Scope.FOLLOWING, span=moved)
    assert days(series) == [9, 17, 24, 1]
    assert [hours(one) for one in series[1:]] == [(time(9), time(10))] * 3
    assert hours(series[0]) == (time(8, 30), time(17))


def test_of_a_series_that_is_partly_online_each_date_is_changed_as_it_stands(agenda, series):
    agenda.make("moderator", series[0], "publish")
    agenda.change("writer", series[0], Scope.ALL, title="Le club")
    assert (series[0].title, series[0].proposed["title"]) == ("La sortie", "Le club")
    assert [one.title for one in series[1:]] == ["Le club"] * 3


def test_the_trash_gives_back_together_what_it_took_together(agenda, series):
    agenda.make("writer", series[0], "trash")
    agenda.room.later(minutes=5)
    agenda.make("writer", series[1], "trash", Scope.ALL)
    assert {one.status for one in series} == {Status.TRASHED}
    agenda.make("writer", series[1], "restore", Scope.ALL)
    assert [one.status.value for one in series] == ["trashed", "draft", "draft", "draft"]


def test_what_is_in_the_trash_is_not_changed_with_the_others(agenda, series):
    agenda.make("writer", series[3], "trash")
    agenda.change("writer", series[0], Scope.ALL, title="Le club")
    assert [one.title for one in series] == ["Le club", "Le club", "Le club", "La sortie"]


def test_past_the_last_day_that_there_is_nothing_is_changed(agenda, series):
    far = Span(date(9999, 12, 20), date(9999, 12, 20))
    with pytest.raises(OverflowError):
        agenda.change("writer", series[0], Scope.ALL, span=far)
