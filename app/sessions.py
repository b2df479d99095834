"""Who is signed in: a random token in the signed cookie, and a row that can be revoked."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime

from flask import Flask, Response, g, request, session
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user
from flask_wtf.csrf import generate_csrf
from sqlalchemy import Engine, delete, update

from app.actions.logins import note_login
from app.cookies import TOKEN, CookieSessions
from app.database import AWAY
from app.extensions import db
from app.models import UserSession
from app.queries.sessions import open_session
from app.queries.viewers import Account, account_of, session_and_account
from app.rules.see_as import Look
from app.rules.session_limits import ends_at, is_confirmed, must_note
from app.shared import own_beside
from app.text.devices import device_name

login_manager = LoginManager()


@dataclass
class SignedIn(UserMixin):
    """A browser with a live session; Flask-Login keeps its token in the signed cookie."""

    token: str
    account: Account | None
    confirmed_at: datetime
    look: Look | None = None
    """As whom the site is being looked at, if with other eyes; `access.look` says whether still."""
    lives_by_staying: bool = False
    """Whether the session would have ended if it did not "stay"."""

    def get_id(self) -> str:
        """Return the token by which the session is found again."""
        return self.token


def init_sessions(app: Flask) -> None:
    """Bind the login manager to an application."""
    app.session_interface = CookieSessions()
    login_manager.session_protection = None
    login_manager.init_app(app, add_context_processor=False)
    login_manager.user_loader(_signed_in)
    app.after_request(_note_use)


def signed_in_account() -> Account | None:
    """Return the account whose session this is, none where nobody is signed in."""
    return current_user.account if is_signed_in() else None


def is_signed_in() -> bool:
    """Tell whether this browser has a live session; without a token there is nothing to look up."""
    return TOKEN in session and bool(current_user.is_authenticated)


def current_token_hash() -> str | None:
    """Return the key of this browser's session in its table, or none."""
    return hash_token(current_user.token) if is_signed_in() else None


def session_look() -> Look | None:
    """Return as whom this session asked to look at the site, or none."""
    return current_user.look if is_signed_in() else None


def has_only_stayed() -> bool:
    """Tell whether the session is alive by "rester connecté" alone; if so, its use is not noted."""
    stayed = is_signed_in() and bool(current_user.lives_by_staying)
    if stayed:
        g.pop("session_used", None)
    return stayed


def leave_unnoted() -> None:
    """Do not lengthen the session by this request: a script made it, nobody pressed a key."""
    g.pop("session_used", None)


def sign_in(person_id: int, *, stays: bool = False) -> None:
    """Open a session for a person, in the caller's transaction; nothing earlier is kept.

    With `stays` the cookie outlives the browser; whether it may is asked before. The token of its
    forms is in it from the beginning: two pages asked for at once would each put their own there.
    """
    moment = datetime.now(UTC)
    session.clear()
    session.permanent = stays
    g.pop("csrf_token", None)
    generate_csrf()
    token = secrets.token_urlsafe(32)
    db.session.add(
        UserSession(
            token_hash=hash_token(token),
            person_id=person_id,
            created_at=moment,
            seen_at=moment,
            expires_at=ends_at(moment, moment, stays=stays),
            stays=stays,
            device=device_name(request.user_agent.string),
        )
    )
    note_login(db.session(), person_id, moment)
    login_user(SignedIn(token, account_of(db.session(), person_id), moment))


def sign_out() -> None:
    """Close the session on the server too, in the caller's transaction."""
    if is_signed_in():
        db.session.execute(
            delete(UserSession).where(UserSession.token_hash == hash_token(current_user.token))
        )
    logout_user()
    session.clear()


def is_lately_confirmed() -> bool:
    """Tell whether the password was given in this session so lately that it is not asked again."""
    return is_signed_in() and is_confirmed(current_user.confirmed_at, datetime.now(UTC))


def confirm() -> None:
    """Remember that the password was given again, in the caller's transaction."""
    current_user.confirmed_at = datetime.now(UTC)
    db.session.execute(
        update(UserSession)
        .where(UserSession.token_hash == hash_token(current_user.token))
        .values(confirmed_at=current_user.confirmed_at)
    )


def hash_token(token: str) -> str:
    """Return what is kept of a random token."""
    return hashlib.sha256(token.encode()).hexdigest()


def _signed_in(token: str) -> SignedIn | None:
    moment = datetime.now(UTC)
    token_hash = hash_token(token)
    account, row = own_beside(
        token_hash,
        ("account",),
        lambda: session_and_account(db.session(), token_hash),
        lambda: open_session(db.session(), token_hash),
    )
    if row is None or row.expires_at <= moment:
        return None
    if must_note(row.seen_at, moment):
        g.session_used = (row.token_hash, ends_at(row.created_at, moment, stays=row.stays))
    look = None if row.seen_as is None else Look(row.seen_as, row.seen_as_rubrique_id)
    would_have_ended = ends_at(row.created_at, row.seen_at, stays=False) <= moment
    return SignedIn(token, account, row.confirmed_at, look, would_have_ended)


def _note_use(response: Response) -> Response:
    """Lengthen the session once the answer is sent: a reading request stays a reading one."""
    if "session_used" in g:
        engine, used = db.engine, g.session_used
        response.call_on_close(lambda: _lengthen(engine, *used))
    return response


def _lengthen(engine: Engine, token_hash: str, expires_at: datetime) -> None:
    try:
        with engine.begin() as connection:
            connection.execute(
                update(UserSession)
                .where(UserSession.token_hash == token_hash)
                .values(seen_at=datetime.now(UTC), expires_at=expires_at)
            )
    except AWAY:
        return  # the database is busy: the next page will note it
