"""Count wrong passwords, and forget them."""

from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from app.models import LoginFailure
from app.rules.login_limits import WINDOW


def count_failure(session: Session, login: str, address: str, now: datetime) -> None:
    """Add one wrong password, and drop those of anybody that no longer count."""
    session.execute(delete(LoginFailure).where(LoginFailure.at <= now - WINDOW))
    session.add(LoginFailure(login=login, address=address, at=now))


def forget_failures(session: Session, login: str, address: str) -> None:
    """Forget what an account mistyped from an address, since it was its owner."""
    session.execute(
        delete(LoginFailure).where(LoginFailure.login == login, LoginFailure.address == address)
    )
