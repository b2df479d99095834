"""Quiet hours: across midnight, and where the clocks of Paris change."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from app.rules.quiet_hours import quiet_end

PARIS = ZoneInfo("Europe/Paris")
SPRING = datetime(2026, 3, 28, 12, 0, tzinfo=UTC)
"""The noon before 2 o'clock becomes 3 o'clock."""
AUTUMN = datetime(2026, 10, 24, 12, 0, tzinfo=UTC)
"""The noon before 3 o'clock becomes 2 o'clock again."""


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=PARIS).astimezone(UTC)


@pytest.mark.parametrize(
    ("moment", "quiet_from", "quiet_until", "end"),
    [
        ("2026-03-24 21:59", 22, 7, None),
        ("2026-03-24 22:00", 22, 7, "2026-03-25 07:00"),
        ("2026-03-25 06:59", 22, 7, "2026-03-25 07:00"),
        ("2026-03-25 07:00", 22, 7, None),
        ("2026-03-24 12:30", 12, 14, "2026-03-24 14:00"),
        ("2026-03-24 14:00", 12, 14, None),
        ("2026-12-31 23:30", 23, 0, "2027-01-01 00:00"),
        ("2026-03-24 00:30", 0, 6, "2026-03-24 06:00"),
        ("2026-03-28 23:00", 22, 7, "2026-03-29 07:00"),
        ("2026-10-24 23:00", 22, 7, "2026-10-25 07:00"),
        ("2026-03-24 23:00", None, None, None),
    ],
)
def test_quiet_hours_end_at_their_hour(
    moment: str, quiet_from: int | None, quiet_until: int | None, end: str | None
) -> None:
    found = quiet_end(at(moment), quiet_from, quiet_until)
    assert found == (None if end is None else at(end))


@pytest.mark.parametrize("noon", [SPRING, AUTUMN, AUTUMN + timedelta(days=30)])
def test_whatever_the_clocks_do_the_end_is_later_and_no_longer_quiet(noon: datetime) -> None:
    """Each pair of hours, each quarter of an hour of a day on which the clocks change."""
    for first in range(24):
        for until in set(range(24)) - {first}:
            for quarter in range(0, 4 * 24, 3):
                moment = noon + timedelta(minutes=15 * quarter)
                end = quiet_end(moment, first, until)
                if end is not None:
                    assert moment < end <= moment + timedelta(hours=48), (first, until, moment)
                    assert quiet_end(end, first, until) is None, (first, until, moment)
                    assert quiet_end(end - timedelta(minutes=1), first, until) is not None
