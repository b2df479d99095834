"""Jobs in tests of their page: some that are left, what the page says, buttons pressed."""

from datetime import UTC, datetime

from flask import Flask
from lxml import html

from app.models import Job, JobState
from tests.visits import Browser, saved

MOMENT = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)


def leave(
    app: Flask,
    state: JobState,
    kind: str = "mail",
    number: int = 1,
    *,
    attempts: int = 8,
    due: datetime = MOMENT,
    error: str | None = "SMTPDataError 451",
) -> int:
    with saved(app) as session:
        for _ in range(number):
            job = Job(
                kind=kind,
                arguments={"to": "lou@a.example"},
                state=state,
                created_at=MOMENT,
                due_at=due,
                ended_at=MOMENT if state is JobState.FAILED else None,
                attempts=attempts,
                last_error=error,
            )
            session.add(job)
        session.flush()
        return job.id


def page_of(client: Browser, address: str = "/site/travaux") -> html.HtmlElement:
    answer = client.get(address)
    assert answer.status_code == 200
    return html.fromstring(answer.get_data(as_text=True))


def tabs_of(page: html.HtmlElement, label: str) -> list[str]:
    tabs = page.cssselect(f"nav[aria-label='{label}'] a")
    return [" ".join(tab.text_content().split()) for tab in tabs]


def run_all_again(client: Browser, address: str):  # type: ignore[no-untyped-def]
    [form] = page_of(client, address).cssselect("form[action='/site/travaux/relance']")
    return client.post("/site/travaux/relance", data=dict(form.form_values()))


def press(client: Browser, job_id: int, verb: str):  # type: ignore[no-untyped-def]
    token = page_of(client).cssselect("input[name=csrf_token]")[0].get("value")
    return client.post(f"/site/travaux/{job_id}/{verb}", data={"csrf_token": token})


def job_of(app: Flask, job_id: int) -> Job:
    with app.app_context(), saved(app) as session:
        job = session.get_one(Job, job_id)
        session.expunge(job)
        return job
