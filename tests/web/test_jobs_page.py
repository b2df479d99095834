"""Jobs that are not done: who sees them, and what may be done about one."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from lxml import html
from sqlalchemy import func, select

from app.models import Job, JobState, LogEntry, PersonDuty
from app.rules.audience import Duty, Function
from tests.factories import make_person
from tests.visits import Browser, saved, signed_in
from tests.web.jobs_kit import MOMENT, job_of, leave, page_of, press, run_all_again, tabs_of


@pytest.fixture
def head(app: Flask) -> Browser:
    with saved(app) as session:
        person = make_person(session, Function.DIR)
        person.duties.append(PersonDuty(duty=Duty.HEAD))
        person_id = person.id
    return signed_in(app, person_id)


def test_jobs_are_shown_by_state_in_words(app: Flask, head: Browser) -> None:
    leave(app, JobState.FAILED)
    leave(app, JobState.WAITING, "purge")
    leave(app, JobState.RUNNING, "batch")
    leave(app, JobState.DONE)
    page = page_of(head)
    assert tabs_of(page, "États") == ["Échoués 1", "En cours 1", "En attente 1"]
    assert tabs_of(page, "Types") == [], "there is one kind"
    [row] = page.cssselect("tbody tr")
    assert "Courriel" in row.text_content()
    assert "SMTPDataError 451" in row.text_content()
    assert "demande de revenir plus tard" in row.text_content()
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


def test_who_presses_twice_runs_it_once(app: Flask, head: Browser) -> None:
    """The second click finds it waiting, or at work, or done: it is one job all the while."""
    job_id = leave(app, JobState.FAILED)
    for _click in range(2):
        assert press(head, job_id, "relance").status_code == 303
        assert job_of(app, job_id).state is JobState.WAITING
    for state in (JobState.RUNNING, JobState.DONE):
        with saved(app) as session:
            session.get_one(Job, job_id).state = state
        assert press(head, job_id, "relance").status_code == 303
        assert job_of(app, job_id).state is state
    with saved(app) as session:
        assert session.scalar(select(func.count(Job.id))) == 1


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


def test_a_list_is_narrowed_to_a_kind(app: Flask, head: Browser) -> None:
    leave(app, JobState.FAILED, "mail", 60)
    leave(app, JobState.FAILED, "purge")
    leave(app, JobState.WAITING, "digest")
    page = page_of(head)
    assert tabs_of(page, "Types") == ["Tous les types 61", "Courriel 60", "Nettoyage quotidien 1"]
    assert not page.cssselect("form[action='/site/travaux/relance']"), "there are several kinds"
    page = page_of(head, "/site/travaux?etat=failed&type=mail")
    assert len(page.cssselect("tbody tr")) == 50
    [older] = page.cssselect("a[rel=next]")
    assert len(page_of(head, older.get("href")).cssselect("tbody tr")) == 10
    [row] = page_of(head, "/site/travaux?type=purge").cssselect("tbody tr")
    assert "Nettoyage" in row.text_content()
    assert "Aucun travail de ce type" in page_of(head, "/site/travaux?type=x").text_content()


def test_all_failed_jobs_of_a_kind_are_run_again(app: Flask, head: Browser) -> None:
    mails = [leave(app, JobState.FAILED) for _ in range(3)]
    purge = leave(app, JobState.FAILED, "purge")
    later = leave(app, JobState.WAITING)
    assert run_all_again(head, "/site/travaux?etat=failed&type=mail").status_code == 303
    assert "3 travaux" in page_of(head).cssselect("[role=status]")[0].text_content()
    for job_id in mails:
        job = job_of(app, job_id)
        assert (job.state, job.attempts, job.ended_at) == (JobState.WAITING, 0, None)
        assert job.due_at > MOMENT
    assert job_of(app, purge).state is JobState.FAILED
    assert job_of(app, later).attempts == 8, "it waits for its own next attempt"
    with saved(app) as session:
        [entry] = session.scalars(select(LogEntry)).all()
        assert (entry.action, entry.details) == ("relaunch_all", {"kind": "mail", "total": 3})


def test_what_waits_for_its_own_moment_is_not_hurried(app: Flask, head: Browser) -> None:
    tomorrow = datetime.now(UTC) + timedelta(days=1)
    tried = [leave(app, JobState.WAITING, attempts=3, due=tomorrow) for _ in range(2)]
    planned = leave(app, JobState.WAITING, attempts=0, due=tomorrow)
    assert run_all_again(head, "/site/travaux?etat=waiting").status_code == 303
    assert all(job_of(app, job_id).due_at < tomorrow for job_id in tried)
    assert job_of(app, planned).due_at == tomorrow


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"etat": "failed", "type": "purge"}, 303),
        ({"etat": "failed"}, 303),
        ({"etat": "running", "type": "mail"}, 303),
        ({"etat": "done", "type": "mail"}, 404),
        ({"type": "mail"}, 404),
    ],
)
def test_nothing_else_is_run_again(
    app: Flask, head: Browser, sent: dict[str, str], status: int
) -> None:
    jobs = [leave(app, state) for state in JobState]
    token = page_of(head).cssselect("input[name=csrf_token]")[0].get("value")
    answer = head.post("/site/travaux/relance", data={"csrf_token": token, **sent})
    assert answer.status_code == status
    assert [job_of(app, job_id).state for job_id in jobs] == list(JobState)
    with saved(app) as session:
        assert session.scalars(select(LogEntry)).all() == []


def test_one_comes_back_to_the_list_where_one_was(app: Flask, head: Browser) -> None:
    leave(app, JobState.WAITING, "purge")
    job_id = leave(app, JobState.WAITING)
    page = page_of(head, "/site/travaux?etat=waiting&type=mail")
    for form in page.cssselect(f"form[action^='/site/travaux/{job_id}/']"):
        answer = head.post(form.get("action"), data=dict(form.form_values()))
        assert answer.location == "/site/travaux?etat=waiting&type=mail"


def test_a_worker_that_does_nothing_is_told_of(app: Flask, head: Browser) -> None:
    leave(app, JobState.FAILED)
    leave(app, JobState.WAITING, due=datetime.now(UTC) - timedelta(minutes=14))
    assert "Plus rien n’avance" not in page_of(head).text_content()
    leave(app, JobState.WAITING, due=datetime.now(UTC) - timedelta(minutes=16))
    assert "Plus rien n’avance" in page_of(head).text_content()


@pytest.mark.parametrize("state", ["failed", "running", "waiting"])
def test_an_empty_list_says_what_it_means(app: Flask, head: Browser, state: str) -> None:
    page = page_of(head, f"/site/travaux?etat={state}")
    [empty] = page.cssselect(".empty")
    words = {"failed": "Rien n’a échoué", "running": "Rien n’est en cours"}
    assert words.get(state, "Rien n’attend") in empty.text_content()


@pytest.mark.parametrize(
    "query", ["etat=done", "etat=x", "avant=0", "avant=x", "avant=" + "9" * 40]
)
def test_odd_addresses_are_not_found(head: Browser, query: str) -> None:
    assert head.get(f"/site/travaux?{query}").status_code == 404
