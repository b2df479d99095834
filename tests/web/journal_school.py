"""A school whose journal is read: what is in it, the page, the file."""

import csv
from dataclasses import dataclass
from datetime import datetime
from io import StringIO
from typing import Any

from flask import Flask
from lxml import html
from werkzeug.test import TestResponse

from app.actions.log import record
from app.models import PersonDuty, SiteRight
from app.rules.audience import Duty, Function
from app.rules.roles import Role
from app.rules.site_rights import Right
from app.rules.visibility import Visibility
from tests.factories import make_article, make_person, make_rubrique
from tests.visits import Browser, saved


@dataclass
class School:
    """A head, a teacher who may read the journal, and an article in a private rubrique."""

    head: int
    reader: int
    lou: int
    article: int


def make_school(app: Flask) -> School:
    """Make it."""
    with saved(app) as session:
        head = make_person(session, Function.DIR, first_name="Hélène", last_name="Castagne")
        head.duties.append(PersonDuty(duty=Duty.HEAD))
        reader = make_person(session, first_name="Amélie", last_name="Vidal")
        session.add(SiteRight(right=Right.JOURNAL, key=f"user:{reader.id}"))
        lou = make_person(session, Function.ELV, first_name="Lou", last_name="Dubosc")
        rubrique = make_rubrique(
            session,
            "Conseil",
            visibility=Visibility.PRIVATE,
            inherits=False,
            grants={f"user:{lou.id}": Role.WRITER},
        )
        article = make_article(session, rubrique, "Ordre du jour secret", author=lou)
        return School(head.id, reader.id, lou.id, article.id)


def write(
    app: Flask,
    at: datetime,
    actor: int | None,
    action: str,
    subject: str,
    subject_id: int,
    **details: Any,
) -> None:
    """Write one line."""
    with saved(app) as session:
        record(session, at, actor, action, subject, subject_id, **details)


def lines(client: Browser, **asked: str) -> list[str]:
    """Return the lines of the page, each as one text."""
    page = html.fromstring(client.get("/site/journal", query_string=asked).get_data(as_text=True))
    return [" ".join(row.text_content().split()) for row in page.cssselect("tbody tr")]


def export(client: Browser, **asked: str) -> TestResponse:
    """Ask for the file."""
    page = client.get("/site/journal").get_data(as_text=True)
    token = html.fromstring(page).cssselect("input[name=csrf_token]")[0].get("value")
    return client.post("/site/journal/export", query_string=asked, data={"csrf_token": token})


def read(text: str) -> list[list[str]]:
    """Return the rows of a file."""
    return list(csv.reader(StringIO(text.removeprefix("\ufeff")), delimiter=";"))
