"""What tests of accounts share: forms filled as a browser does, mails, log rows."""

import re
from datetime import UTC, datetime

from flask import Flask
from lxml import html
from sqlalchemy import select
from werkzeug.test import TestResponse

from app.models import GroupKind, Guardian, Job, LogEntry, Person, PersonDuty
from app.passwords import hash_password
from app.rules.audience import Duty, Function, Guardianship, Part
from tests.factories import make_group, make_person
from tests.visits import Browser, saved
from tests.web.signing_in import PASSWORD

NEW = "le chat dort sous le pont"
SLIPS = "/annuaire/activation"


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


def make_4b(app: Flask) -> int:
    """Add 4B and its families; return the id of Lou, who has no access yet."""
    with saved(app) as session:
        lou = make_person(session, Function.ELV, first_name="Lou", last_name="Dubosc",
                          login="lou.dubosc")  # fmt: skip
        tom = make_person(session, Function.ELV, first_name="Tom", last_name="Roux",
                          login="tom.roux")  # fmt: skip
        tom.password_hash = "somebody knows it"
        gone = make_person(session, Function.ELV, first_name="Ex", login="ex.parti")
        gone.left_at = datetime.now(UTC)
        mother = make_person(session, Function.TUT, first_name="Valérie", last_name="Dubosc",
                             login="v.dubosc")  # fmt: skip
        aunt = make_person(session, Function.TUT, first_name="Tante", login="t.tante")
        session.add(Guardian(adult_id=mother.id, pupil_id=lou.id, kind=Guardianship.LEGAL))
        session.add(Guardian(adult_id=mother.id, pupil_id=tom.id, kind=Guardianship.LEGAL))
        session.add(Guardian(adult_id=aunt.id, pupil_id=lou.id, kind=Guardianship.COMPANION))
        make_group(session, "4B", (lou, Part.PUPIL), (tom, Part.PUPIL), (gone, Part.PUPIL),
                   kind=GroupKind.CLASS)  # fmt: skip
        return lou.id


def slip_of(answer: TestResponse) -> tuple[str, str]:
    """Return login and code of the only slip."""
    [slip] = page_of(answer).cssselect(".slip")
    login, code = (one.text_content() for one in slip.cssselect("dd"))
    return login, code


def print_one(issuer: Browser, name: str) -> TestResponse:
    """Find somebody and print the slip."""
    page = page_of(issuer.get(SLIPS, query_string={"q": name}))
    return fill(issuer, page, f"{SLIPS}/personne")
