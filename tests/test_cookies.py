"""The signed cookie: whose clock it was signed by does not matter, who signed it does."""

import time

import pytest
from flask import Flask
from itsdangerous import BadSignature, URLSafeTimedSerializer

from app.cookies import CookieSessions

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
