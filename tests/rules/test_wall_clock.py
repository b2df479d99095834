"""The clock on the wall in the nights in which it jumps."""

from datetime import UTC, date, datetime, time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.rules.wall_clock import PARIS, moment_at

MARCH, OCTOBER = date(2026, 3, 29), date(2026, 10, 25)
"""The last Sundays: at one o'clock in UTC an hour is skipped, or comes again."""


@pytest.mark.parametrize(
    ("day", "at", "expected"),
    [
        (MARCH, time(1, 59), "00:59"),
        (MARCH, time(2, 0), "01:00"),
        (MARCH, time(2, 30), "01:00"),
        (MARCH, time(2, 59, 59), "01:00"),
        (MARCH, time(3, 0), "01:00"),
        (MARCH, time(3, 15), "01:15"),
        (OCTOBER, time(1, 59), "23:59"),
        (OCTOBER, time(2, 0), "00:00"),
        (OCTOBER, time(2, 30), "00:30"),
        (OCTOBER, time(2, 59), "00:59"),
        (OCTOBER, time(3, 0), "02:00"),
        (date(2026, 3, 24), time(17, 45), "16:45"),
        (date(2026, 7, 14), time(0, 0), "22:00"),
    ],
)
def test_what_the_clock_shows_is_a_moment(day: date, at: time, expected: str) -> None:
    moment = moment_at(day, at)
    assert moment.tzinfo is UTC
    assert f"{moment:%H:%M}" == expected


@given(
    st.sampled_from([MARCH, OCTOBER]) | st.dates(date(2000, 1, 1), date(2199, 12, 31)),
    st.times(),
    st.times(),
)
@example(MARCH, time(1, 0, 0, 1), time(2, 0, fold=1))
@example(OCTOBER, time(2, 0, fold=1), time(2, 30))
def test_what_comes_later_on_the_clock_never_comes_before(
    day: date, first: time, last: time
) -> None:
    first, last = min(first, last), max(first, last)
    assert moment_at(day, first) <= moment_at(day, last)


@given(st.datetimes(datetime(2000, 1, 1), datetime(2199, 12, 31), timezones=st.just(UTC)))
def test_what_is_shown_once_comes_back(moment: datetime) -> None:
    shown = moment.astimezone(PARIS)
    if shown.fold == 0:
        assert moment_at(shown.date(), shown.time()) == moment
