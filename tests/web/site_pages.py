"""Pages of the site's management in tests: who comes, what a form holds, how it is sent."""

from collections.abc import Mapping

from flask import Flask
from lxml import html
from werkzeug.test import TestResponse

from app.models import PersonDuty
from app.rules.audience import Duty, Function
from tests.factories import make_person
from tests.visits import Browser, saved, signed_in


def come_as(app: Flask, function: Function = Function.ENS, duty: Duty | None = None) -> Browser:
    """Return the browser of somebody new."""
    return signed_in(app, somebody(app, function, duty))


def somebody(app: Flask, function: Function = Function.ENS, duty: Duty | None = None,
             **names: str) -> int:  # fmt: skip
    """Add somebody and return the id."""
    with saved(app) as session:
        person = make_person(session, function, **names)
        if duty is not None:
            person.duties.append(PersonDuty(duty=duty))
        session.flush()
        return person.id


def text_of(answer: TestResponse) -> str:
    """Return what a page says, on one line, spaces as usual ones."""
    document = html.document_fromstring(answer.get_data(as_text=True))
    return " ".join(document.text_content().replace("\u00a0", " ").replace("\u202f", " ").split())


def form_on(answer: TestResponse, action: str) -> dict[str, str]:
    """Return the fields of the form that is sent to an address, as the page fills them."""
    document = html.document_fromstring(answer.get_data(as_text=True))
    forms = [form for form in document.iter("form") if form.get("action") == action]
    assert forms, f"no form for {action}"
    return dict(forms[0].form_values())


def send(
    client: Browser, page: str, action: str, values: Mapping[str, str | None] | None = None
) -> TestResponse:
    """Fill the form of a page in and send it; a value that is none takes its field out."""
    fields = form_on(client.get(page), action) | dict(values or {})
    return client.post(action, data={name: one for name, one in fields.items() if one is not None})


def token_of(client: Browser) -> str:
    """Return a token of this browser, from the form that leaves."""
    answer = client.get("/contact")
    return form_on(answer, "/deconnexion")["csrf_token"]
