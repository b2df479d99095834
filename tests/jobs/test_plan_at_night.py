"""The daily jobs on days of 23 and of 25 hours: each once, after its hour on the wall."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.jobs.schedule import DAILY, plan
from app.models import Job
from app.rules.wall_clock import moment_at


@pytest.mark.parametrize("day", [date(2026, 3, 29), date(2026, 10, 25), date(2026, 3, 24)])
def test_each_day_has_each_job_once(session: Session, day: date) -> None:
    due = {f"{one.kind} {day}": moment_at(day, one.hour) for one in DAILY}
    planned: dict[str, datetime] = {}
    moment = datetime(day.year, day.month, day.day, tzinfo=UTC) - timedelta(hours=3)
    for _ in range(28 * 6):
        plan(session, moment)
        session.flush()
        for key in session.scalars(select(Job.unique_key)):
            planned.setdefault(str(key), moment)
        moment += timedelta(minutes=10)
    assert {key: at for key, at in planned.items() if key in due} == due
    days = {key.rpartition(" ")[2] for key in planned}
    assert str(day) in days
    assert len(planned) == len(session.scalars(select(Job)).all()) <= 3 * len(DAILY)
