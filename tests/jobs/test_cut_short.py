"""A job cut short at any statement, and tried again, leaves what one that was not cut leaves."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import JSON, Integer, delete, select, update
from sqlalchemy.orm import Session

from app.actions.announcement_mail import tell
from app.actions.batches import confirm
from app.actions.checks import CHECK_ALL_JOB, CHECK_JOB
from app.actions.jobs import enqueue
from app.actions.notices import notify
from app.extensions import db
from app.jobs.announcements import ANNOUNCED_DIGEST
from app.jobs.guests import END_GUESTS
from app.jobs.handlers import HANDLERS
from app.jobs.run import run_due
from app.models import Base, Job, JobState, MailChoice, NoticeKind
from app.rules.audience import Function
from app.rules.batches import BatchAction
from tests.actions_kit import Newsroom, make_newsroom
from tests.batch_kit import preview
from tests.factories import NOW, make_article, make_person, make_rubrique
from tests.faults import Fault, failing_at
from tests.filling import empty
from tests.jobs.announcements import announce, make_reader
from tests.jobs.conftest import trashed
from tests.mail_server import MailServer
from tests.visits import saved

pytestmark = pytest.mark.usefixtures("demo_day")
PAST = timedelta(seconds=1)
DAY = "2026-03-24"
LEFT_OUT = frozenset({"job", "site_version"})
"""How often a job was tried, and how often visitors' pages were renewed, may differ."""
NEVER_THE_SAME = frozenset({"login", "unique_key", "key"})
Left = dict[str, list[str]]


def guests(session: Session) -> None:
    for number in range(3):
        guest = make_person(session, Function.ACA, login=f"guest{number}")
        guest.access_ends_on = date(2026, 3, 23)
    enqueue(session, END_GUESTS)


def an_announcement(session: Session) -> None:
    for name in ("Ana", "Lou"):
        make_reader(session, name)
    make_reader(session, "Marc", MailChoice.DAILY)
    announce(session, "profile:parent")


def announcements_of_the_day(session: Session) -> None:
    readers = [make_reader(session, name, MailChoice.DAILY).id for name in ("Ana", "Lou")]
    tell(session, announce(session, "profile:parent").id, readers)
    session.execute(delete(Job))
    enqueue(session, ANNOUNCED_DIGEST, unique_key=f"announced_digest {DAY}", day=DAY)


def mails_at_once(session: Session) -> None:
    refused(session, MailChoice.AT_ONCE)
    enqueue(session, "mail", to="lou@a.example", subject="Bonjour", text="Un code.")


def mails_of_the_day(session: Session) -> None:
    refused(session, MailChoice.DAILY)
    enqueue(session, "digest", unique_key=f"digest {DAY}", day=DAY)


def refused(session: Session, choice: MailChoice) -> None:
    """Tell two people of an article."""
    room = make_newsroom(session)
    article = room.write("writer", "Le potager")
    for name in ("writer", "publisher"):
        person = room.people[name]
        person.email, person.mail_choice = f"{name}@a.example", choice
        notify(
            session, NOW, NoticeKind.REFUSED, [person.id], article_id=article.id,
            actor_id=room.people["moderator"].id, text="Non",
        )  # fmt: skip


def online(session: Session, kind: str = CHECK_JOB) -> None:
    rubrique = make_rubrique(session)
    for number in range(3):
        make_article(session, rubrique, f"Sortie {number}", body='<a href="/x">cliquez ici</a>')
    enqueue(session, kind)


def all_online(session: Session) -> None:
    online(session, CHECK_ALL_JOB)


def old_things(session: Session) -> None:
    rubrique = make_rubrique(session)
    for number in range(3):
        trashed(session, rubrique, NOW - timedelta(days=91), f"Vieux {number}")
    make_person(session, login="parti").left_at = NOW - timedelta(days=200)
    enqueue(session, "purge", day=DAY)


def a_batch(session: Session) -> None:
    room: Newsroom = make_newsroom(session)
    ids = [room.write("writer", f"Brouillon {number}").id for number in range(3)]
    confirm(session, NOW, preview(room, "moderator", BatchAction.TRASH, ids))


