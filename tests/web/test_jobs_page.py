"""Jobs that are not done: who sees them, and what may be done about one."""

from datetime import UTC, datetime

import pytest
from flask import Flask
from lxml import html
from sqlalchemy import select

from app.jobs.handlers import HANDLERS
from app.models import Job, JobState, LogEntry, PersonDuty
from app.rules.audience import Duty, Function
from blueprints.site.jobs import KINDS
from tests.factories import make_person
from tests.visits import Browser, saved, signed_in

MOMENT = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)


@pytest.fixture
def head(app: Flask) -> Browser:
    with saved(app) as session:
        person = make_person(session, Function.DIR)
        person.duties.append(PersonDuty(duty=Duty.HEAD))
        person_id = person.id
    return signed_in(app, person_id)


def leave(app: Flask, state: JobState, kind: str = "mail", number: int = 1) -> int:
    with saved(app) as session:
        for _ in range(number):
            job = Job(
                kind=kind,
                arguments={"to": "lou@a.example"},
                state=state,
                created_at=MOMENT,
                due_at=MOMENT,
                attempts=8,
                last_error="SMTPDataError 451",
            )
            session.add(job)
        session.flush()
        return job.id


def page_of(client: Browser, address: str = "/site/travaux") -> html.HtmlElement:
    answer = client.get(address)
    assert answer.status_code == 200
    return html.fromstring(answer.get_data(as_text=True))


def press(client: Browser, job_id: int, verb: str):  # type: ignore[no-untyped-def]
    token = page_of(client).cssselect("input[name=csrf_token]")[0].get("value")
    return client.post(f"/site/travaux/{job_id}/{verb}", data={"csrf_token": token})


def job_of(app: Flask, job_id: int) -> Job:
    with app.app_context(), saved(app) as session:
        job = session.get_one(Job, job_id)
        session.expunge(job)
        return job


def test_each_kind_of_job_has_words() -> None:
    assert HANDLERS.keys() <= KINDS.keys()


def test_jobs_are_shown_by_state_in_words(app: Flask, head: Browser) -> None:
    leave(app, JobState.FAILED)
    leave(app, JobState.WAITING, "purge")
    leave(app, JobState.RUNNING, "batch")
    leave(app, JobState.DONE)
    page = page_of(head)
    tabs = [" ".join(tab.text_content().split()) for tab in page.cssselect(".tabs a")]
    assert tabs == ["Échoués 1", "En cours 1", "En attente 1"]
    [row] = page.cssselect("tbody tr")
    assert "Courriel" in row.text_content()
    assert "SMTPDataError 451" in row.text_content()
    assert "lou@a.example" not in html.tostring(page).decode()
    [row] = page_of(head, "/site/travaux?etat=running").cssselect("tbody tr")
    assert not row.cssselect("button"), "a running job is left alone"


def test_a_failed_job_is_run_again(app: Flask, head: Browser) -> None:
    job_id = leave(app, JobState.FAILED)
    assert press(head, job_id, "relance").status_code == 303
    job = job_of(app, job_id)
    assert (job.state, job.attempts, job.arguments) == (
        JobState.WAITING,
        0,
        {"to": "lou@a.example"},
    )
    assert "de nouveau" in page_of(head).cssselect("[role=status]")[0].text_content()
    with saved(app) as session:
        [entry] = session.scalars(select(LogEntry)).all()
        assert (entry.action, entry.subject_id, entry.details) == (
            "relaunch",
            job_id,
            {"kind": "mail"},
        )


def test_a_job_is_abandoned_and_forgets_what_it_was_told(app: Flask, head: Browser) -> None:
    job_id = leave(app, JobState.WAITING)
    assert press(head, job_id, "abandon").status_code == 303
    job = job_of(app, job_id)
    assert (job.state, job.arguments) == (JobState.DONE, {})


@pytest.mark.parametrize(
    ("state", "kind", "verb"),
    [
        (JobState.RUNNING, "mail", "relance"),
        (JobState.RUNNING, "mail", "abandon"),
        (JobState.DONE, "mail", "relance"),
        (JobState.FAILED, "batch", "abandon"),
    ],
)
def test_what_cannot_be_done_is_said(
    app: Flask, head: Browser, state: JobState, kind: str, verb: str
) -> None:
    job_id = leave(app, state, kind)
    assert press(head, job_id, verb).status_code == 303
    assert job_of(app, job_id).state is state
    assert "rien n’a changé" in page_of(head).cssselect("[role=status]")[0].text_content()


def test_a_job_that_does_not_exist_is_not_found(app: Flask, head: Browser) -> None:
    assert press(head, 777, "relance").status_code == 404


def test_many_jobs_are_read_page_by_page(app: Flask, head: Browser) -> None:
    leave(app, JobState.WAITING, number=120)
    address, seen = "/site/travaux?etat=waiting", 0
    while address:
        page = page_of(head, address)
        seen += len(page.cssselect("tbody tr"))
        address = next((a.get("href") for a in page.cssselect("a[rel=next]")), "")
    assert seen == 120


@pytest.mark.parametrize(
    "query", ["etat=done", "etat=x", "avant=0", "avant=x", "avant=" + "9" * 40]
)
def test_odd_addresses_are_not_found(head: Browser, query: str) -> None:
    assert head.get(f"/site/travaux?{query}").status_code == 404
