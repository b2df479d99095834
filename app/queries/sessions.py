"""The open sessions of a person."""

from datetime import datetime

from sqlalchemy import Select, select

from app.models import UserSession


def open_sessions(person_id: int, now: datetime) -> Select[UserSession]:
    """Select the sessions that have not run out, the last used first; `now` is real time."""
    return (
        select(UserSession)
        .where(UserSession.person_id == person_id, UserSession.expires_at > now)
        .order_by(UserSession.seen_at.desc(), UserSession.token_hash)
    )
