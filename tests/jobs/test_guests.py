"""The worker lets guests leave the day after their last one, by the school's clock."""

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select

from app.actions.jobs import enqueue
from app.jobs.guests import END_GUESTS
from app.jobs.handlers import HANDLERS
from app.jobs.schedule import DAILY
from app.models import Job, JobState, Person
from app.rules.audience import Function
from tests.factories import NOW, make_person
from tests.jobs.conftest import Drain
from tests.visits import saved


def test_each_daily_job_has_somebody_who_does_it() -> None:
    assert {daily.kind for daily in DAILY} <= HANDLERS.keys()
    assert END_GUESTS in {daily.kind for daily in DAILY}


def test_only_those_whose_last_day_is_over_leave(
    app: Flask, drain: Drain, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.clock.frozen", NOW)
    days = {"over": date(2026, 3, 23), "last": date(2026, 3, 24), "never": None}
    with saved(app) as session:
        for login, day in days.items():
            make_person(session, Function.ACA, login=login).access_ends_on = day
        enqueue(session, END_GUESTS)
    drain()
    with saved(app) as session:
        left = session.scalars(select(Person.login).where(Person.left_at.is_not(None)))
        assert left.all() == ["over"]
        assert session.scalars(select(Job.state)).all() == [JobState.DONE]
