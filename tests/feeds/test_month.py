"""The month as a calendar, and when an event is, in words."""

from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from flask_babel import gettext

from app.days import days_of, first_moment, period, when
from app.month import Entry, Month, month_named, month_of
from app.templating import PARIS

TODAY = date(2026, 3, 24)
MARCH = Month(2026, 3)


@pytest.mark.parametrize(
    "text",
    [
        *("", "2026", "2026-3", "2026-13", "2026-00", "1999-12", "2101-01", "2026-03-01", "x"),
        *("-2026-03", "٢٠٢٦-٠٣", "0000-01", "9999-12", "2026-03\n", "2026-03\x00", "2" * 10_000),
    ],
)
def test_what_is_no_month(text: str) -> None:
    assert month_named(text) is None


@pytest.mark.parametrize("text", ["2000-01", "2026-03", "2100-12"])
def test_a_month_is_named_as_in_its_address(text: str) -> None:
    assert str(month_named(text)) == text


def test_months_follow_each_other_to_the_ends() -> None:
    assert MARCH.previous == Month(2026, 2)
    assert Month(2026, 1).following == Month(2026, 2)
    assert Month(2026, 12).following == Month(2027, 1)
    assert Month(2000, 1).previous is None
    assert Month(2100, 12).following is None
    assert month_of(TODAY) == MARCH


def test_weeks_begin_on_monday_and_hold_the_whole_month() -> None:
    weeks = MARCH.weeks(TODAY, [])
    days = [day for week in weeks for day in week]
    assert {len(week) for week in weeks} == {7}
    assert days[0].date == date(2026, 2, 23)
    assert days[-1].date == date(2026, 4, 5)
    assert [day.date for day in days if day.today] == [TODAY]
    assert sum(not day.outside for day in days) == 31


def test_an_entry_stands_on_each_of_its_days_and_its_hour_on_the_first() -> None:
    entry = Entry(date(2026, 3, 30), date(2026, 4, 3), "Conseils", hour="17 h")
    shown = {
        day.date: [event.hour for event in day.events]
        for week in MARCH.weeks(TODAY, [entry])
        for day in week
        if day.events
    }
    assert list(shown) == [date(2026, 3, 30) + timedelta(days=n) for n in range(5)]
    assert list(shown.values()) == [["17 h"], [""], [""], [""], [""]]
    assert MARCH.holds(entry)
    assert not Month(2026, 2).holds(entry)


@pytest.mark.parametrize(
    ("day", "hours"), [(date(2026, 3, 29), 23), (date(2026, 10, 25), 25), (TODAY, 24)]
)
def test_a_day_has_its_own_length(day: date, hours: int) -> None:
    start, end = first_moment(day), first_moment(day + timedelta(days=1))
    assert end.astimezone(UTC) - start.astimezone(UTC) == timedelta(hours=hours)
    assert days_of(start, end) == (day, day)


HOURS = "From %(start)s to %(end)s"
DAYS = "From %(first)s to %(last)s"
DAYS_AND_HOURS = "From %(first)s, %(start)s, to %(last)s, %(end)s"


@pytest.mark.parametrize(
    ("starts", "ends", "message", "values"),
    [
        ("2026-04-02", "2026-04-03", "All day", {}),
        ("2026-03-29", "2026-03-30", "All day", {}),
        ("2026-04-02T17:45", "2026-04-02T19:00", HOURS, {"start": "17 h 45", "end": "19 h"}),
        ("2026-05-28", "2026-05-30", DAYS, {"first": "28", "last": "29 mai"}),
        ("2026-03-30", "2026-04-02", DAYS, {"first": "30 mars", "last": "1er avril"}),
        ("2026-06-01", "2026-06-03", DAYS, {"first": "1er", "last": "2 juin"}),
        (
            "2026-12-31",
            "2027-01-02",
            DAYS,
            {"first": "31 décembre 2026", "last": "1er janvier 2027"},
        ),
        (
            "2026-05-28T20:00",
            "2026-05-29T22:30",
            DAYS_AND_HOURS,
            {"first": "28 mai", "start": "20 h", "last": "29 mai", "end": "22 h 30"},
        ),
    ],
)
def test_when_in_words(
    app: Flask, starts: str, ends: str, message: str, values: dict[str, str]
) -> None:
    moments = [datetime.fromisoformat(text).replace(tzinfo=PARIS) for text in (starts, ends)]
    with app.test_request_context():
        words = when(moments[0], moments[1], all_day="T" not in starts)
        expected = gettext(message, **values)
    assert words.replace("\u00a0", " ") == expected.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("starts", "ends", "expected"),
    [
        ("2026-03-24T00:00", "2026-03-25T00:00", "Le mardi 24 mars 2026"),
        ("2026-03-24T06:00", "2026-03-24T18:00", "Le mardi 24 mars 2026, de 6 h à 18 h"),
        ("2026-03-24T06:00", "2026-03-25T00:00", "Le mardi 24 mars 2026, à partir de 6 h"),
        ("2026-03-24T00:00", "2026-03-24T18:00", "Le mardi 24 mars 2026, jusqu’à 18 h"),
        ("2026-03-23T00:00", "2026-03-28T00:00", "Du lundi 23 au vendredi 27 mars 2026"),
        ("2026-03-28T00:00", "2026-03-30T00:00", "Du samedi 28 au dimanche 29 mars 2026"),
        ("2026-03-30T00:00", "2026-04-02T00:00", "Du lundi 30 mars au mercredi 1er avril 2026"),
        (
            "2026-03-23T10:00",
            "2026-03-28T00:00",
            "Du lundi 23 mars, 10 h, au vendredi 27 mars 2026",
        ),
        (
            "2026-12-31T08:30",
            "2027-01-01T18:00",
            "Du jeudi 31 décembre 2026, 8 h 30, au vendredi 1er janvier 2027, 18 h",
        ),
    ],
)
def test_a_period_in_words(app: Flask, starts: str, ends: str, expected: str) -> None:
    moments = [datetime.fromisoformat(text).replace(tzinfo=PARIS) for text in (starts, ends)]
    with app.test_request_context():
        words = period(*(moment.astimezone(UTC) for moment in moments))
    assert words.replace("\u00a0", " ") == expected
