"""When a visit of the personal home page begins, and what is new in it."""

from datetime import datetime, timedelta

import pytest

from app.rules.home_visits import begins_visit, new_since
from tests.factories import NOW

AGO = {
    name: NOW - timedelta(minutes=minutes)
    for name, minutes in {"30": 30, "60": 60, "61": 61}.items()
}
BEFORE = NOW - timedelta(days=3)


@pytest.mark.parametrize(
    ("seen_at", "begins", "since"),
    [
        (None, True, None),
        (AGO["30"], False, BEFORE),
        (AGO["60"], False, BEFORE),
        (AGO["61"], True, AGO["61"]),
        (NOW + timedelta(days=1), False, BEFORE),
    ],
)
def test_an_hour_away_makes_a_new_visit(
    seen_at: datetime | None, begins: bool, since: datetime | None
) -> None:
    assert begins_visit(seen_at, NOW) is begins
    assert new_since(seen_at, BEFORE if seen_at else None, NOW) == since
