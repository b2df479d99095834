"""When events happen and come back: summer time, short months, the end of the calendar."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.rules.repeating import (
    MOST_OCCURRENCES,
    PARIS,
    Repeats,
    Span,
    occurrences,
    overlaps,
    shifted,
    span_of,
)


def lesson(first: str, start: str = "17:45", end: str = "19:00") -> Span:
    """Return an event between two times of one day."""
    day = date.fromisoformat(first)
    return Span(day, day, time.fromisoformat(start), time.fromisoformat(end))


def days(first: str, repeats: Repeats, until: str) -> list[str]:
    """Return the days on which an event of whole days begins."""
    day = date.fromisoformat(first)
    found = occurrences(Span(day, day), repeats, date.fromisoformat(until))
    return [one.first.isoformat() for one in found]


@pytest.mark.parametrize(
    ("first", "repeats", "until", "expected"),
    [
        ("2026-03-24", Repeats.DAILY, "2026-03-26", ["2026-03-24", "2026-03-25", "2026-03-26"]),
        ("2026-03-24", Repeats.WEEKLY, "2026-04-06", ["2026-03-24", "2026-03-31"]),
        ("2026-03-24", Repeats.WEEKLY, "2026-04-07", ["2026-03-24", "2026-03-31", "2026-04-07"]),
        ("2026-03-24", Repeats.FORTNIGHTLY, "2026-04-07", ["2026-03-24", "2026-04-07"]),
        ("2026-03-24", Repeats.MONTHLY, "2026-05-23", ["2026-03-24", "2026-04-24"]),
        (
            "2026-01-31",
            Repeats.MONTHLY,
            "2026-05-31",
            ["2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30", "2026-05-31"],
        ),
        ("2027-12-29", Repeats.MONTHLY, "2028-02-29", ["2027-12-29", "2028-01-29", "2028-02-29"]),
        ("2026-03-24", Repeats.WEEKLY, "2026-03-24", ["2026-03-24"]),
        ("2026-03-24", Repeats.WEEKLY, "2026-03-23", []),
        ("9999-12-20", Repeats.MONTHLY, "9999-12-31", ["9999-12-20"]),
        ("9999-12-30", Repeats.DAILY, "9999-12-31", ["9999-12-30"]),
    ],
)
def test_days_on_which_an_event_comes_back(
    first: str, repeats: Repeats, until: str, expected: list[str]
) -> None:
    assert days(first, repeats, until) == expected


def test_one_more_than_the_most_shows_that_they_are_too_many() -> None:
    assert len(days("2026-01-01", Repeats.DAILY, "2099-12-31")) == MOST_OCCURRENCES + 1


def test_the_clock_on_the_wall_stays_when_summer_time_begins_and_ends() -> None:
    spring = occurrences(lesson("2026-03-24"), Repeats.WEEKLY, date(2026, 3, 31))
    assert [one.moments[0].isoformat() for one in spring] == [
        "2026-03-24T16:45:00+00:00",
        "2026-03-31T15:45:00+00:00",
    ]
    autumn = occurrences(lesson("2026-10-20"), Repeats.WEEKLY, date(2026, 10, 27))
    assert [one.moments[1].isoformat() for one in autumn] == [
        "2026-10-20T17:00:00+00:00",
        "2026-10-27T18:00:00+00:00",
    ]


def test_a_whole_day_has_23_to_25_hours() -> None:
    def hours(day: date) -> float:
        start, end = Span(day, day).moments
        return (end - start) / timedelta(hours=1)

    found = hours(date(2026, 3, 29)), hours(date(2026, 3, 30)), hours(date(2026, 10, 25))
    assert found == (23, 24, 25)


def test_an_end_is_after_its_start_also_in_the_hour_that_there_is_not() -> None:
    start, end = lesson("2026-03-29", "02:30", "03:15").moments
    assert end > start
    start, end = lesson("2026-10-25", "02:30", "02:45").moments
    assert end > start


@pytest.mark.parametrize(
    ("span", "expected"),
    [
        (Span(date(2026, 3, 24), date(2026, 3, 24)), True),
        (Span(date(2026, 3, 24), date(2026, 3, 23)), False),
        (lesson("2026-03-24", "17:45", "17:45"), False),
        (lesson("2026-03-24", "17:45", "17:46"), True),
        (Span(date(2026, 3, 24), date(2026, 3, 25), time(22), time(6)), True),
    ],
)
def test_what_goes_forward(span: Span, expected: bool) -> None:
    assert span.is_forward is expected


@pytest.mark.parametrize(
    ("last", "repeats", "expected"),
    [
        (date(2026, 3, 24), Repeats.DAILY, False),
        (date(2026, 3, 25), Repeats.DAILY, True),
        (date(2026, 3, 30), Repeats.WEEKLY, False),
        (date(2026, 3, 31), Repeats.WEEKLY, True),
        (date(2026, 4, 24), Repeats.MONTHLY, True),
    ],
)
def test_what_comes_back_before_it_has_ended(last: date, repeats: Repeats, expected: bool) -> None:
    assert overlaps(Span(date(2026, 3, 24), last), repeats) is expected


def test_an_occurrence_moves_as_another_one_was_moved() -> None:
    before, after = lesson("2026-03-24"), lesson("2026-03-26", "18:00", "20:00")
    assert shifted(lesson("2026-03-31"), before, after) == lesson("2026-04-02", "18:00", "20:00")
    whole = Span(date(2026, 3, 24), date(2026, 3, 25))
    assert shifted(lesson("2026-03-31"), before, whole) == Span(date(2026, 3, 31), date(2026, 4, 1))
    with pytest.raises(OverflowError):
        shifted(Span(date.max, date.max), before, after)


@given(
    st.datetimes(datetime(2000, 1, 1), datetime(2099, 12, 30), timezones=st.just(UTC)),
    st.integers(1, 60 * 24 * 3),
)
def test_what_is_stored_and_shown_is_stored_the_same(start: datetime, minutes: int) -> None:
    start = start.replace(second=0, microsecond=0)
    end = start + timedelta(minutes=minutes)
    span = span_of(start, end, all_day=False)
    if not any(_is_told_twice(one) for one in (start, end)):
        assert span.moments == (start, end)
    day = Span(span.first, span.last)
    assert span_of(*day.moments, all_day=True) == day


def _is_told_twice(moment: datetime) -> bool:
    """Tell whether the clock on the wall shows this time a second time: an hour in October."""
    return moment.astimezone(PARIS).fold == 1
