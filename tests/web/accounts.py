"""What tests of accounts share: forms filled as a browser does, mails, log rows."""

import re

from flask import Flask
from lxml import html
from sqlalchemy import select
from werkzeug.test import TestResponse

from app.models import Job, LogEntry, Person, PersonDuty
from app.passwords import hash_password
from app.rules.audience import Duty, Function
from tests.factories import make_person
from tests.visits import Browser, saved
from tests.web.signing_in import PASSWORD

NEW = "le chat dort sous le pont"


def page_of(answer: TestResponse) -> html.HtmlElement:
    """Return a page, checked as every page is."""
    page = html.fromstring(answer.get_data(as_text=True))
    [heading] = page.iter("h1")
    assert heading.text_content().strip() in page.findtext(".//title")
    return page


def fill(visitor: Browser, page: html.HtmlElement, action: str, **values: str) -> TestResponse:
    """Fill in the form of a page that is sent to an address, and send it."""
    found = next(one for one in page.iter("form") if (one.get("action") or action) == action
                 and one.get("method") == "post")  # fmt: skip
    fields = {name: value for name, value in found.fields.items() if value is not None}
    return visitor.post(action, data=fields | values)


def go_and_fill(visitor: Browser, path: str, action: str = "", **values: str) -> TestResponse:
    """Open a page, fill in its form and send it."""
    answer = visitor.get(path)
    assert answer.status_code == 200, answer.status_code
    return fill(visitor, page_of(answer), action or path, **values)


def add_person(
    app: Flask, login: str, *duties: Duty, function: Function = Function.ETA,
    password: str | None = PASSWORD, email: str | None = None, **names: str,
) -> int:  # fmt: skip
    """Add somebody with duties, a password and a mail address; return the id."""
    with saved(app) as session:
        person = make_person(session, function, login=login, **names)
        person.password_hash = password and hash_password(password)
        person.email = email
        person.duties.extend(PersonDuty(duty=duty) for duty in duties)
        session.flush()
        return person.id


def mails(app: Flask) -> list[dict[str, str]]:
    """Return the mails that wait, oldest first."""
    with saved(app) as session:
        return list(
            session.scalars(select(Job.arguments).where(Job.kind == "mail").order_by(Job.id))
        )


def links_in(text: str) -> list[str]:
    """Return the paths of the site's own addresses in a mail."""
    return re.findall(r"http://localhost(/\S*)", text)


def logged(app: Flask) -> list[LogEntry]:
    """Return the log rows, oldest first."""
    with saved(app) as session:
        rows = list(session.scalars(select(LogEntry).order_by(LogEntry.id)))
        session.expunge_all()
        return rows


def has_password(app: Flask, person_id: int) -> bool:
    """Tell whether somebody has a password."""
    with saved(app) as session:
        return session.get_one(Person, person_id).password_hash is not None
