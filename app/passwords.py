"""Passwords: Argon2id at 19 MiB (OWASP), by two threads of a process: memory stays bounded.

A thread keeps the memory that it once took: were each thread of a server to do this by itself, a
process would hold 150 MiB after an hour.
"""

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from app.rules.passwords import LONGEST, Flaw, flaw_of

COMMON = Path(__file__).parent / "common_passwords.txt"
"""Our own list of words that people in France, and everywhere, take for a password."""

_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
_two_at_a_time = ThreadPoolExecutor(2, thread_name_prefix="passwords")


def hash_password(password: str) -> str:
    """Return the hash that is stored."""
    return _two_at_a_time.submit(_hasher.hash, password).result()


def is_password(stored: str | None, password: str) -> bool:
    """Compare in the same time whether or not there is an account with a password."""
    if len(password) > LONGEST:
        return False
    nobodys = _nobodys()
    try:
        _two_at_a_time.submit(_hasher.verify, stored or nobodys, password).result()
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
    return hash_password("nobody has this password")
