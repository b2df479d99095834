"""The signed cookie: whose clock it was signed by does not matter, who signed it does."""

import time

import pytest
from flask import Flask, session
from itsdangerous import BadSignature, URLSafeTimedSerializer

from app.cookies import TOKEN, CookieSessions

WHAT = {"_user_id": "a token"}


@pytest.fixture
def signing() -> URLSafeTimedSerializer:
    app = Flask("one")
    app.secret_key = "a secret for tests that nobody else uses"
    found = CookieSessions().get_signing_serializer(app)
    assert found is not None
    return found


@pytest.mark.parametrize(("age", "is_read"), [(-3600, True), (-5, True), (0, True), (59, True),
                                              (61, False)])  # fmt: skip
def test_a_cookie_may_be_too_old_and_never_too_young(
    signing: URLSafeTimedSerializer, monkeypatch: pytest.MonkeyPatch, age: int, is_read: bool
) -> None:
    cookie = signing.dumps(WHAT)
    moment = time.time() + age
    monkeypatch.setattr(time, "time", lambda: moment)
    if is_read:
        assert signing.loads(cookie, max_age=60) == WHAT
    else:
        with pytest.raises(BadSignature):
            signing.loads(cookie, max_age=60)
    assert signing.loads(cookie) == WHAT
    assert signing.loads(cookie, return_timestamp=True)[0] == WHAT


@pytest.mark.parametrize("change", [lambda one: "x" + one, lambda one: one[:-1], lambda one: ""])
def test_a_cookie_that_somebody_changed_is_not_read(
    signing: URLSafeTimedSerializer, change: object
) -> None:
    with pytest.raises(BadSignature):
        signing.loads(change(signing.dumps(WHAT)), max_age=60)  # type: ignore[operator]


def test_without_a_secret_nothing_is_signed() -> None:
    assert CookieSessions().get_signing_serializer(Flask("one")) is None


@pytest.mark.parametrize(
    ("asked_for", "holds", "is_set"),
    [
        ("document", {"csrf_token": "x"}, True),
        (None, {"csrf_token": "x"}, True),
        ("empty", {"csrf_token": "x"}, False),
        ("image", {"csrf_token": "x"}, False),
        ("iframe", {"csrf_token": "x"}, False),
        ("empty", {TOKEN: "one", "_flashes": [("message", "Saved.")]}, True),
    ],
)
def test_only_a_page_gives_a_visitor_a_cookie(
    asked_for: str | None, holds: dict[str, object], is_set: bool
) -> None:
    """Whoever is signed in has what is to be said next in his, also where a script sent a form."""
    app = Flask("one")
    app.secret_key = "a secret for tests that nobody else uses"
    app.session_interface = CookieSessions()
    app.add_url_rule("/", view_func=lambda: session.update(holds) or "said")
    headers = {} if asked_for is None else {"Sec-Fetch-Dest": asked_for}
    answer = app.test_client().get("/", headers=headers)
    assert ("Set-Cookie" in answer.headers) is is_set
    assert (answer.headers.get("Cache-Control") == "no-store") is not is_set
    assert answer.headers["Vary"] == "Cookie"


def test_a_script_takes_no_cookie_from_a_visitor() -> None:
    app = Flask("one")
    app.secret_key = "a secret for tests that nobody else uses"
    app.session_interface = CookieSessions()
    app.add_url_rule("/", view_func=lambda: session.update(said="once") or "said")
    app.add_url_rule("/gone", "gone", view_func=lambda: session.clear() or "gone")
    visitor = app.test_client()
    visitor.get("/")
    assert "Set-Cookie" not in visitor.get("/gone", headers={"Sec-Fetch-Dest": "empty"}).headers
    assert "Max-Age=0" in visitor.get("/gone").headers["Set-Cookie"]
