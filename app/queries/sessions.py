"""Sessions: the one that a browser names, and the open ones of a person."""

from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Row, Select, String, bindparam, select
from sqlalchemy.orm import Session

from app.models import UserSession


def open_session(session: Session, token_hash: str) -> Row[Any] | None:
    """Return a session that was opened, with the columns of `UserSession`; none if it is closed."""
    asked = {"token_hash": token_hash}
    return session.connection().execute(_by_token(), asked).one_or_none()


@lru_cache
def _by_token() -> Select[*tuple[Any, ...]]:
    """Select a session by `token_hash`; built once, as each page of a member asks it."""
    token_hash = bindparam("token_hash", type_=String)
    columns = UserSession.__table__.columns
    return select(*columns).where(columns.token_hash == token_hash)


def open_sessions(person_id: int, now: datetime) -> Select[UserSession]:
    """Select the sessions that have not run out, the last used first; `now` is real time."""
    return (
        select(UserSession)
        .where(UserSession.person_id == person_id, UserSession.expires_at > now)
        .order_by(UserSession.seen_at.desc(), UserSession.token_hash)
    )
