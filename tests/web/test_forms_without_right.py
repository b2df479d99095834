"""Each form of those that need a right refuses who lacks it, before it looks at what was sent."""

from collections.abc import Iterator

import pytest
from flask import Flask, url_for
from lxml import html
from sqlalchemy import func, select
from werkzeug.routing import Rule

from app.addresses import IdConverter
from app.extensions import db
from app.guard import needs_member
from app.models import Job, JobState, LogEntry
from app.rules.audience import Function
from tests.factories import make_person
from tests.visits import Browser, browser, saved, signed_in
from tests.web.jobs_kit import leave

LEAST = 120
"""Forms of members; an empty list would pass."""
OWN = ("account.", "personal.", "newsroom.discard_first_copy", "newsroom.mark_notices_read",
       "site.stop_looking")  # fmt: skip
"""What is one's own, and needs no right but to be oneself."""


def forms(app: Flask) -> Iterator[tuple[Rule, str]]:
    """Yield the forms that only members may send, each with an address."""
    with app.test_request_context():
        for rule in app.url_map.iter_rules():
            if "POST" in (rule.methods or ()) and needs_member(rule.endpoint):
                given = {name: _value(rule, name) for name in rule.arguments}
                yield rule, url_for(rule.endpoint, _method="POST", **given)


def _value(rule: Rule, name: str) -> int | str:
    if rule.defaults and name in rule.defaults:
        return str(rule.defaults[name])
    return 777 if isinstance(rule._converters[name], IdConverter) else "x"


def token_of(client: Browser, path: str) -> str:
    """Return the token with which somebody's forms are taken."""
    found = html.fromstring(client.get(path).text).cssselect("[name=csrf_token]")
    return str(found[0].get("value"))


@pytest.fixture
def job_id(app: Flask) -> int:
    """A job that somebody might want to run again."""
    return leave(app, JobState.FAILED)


def changed(app: Flask) -> tuple[object, ...]:
    """Return what a form that was not refused would have left behind."""
    with app.app_context():
        entries = db.session.scalar(select(func.count(LogEntry.id)))
        return entries, *db.session.execute(select(Job.id, Job.state, Job.attempts)).all()


def test_a_visitor_sends_none(app: Flask, job_id: int) -> None:
    visitor = browser(app)
    sent = {"csrf_token": token_of(visitor, "/connexion")}
    before = changed(app)
    tried = list(forms(app))
    assert len(tried) > LEAST
    for rule, path in tried:
        answer = visitor.post(path.replace("777", str(job_id)), data=sent)
        assert answer.status_code in (403, 404), rule.endpoint
    assert changed(app) == before


def test_who_holds_no_right_sends_none_that_asks_for_one(app: Flask, job_id: int) -> None:
    """A pupil without any role; what a role lets him send is tried where the role is."""
    with saved(app) as session:
        person_id = make_person(session, Function.ELV).id
    member = signed_in(app, person_id)
    sent = {"csrf_token": token_of(member, "/mon-compte")}
    before = changed(app)
    for rule, path in forms(app):
        if not rule.endpoint.startswith(OWN):
            answer = member.post(path.replace("777", str(job_id)), data=sent)
            is_guarded = hasattr(app.view_functions[rule.endpoint], "lets_in")
            refusals = (403,) if is_guarded else (400, 403, 404)
            assert answer.status_code in refusals, rule.endpoint
    assert changed(app) == before
