"""A maintenance: when pages speak of it, and which makes no sense."""

from datetime import UTC, datetime, timedelta

import pytest

from app.rules.maintenance import Fault, Maintenance, read_maintenance, shown_at_once

NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)
HOUR, INSTANT = timedelta(hours=1), timedelta(microseconds=1)


def planned(start: float = 2, end: float = 4, shown: float = 0, note: str = "") -> Maintenance:
    """Return one by its hours from now on."""
    return Maintenance(NOW + start * HOUR, NOW + end * HOUR, NOW + shown * HOUR, note)


def test_pages_speak_of_it_from_its_announcement_to_its_end() -> None:
    one = planned(shown=1)
    told = [
        one.is_shown(NOW + HOUR - INSTANT),
        one.is_shown(NOW + HOUR),
        one.is_shown(NOW + 4 * HOUR - INSTANT),
        one.is_shown(NOW + 4 * HOUR),
    ]
    assert told == [False, True, True, False]
    begun = [one.has_begun(NOW + 2 * HOUR - INSTANT), one.has_begun(NOW + 2 * HOUR)]
    assert begun == [False, True]
    assert [one.is_over(NOW + 4 * HOUR - INSTANT), one.is_over(NOW + 4 * HOUR)] == [False, True]


@pytest.mark.parametrize(
    ("one", "fault"),
    [
        (planned(), None),
        (planned(start=-1), Fault.SHOWN_LATE),
        (planned(start=-1, shown=-1), None),
        (planned(shown=2), None),
        (planned(shown=2.1), Fault.SHOWN_LATE),
        (planned(end=2), Fault.ENDS_FIRST),
        (planned(end=1), Fault.ENDS_FIRST),
        (planned(start=-3, end=0, shown=-4), Fault.OVER),
    ],
)
def test_what_makes_no_sense_is_refused(one: Maintenance, fault: Fault | None) -> None:
    assert one.fault(NOW) is fault


def test_it_is_read_as_it_was_stored() -> None:
    one = planned(note="Merci de votre patience.")
    assert read_maintenance(one.stored()) == one


def test_what_is_told_at_once_keeps_since_when_it_is() -> None:
    start = NOW + 2 * HOUR
    assert shown_at_once(NOW, start) == NOW
    assert shown_at_once(NOW, start, planned(shown=-1)) == NOW - HOUR
    assert shown_at_once(NOW, start, planned(shown=1)) == NOW
    assert shown_at_once(NOW + 5 * HOUR, NOW + 6 * HOUR, planned()) == NOW + 5 * HOUR
    assert shown_at_once(NOW, NOW - HOUR) == NOW - HOUR, "it has begun"
