"""Who asks, what each view needs, and the one guard that compares them.

A view declares its need with `open_to_all` or `for_members`; the factory refuses to start with an
endpoint that declares nothing.
"""

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import Enum
from typing import TypeVar

from flask import Flask, abort, current_app, g, redirect, request, session, url_for
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user
from sqlalchemy import delete
from werkzeug.wrappers import Response

from app import clock
from app.extensions import db
from app.models import UserSession
from app.queries.school import School, read_school
from app.queries.viewers import viewer_of
from app.rules.audience import ANONYMOUS, Viewer

SESSION_LASTS = timedelta(hours=12)

View = TypeVar("View", bound=Callable[..., object])
login_manager = LoginManager()


class Need(Enum):
    """What a view asks of whoever comes."""

    NOTHING = "nothing"
    MEMBER = "member"


class UndeclaredAccess(Exception):
    """An endpoint does not say who may use it."""


@dataclass
class SignedIn(UserMixin):
    """A browser with a live session; Flask-Login keeps its token in the signed cookie."""

    token: str
    person_id: int

    def get_id(self) -> str:
        """Return the token by which the session is found again."""
        return self.token


def open_to_all(view: View) -> View:
    """Declare that a view answers everybody (what it shows is filtered by its queries)."""
    view.need = Need.NOTHING  # type: ignore[attr-defined]
    return view


def for_members(view: View) -> View:
    """Declare that a view answers people who are signed in; others are sent to the login page."""
    view.need = Need.MEMBER  # type: ignore[attr-defined]
    return view


def init_access(app: Flask) -> None:
    """Bind the login manager and the guard to an application."""
    login_manager.session_protection = None
    login_manager.init_app(app)
    login_manager.user_loader(_signed_in)
    app.before_request(_guard)


def check_declarations(app: Flask) -> None:
    """Raise UndeclaredAccess when an endpoint declares no need."""
    for endpoint, view in app.view_functions.items():
        if not isinstance(getattr(view, "need", None), Need):
            raise UndeclaredAccess(endpoint)


def viewer() -> Viewer:
    """Return who asks for this page."""
    if "viewer" not in g:
        person_id = current_user.person_id if current_user.is_authenticated else None
        g.viewer = viewer_of(db.session(), person_id) if person_id else ANONYMOUS
    return g.viewer  # type: ignore[no-any-return]


def school() -> School:
    """Return the school's settings, read once a request."""
    if "school" not in g:
        g.school = read_school(db.session())
    return g.school  # type: ignore[no-any-return]


def now() -> datetime:
    """Return the moment at which this page is seen, the same for all its parts."""
    if "now" not in g:
        g.now = clock.now(school().clock_offset)
    return g.now  # type: ignore[no-any-return]


def sign_in(person_id: int) -> None:
    """Open a session for a person, in the caller's transaction; nothing earlier is kept."""
    moment = datetime.now(UTC)
    session.clear()
    token = secrets.token_urlsafe(32)
    db.session.add(
        UserSession(
            token_hash=_hash(token),
            person_id=person_id,
            created_at=moment,
            seen_at=moment,
            expires_at=moment + SESSION_LASTS,
        )
    )
    login_user(SignedIn(token, person_id))


def sign_out() -> None:
    """Close the session on the server too, in the caller's transaction."""
    if current_user.is_authenticated:
        db.session.execute(
            delete(UserSession).where(UserSession.token_hash == _hash(current_user.token))
        )
    logout_user()
    session.clear()


def own_path(target: str | None) -> str | None:
    """Return `target` when it is a path of this site and nothing else, else none."""
    if not target or not target.startswith("/") or target.startswith(("//", "/\\")):
        return None
    if any(ord(character) < 33 or character == "\\" for character in target):
        return None
    return target


def _signed_in(token: str) -> SignedIn | None:
    row = db.session.get(UserSession, _hash(token))
    if row is None or row.expires_at <= datetime.now(UTC):
        return None
    return SignedIn(token, row.person_id)


def _guard() -> Response | None:
    if request.endpoint is None:
        return None
    view = current_app.view_functions[request.endpoint]
    need = getattr(view, "need", Need.MEMBER)
    if need is Need.NOTHING or not viewer().is_anonymous:
        return None
    if request.method not in ("GET", "HEAD"):
        abort(403)
    return redirect(url_for("account.login", next=request.full_path.rstrip("?")))


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
