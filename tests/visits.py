"""Browsers for tests: each page is asked for in a context of its own, as a server does."""

import hashlib
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import Context
from datetime import UTC, datetime, timedelta
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from app.extensions import db
from app.models import UserSession

TOKEN = re.compile(r'(name="csrf_token"[^>]*value=")[^"]*')


class Browser(FlaskClient):
    """A test client of which no request sees what an earlier one, or the test, left behind.

    Inside the application context of a test, requests would share its `g`, with the viewer and the
    moment of the first one, and its database session. What pages shall show must be committed.
    """

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        """Ask for a page, to its end."""
        kwargs.setdefault("buffered", True)
        return Context().run(super().open, *args, **kwargs)


def browser(app: Flask) -> Browser:
    """Return the browser of a visitor."""
    return Browser(app, app.response_class)


def signed_in(app: Flask, person_id: int) -> Browser:
    """Return the browser of somebody who is signed in."""
    token = secrets.token_urlsafe(32)
    now = datetime.now(UTC)
    with saved(app) as session:
        session.add(
            UserSession(
                token_hash=hashlib.sha256(token.encode()).hexdigest(),
                person_id=person_id,
                created_at=now,
                seen_at=now,
                expires_at=now + timedelta(hours=1),
            )
        )
    client = browser(app)
    with client.session_transaction() as cookie:
        cookie["_user_id"] = token
        cookie["_fresh"] = True
    return client


@contextmanager
def saved(app: Flask) -> Iterator[Session]:
    """Give a database session in a context of its own, and commit what was done in it."""
    with app.app_context():
        yield db.session()
        db.session.commit()


def same_for_all(page: str) -> str:
    """Return a page without the token of its forms, which differs from one second to the next."""
    return TOKEN.sub(r"\1", page)
