"""The clock of the school: it ticks, is moved, or stands still where a setting says so."""

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest

from app import clock

SAYS = "from app import clock; print(clock.now().isoformat())"


def test_it_ticks_and_is_moved() -> None:
    before = datetime.now(UTC)
    now, tomorrow = clock.now(), clock.now(timedelta(days=1))
    assert before <= now <= tomorrow - timedelta(days=1) <= datetime.now(UTC)
    assert clock.seconds(60) == pytest.approx(now.timestamp() + 60, abs=10)


def test_both_ways_to_ask_stand_still_together(monkeypatch: pytest.MonkeyPatch) -> None:
    moment = datetime(2026, 3, 24, 9, 0, 0, 1, tzinfo=UTC)
    monkeypatch.setattr(clock, "frozen", moment)
    assert clock.now(timedelta(days=1)) == moment
    assert clock.seconds(60) == moment.timestamp() > moment.replace(microsecond=0).timestamp()


def test_a_setting_makes_it_stand_still() -> None:
    environment = os.environ | {"PARVIS_NOW": "2026-03-24T10:00:00+01:00"}
    words = [sys.executable, "-c", SAYS]
    said = subprocess.run(words, env=environment, capture_output=True, text=True, check=True).stdout
    assert said.strip() == "2026-03-24T09:00:00+00:00"


@pytest.mark.parametrize("words", ["", "demain", "2026-03-24T10:00:00"])
def test_a_moment_without_a_zone_is_none(words: str) -> None:
    with pytest.raises(ValueError, match=r"time zone|isoformat"):
        clock.moment_of(words)
