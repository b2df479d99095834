"""A form that could not be saved, because of the database or the disk: nothing typed is lost."""

import errno

import pytest
from flask import Flask, request
from lxml import html
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.test import TestResponse

from app.access import for_members
from app.typed_again import MOST_BYTES
from tests.visits import Browser, browser
from tests.web.signing_in import form, log_in, make_somebody

TEXT = "Bravo à tous !\nLes <b>5e</b> B & le « foyer »."
FORM = "/connexion/confirmation"
"""An address to which members post; tests put a view of their own there."""
LOCKED = OperationalError("", {}, Exception("database is locked"))
PASSING = [
    LOCKED,
    InterfaceError("", {}, Exception("the connection is closed")),
    PoolTimeout(),
    OSError(errno.ENOSPC, "No space left on device"),
    OSError(errno.EROFS, "Read-only file system"),
    PermissionError(errno.EACCES, "Permission denied"),
]


class Trouble:
    """What a view raises, until it is over; then it takes note of what arrives."""

    def __init__(self) -> None:
        self.error: Exception | None = None
        self.arrived: list[dict[str, list[str]]] = []

    def take(self) -> str:
        """Be the view."""
        if self.error is not None:
            raise self.error
        self.arrived.append(request.form.to_dict(flat=False))
        return "taken"


@pytest.fixture
def trouble(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Trouble:
    """A form that fails as it is told to, where faults are shown as people see them."""
    found = Trouble()

    @for_members
    def take() -> str:
        return found.take()

    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)
    monkeypatch.setitem(app.view_functions, "account.confirm_password", take)
    make_somebody(app)
    return found


@pytest.fixture
def member(app: Flask) -> Browser:
    """Somebody who is signed in."""
    return browser(app)


def typed(visitor: Browser, **more: object) -> dict[str, object]:
    """Return a form as somebody fills it in, after signing in."""
    log_in(visitor)
    page = html.fromstring(visitor.get("/contact").get_data(as_text=True))
    token = page.cssselect("[name=csrf_token]")[0].get("value")
    fields = {"title": "Le cross", "body": TEXT, "tag": ["a", "b"], "old_password": "mon-secret"}
    return fields | {"csrf_token": token} | more


def page_of(answer: TestResponse) -> html.HtmlElement:
    """Return the page that tells that nothing was saved, checked."""
    assert answer.status_code == 503
    assert answer.headers["Retry-After"].isdigit()
    assert answer.headers["Cache-Control"] == "no-store"
    assert "mon-secret" not in answer.text
    page = html.fromstring(answer.get_data(as_text=True))
    assert [one.text_content() for one in page.cssselect("h1")] == ["Rien n’a été enregistré"]
    return page


@pytest.mark.parametrize("error", PASSING, ids=lambda one: f"{type(one).__name__} {one}"[:40])
def test_what_was_typed_is_sent_again_by_a_button(
    trouble: Trouble, member: Browser, error: Exception
) -> None:
    fields = typed(member)
    trouble.error = error
    page = page_of(member.post(f"{FORM}?de=ici", data=fields))
    shown = [one.text.removeprefix("\n") for one in page.cssselect("textarea[readonly]")]
    assert shown == ["Le cross", TEXT, "a", "b"]
    [again] = page.cssselect("main form")
    assert again.get("action") == f"{FORM}?de=ici"
    kept: dict[str, list[str]] = {}
    for field in again.cssselect("input"):
        kept.setdefault(field.get("name"), []).append(field.get("value"))
    page_of(member.post(again.get("action"), data=kept))
    trouble.error = None
    assert member.post(again.get("action"), data=kept).text == "taken"
    [arrived] = trouble.arrived
    assert {name: arrived[name] for name in ("title", "body", "tag")} == {
        "title": ["Le cross"], "body": [TEXT], "tag": ["a", "b"],
    }  # fmt: skip


def test_a_long_text_is_shown_to_be_copied(trouble: Trouble, member: Browser) -> None:
    fields = typed(member, body="é" * (MOST_BYTES // 2 + 1))
    trouble.error = LOCKED
    page = page_of(member.post(FORM, data=fields))
    assert not page.cssselect("main form")
    assert page.cssselect("textarea[readonly]")[1].text.strip() == fields["body"]


def test_a_script_hears_it_in_a_word(trouble: Trouble, member: Browser) -> None:
    fields = typed(member)
    trouble.error = LOCKED
    answer = member.post(FORM, data=fields, headers={"Accept": "application/json"})
    assert (answer.status_code, answer.json) == (503, {"error": "503"})


def test_a_form_of_another_site_is_not_repeated(trouble: Trouble, member: Browser) -> None:
    fields = typed(member)
    trouble.error = LOCKED
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}):
        answer = member.post(FORM, data=fields, headers=headers)
        assert answer.status_code == 503
        assert "cross" not in answer.text


def test_a_fault_of_ours_stays_a_fault(trouble: Trouble, member: Browser) -> None:
    fields = typed(member)
    for error in (FileNotFoundError(errno.ENOENT, "gone"), OSError("no number"), KeyError("x")):
        trouble.error = error
        assert member.post(FORM, data=fields).status_code == 500


def test_a_login_asks_for_the_password_again(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    make_somebody(app)
    visitor = browser(app)
    fields = form(visitor) | {"login": "zoe.le-goff", "password": "mon-secret"}

    def fail(*_: object, **__: object) -> None:
        raise LOCKED

    with monkeypatch.context() as broken:
        broken.setattr("blueprints.account.login.prove", fail)
        page = page_of(visitor.post("/connexion", data=fields))
    [again] = page.cssselect("main form")
    kept = {one.get("name"): one.get("value") for one in again.cssselect("input")}
    answer = visitor.post("/connexion", data=kept)
    assert answer.status_code == 422
    assert 'value="zoe.le-goff"' in answer.text
