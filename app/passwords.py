"""Passwords: Argon2id at 19 MiB (OWASP), two at a time in a process: memory stays bounded."""

import threading
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from app.rules.passwords import LONGEST, Flaw, flaw_of

COMMON = Path(__file__).parent / "common_passwords.txt"
"""Our own list of words that people in France, and everywhere, take for a password."""

_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
_two_at_a_time = threading.BoundedSemaphore(2)


def hash_password(password: str) -> str:
    """Return the hash that is stored."""
    with _two_at_a_time:
        return _hasher.hash(password)


def is_password(stored: str | None, password: str) -> bool:
    """Compare in the same time whether or not there is an account with a password."""
    if len(password) > LONGEST:
        return False
    nobodys = _nobodys()
    with _two_at_a_time:
        try:
            _hasher.verify(stored or nobodys, password)
        except (VerifyMismatchError, InvalidHashError):
            return False
    return stored is not None


def weakness(password: str, names: Iterable[str]) -> Flaw | None:
    """Return why a new password is refused, or none; `names` are its owner's login and names."""
    return flaw_of(password, names, _common())


@cache
def _common() -> frozenset[str]:
    return frozenset(COMMON.read_text().split())


@cache
def _nobodys() -> str:
    return _hasher.hash("nobody has this password")
