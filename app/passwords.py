"""Passwords: Argon2id at 19 MiB (OWASP), two at a time in a process: memory stays bounded."""

import threading
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

LONGEST = 200
"""Characters beyond which a password is refused unread."""

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


@cache
def _nobodys() -> str:
    return _hasher.hash("nobody has this password")
