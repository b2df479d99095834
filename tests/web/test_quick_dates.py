"""Days one press away in the form of an article."""

from datetime import date

import pytest
from flask import Flask

from blueprints.newsroom.quick_dates import quick_dates


@pytest.mark.parametrize(
    ("today", "monday", "summer"),
    [
        (date(2026, 3, 24), "2026-03-30T08:00", "2026-07-05T00:00"),
        (date(2026, 3, 23), "2026-03-30T08:00", "2026-07-05T00:00"),
        (date(2026, 7, 5), "2026-07-06T08:00", "2027-07-05T00:00"),
        (date(2026, 12, 31), "2027-01-04T08:00", "2027-07-05T00:00"),
    ],
)
def test_days_are_those_to_come(app: Flask, today: date, monday: str, summer: str) -> None:
    choices = quick_dates(today)
    assert choices["starts_at"][1][1] == monday
    assert choices["ends_at"][-1][1] == summer
    for _words, value in [*choices["starts_at"], *choices["ends_at"]]:
        assert value > f"{today}T24"