WORK: Mapping[str, Callable[[Session], None]] = {
    "guests": guests,
    "an announcement": an_announcement,
    "announcements of the day": announcements_of_the_day,
    "mails at once": mails_at_once,
    "mails of the day": mails_of_the_day,
    "check": online,
    "check of all": all_online,
    "purge": old_things,
    "batch": a_batch,
}


@pytest.fixture
def in_small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let jobs keep what they have done after each thing, so that they can be cut in between."""
    for place in ("guests.CHUNK", "mail.CHUNK", "announcements.CHUNK", "announcements.AT_ONCE",
                  "check.CHUNK"):  # fmt: skip
        monkeypatch.setattr(f"app.jobs.{place}", 1)
    monkeypatch.setattr("app.jobs.batches.HOLD", 0)
    monkeypatch.setattr("app.jobs.batches.REST", 0)
    monkeypatch.setattr("app.jobs.run.BREATH", 0)


@pytest.mark.usefixtures("in_small_steps")
@pytest.mark.parametrize("step", [9, pytest.param(1, marks=pytest.mark.long)])
@pytest.mark.parametrize("name", WORK)
def test_a_job_that_is_cut_short_is_done_once(
    app: Flask, mails: MailServer, name: str, step: int
) -> None:
    whole, _ = left_by(app, mails, name)
    cut = 0
    for number in range(1, 1_000, step):
        found, was_cut = left_by(app, mails, name, number)
        assert found == whole, f"cut at statement {number}"
        if not was_cut:
            break
        cut += 1
    assert cut > 1


def left_by(
    app: Flask, mails: MailServer, name: str, number: int | None = None
) -> tuple[Left, bool]:
    """Do some work, with a fault at one of its statements; return what it leaves."""
    with app.app_context():
        empty(db.session())
    mails.received.clear()
    with saved(app) as session:
        WORK[name](session)
    was_cut = False
    with app.app_context():
        if number is not None:
            was_cut = run_with_fault(number)
        db.session.execute(
            update(Job).where(Job.state == JobState.RUNNING).values(leased_until=long_ago())
        )
        while wait_no_longer():
            run_due(HANDLERS, lambda: False)
        states = set(db.session.scalars(select(Job.state)))
        assert states == {JobState.DONE}, db.session.execute(select(Job.kind, Job.last_error)).all()
        return contents(db.session()) | {"mails": sent(mails)}, was_cut


def run_with_fault(number: int) -> bool:
    """Run what is due; tell whether the fault came before the end of it."""
    # Where it comes while a job is claimed or its end is noted, the worker itself fails.
    with failing_at(db.engine, number) as statements, suppress(Fault):
        while run_due(HANDLERS, lambda: False):
            pass
    db.session.rollback()
    return len(statements) >= number


def wait_no_longer() -> bool:
    """Let what waits for another attempt be due; tell whether something waits."""
    waiting = update(Job).where(Job.state == JobState.WAITING).values(due_at=long_ago())
    found = db.session.execute(waiting.returning(Job.id)).all()
    running = db.session.scalars(select(Job.id).where(Job.state == JobState.RUNNING)).all()
    db.session.commit()
    return bool(found or running)


def long_ago() -> datetime:
    return datetime.now(UTC) - PAST


def contents(session: Session) -> Left:
    """Return all rows, without numbers and moments that are never twice the same."""
    found: Left = {}
    for table in Base.metadata.sorted_tables:
        columns = [one for one in table.columns if _is_told(one)]
        if table.name not in LEFT_OUT and columns:
            found[table.name] = sorted(
                repr(tuple(row)) for row in session.execute(select(*columns))
            )
    session.rollback()
    return found


def _is_told(column: Any) -> bool:
    is_number_of_a_row = isinstance(column.type, Integer) and (
        column.primary_key or column.foreign_keys or column.name.endswith("_id")
    )
    is_told = not is_number_of_a_row and not isinstance(column.type, JSON)
    return is_told and column.name not in NEVER_THE_SAME


def sent(mails: MailServer) -> list[str]:
    """Return the readers of the mails; one that goes out twice has one number, and counts once."""
    once = {str(message["Message-ID"]): addresses for addresses, message in mails.received}
    return sorted(repr(addresses) for addresses in once.values())
