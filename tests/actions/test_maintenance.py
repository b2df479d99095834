"""A fault at any statement leaves the announcement of a maintenance, and jobs, as they were."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actions.jobs import relaunch_all
from app.actions.maintenance import (
    announce_maintenance,
    maintenance_state,
    withdraw_maintenance,
)
from app.models import Job, JobState, LogEntry
from app.queries.school import read_school
from app.rules.maintenance import Maintenance
from tests.factories import NOW, make_person
from tests.faults import statements_survived

HOUR = timedelta(hours=1)


def announce(session: Session, actor_id: int, hours: int = 1) -> None:
    wanted = Maintenance(NOW + HOUR, NOW + HOUR + hours * HOUR, NOW)
    seen = maintenance_state(read_school(session))
    announce_maintenance(session, NOW, actor_id, seen, wanted)


def fail_some(session: Session, _actor_id: int) -> None:
    for _ in range(2):
        real = datetime.now(UTC)
        failed = {"state": JobState.FAILED, "attempts": 8, "created_at": real, "due_at": real}
        session.add(Job(kind="mail", arguments={}, ended_at=real, **failed))


Act = Callable[[Session, int], object]
ACTIONS: dict[str, tuple[Act, Act]] = {
    "announce": (lambda _session, _actor: None, announce),
    "change": (announce, lambda session, actor: announce(session, actor, 2)),
    "withdraw": (
        announce,
        lambda session, actor: withdraw_maintenance(session, NOW, actor),
    ),
    "relaunch_all": (
        fail_some,
        lambda session, actor: relaunch_all(session, NOW, actor, "mail", JobState.FAILED),
    ),
}


@pytest.mark.parametrize("name", ACTIONS)
def test_a_fault_at_any_statement_leaves_nothing(session: Session, name: str) -> None:
    prepare, act = ACTIONS[name]
    actor_id = make_person(session).id
    prepare(session, actor_id)
    session.commit()
    entries = len(session.scalars(select(LogEntry.id)).all())
    session.rollback()
    assert statements_survived(session, lambda: act(session, actor_id)) > 1
    told = session.scalars(select(LogEntry.action).order_by(LogEntry.id)).all()
    assert told[entries:] == [name]
