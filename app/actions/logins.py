"""Note who signs in; count wrong passwords, and forget them."""

from datetime import datetime

from sqlalchemy import delete, insert, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.models import LastLogin, LoginFailure
from app.rules.login_limits import WINDOW


def note_login(session: Session, person_id: int, moment: datetime) -> None:
    """Keep when somebody last signed in, in real time; no visitor sees it."""
    mine = LastLogin.person_id == person_id
    if session.execute(update(LastLogin).where(mine).values(at=moment)).rowcount:  # type: ignore[attr-defined]
        return
    try:
        with session.begin_nested():
            session.execute(insert(LastLogin).values(person_id=person_id, at=moment))
    except IntegrityError:
        return  # signed in for the first time in two browsers at once: either moment will do


def count_failure(session: Session, login: str, address: str, now: datetime) -> None:
    """Add one wrong password, and drop those of anybody that no longer count."""
    session.execute(delete(LoginFailure).where(LoginFailure.at <= now - WINDOW))
    session.add(LoginFailure(login=login, address=address, at=now))


def forget_failures(session: Session, login: str, address: str) -> None:
    """Forget what an account mistyped from an address, since it was its owner."""
    session.execute(
        delete(LoginFailure).where(LoginFailure.login == login, LoginFailure.address == address)
    )
