"""Look at the site with other eyes, and stop; both are logged."""

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from app.actions.log import record
from app.models import UserSession
from app.rules.see_as import Look


def start_looking(
    session: Session, now: datetime, actor_id: int, token_hash: str, look: Look
) -> None:
    """Let a session look so; whether it may was asked before, and is asked at each page."""
    _note(session, token_hash, look.key, look.rubrique_id)
    record(session, now, actor_id, "see_as.start", "rubrique", look.rubrique_id, key=look.key)


def stop_looking(
    session: Session, now: datetime, actor_id: int, token_hash: str, look: Look
) -> None:
    """Let a session look with its own eyes again."""
    _note(session, token_hash, None, None)
    record(session, now, actor_id, "see_as.stop", "rubrique", look.rubrique_id, key=look.key)


def _note(session: Session, token_hash: str, key: str | None, rubrique_id: int | None) -> None:
    session.execute(
        update(UserSession)
        .where(UserSession.token_hash == token_hash)
        .values(seen_as=key, seen_as_rubrique_id=rubrique_id)
    )
