"""Failed logins: counted in Redis or Valkey where the settings name one, else in the database.

While that one is away the database counts, from nothing: nobody is locked out, and whoever guesses
gains one window at most.
"""

from datetime import datetime
from typing import Protocol

from flask import current_app

from app.actions import logins as actions
from app.extensions import db
from app.queries import logins as queries
from app.rules.login_limits import must_rest


class CounterAway(Exception):
    """What counts beside the database does not answer."""


class LoginCounter(Protocol):
    """What counts beside the database; each method raises CounterAway."""

    def counted(self, login: str, address: str, now: datetime) -> tuple[int, int]:
        """Return the failures of a login within the window: from an address, from anywhere."""

    def add(self, login: str, address: str, now: datetime) -> None:
        """Add one."""

    def forget(self, login: str, address: str) -> None:
        """Forget what was mistyped from an address."""


def is_resting(login: str, address: str, now: datetime) -> bool:
    """Tell whether a login failed too often lately, from this address or from anywhere."""
    counter = _counter()
    if counter is not None:
        try:
            return must_rest(*counter.counted(login, address, now))
        except CounterAway as error:
            _note(error)
    return queries.is_resting(db.session(), login, address, now)


def count_failure(login: str, address: str, now: datetime) -> None:
    """Add one wrong password; to be committed."""
    counter = _counter()
    if counter is not None:
        try:
            counter.add(login, address, now)
        except CounterAway as error:
            _note(error)
        else:
            return
    actions.count_failure(db.session(), login, address, now)


def forget_failures(login: str, address: str) -> None:
    """Forget what an account mistyped from an address, since it was its owner; to be committed."""
    counter = _counter()
    if counter is not None:
        try:
            counter.forget(login, address)
        except CounterAway as error:
            _note(error)
    actions.forget_failures(db.session(), login, address)


def _counter() -> LoginCounter | None:
    counter: LoginCounter | None = current_app.extensions["login_counter"]
    return counter


def _note(error: CounterAway) -> None:
    current_app.logger.warning("failed logins are counted in the database: %s", error)
