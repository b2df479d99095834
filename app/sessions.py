"""Who is signed in: a random token in the signed cookie, and a row that can be revoked."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from flask import Flask, session
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user
from sqlalchemy import delete

from app.extensions import db
from app.models import UserSession

SESSION_LASTS = timedelta(hours=12)

login_manager = LoginManager()


@dataclass
class SignedIn(UserMixin):
    """A browser with a live session; Flask-Login keeps its token in the signed cookie."""

    token: str
    person_id: int

    def get_id(self) -> str:
        """Return the token by which the session is found again."""
        return self.token


def init_sessions(app: Flask) -> None:
    """Bind the login manager to an application."""
    login_manager.session_protection = None
    login_manager.init_app(app)
    login_manager.user_loader(_signed_in)


def signed_in_person() -> int | None:
    """Return the id of the person whose session this is, or none."""
    return current_user.person_id if current_user.is_authenticated else None


def sign_in(person_id: int) -> None:
    """Open a session for a person, in the caller's transaction; nothing earlier is kept."""
    moment = datetime.now(UTC)
    session.clear()
    token = secrets.token_urlsafe(32)
    db.session.add(
        UserSession(
            token_hash=hash_token(token),
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
            delete(UserSession).where(UserSession.token_hash == hash_token(current_user.token))
        )
    logout_user()
    session.clear()


def hash_token(token: str) -> str:
    """Return what is kept of a random token."""
    return hashlib.sha256(token.encode()).hexdigest()


def _signed_in(token: str) -> SignedIn | None:
    row = db.session.get(UserSession, hash_token(token))
    if row is None or row.expires_at <= datetime.now(UTC):
        return None
    return SignedIn(token, row.person_id)
