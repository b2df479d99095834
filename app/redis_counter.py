"""Failed logins in Redis or Valkey: one sorted set for each login, gone after the window."""

import hashlib
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime

from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

from app.failed_logins import CounterAway
from app.rules.login_limits import WINDOW

PATIENCE = 0.5
"""Seconds after which the database counts instead."""


class RedisCounter:
    """The failures of one school; several may share a server."""

    def __init__(self, url: str, school: str) -> None:
        self._school = school
        self._server = Redis.from_url(
            url,
            socket_timeout=PATIENCE,
            socket_connect_timeout=PATIENCE,
            retry=Retry(NoBackoff(), 1),  # a connection that the server has closed meanwhile
            decode_responses=True,
        )

    def counted(self, login: str, address: str, now: datetime) -> tuple[int, int]:
        """Return the failures of a login within the window; raises CounterAway."""
        since = (now - WINDOW).timestamp()
        with _asking():
            found = self._server.zrangebyscore(self._key(login), f"({since}", "+inf")
        return len(_of(address, found)), len(found)

    def add(self, login: str, address: str, now: datetime) -> None:
        """Add one; raises CounterAway."""
        key = self._key(login)
        with _asking(), self._server.pipeline() as together:
            together.zremrangebyscore(key, "-inf", (now - WINDOW).timestamp())
            together.zadd(key, {f"{secrets.token_hex(8)} {address}": now.timestamp()})
            together.expire(key, WINDOW)
            together.execute()

    def forget(self, login: str, address: str) -> None:
        """Forget those from an address; raises CounterAway."""
        key = self._key(login)
        with _asking():
            found = self._server.zrange(key, 0, -1)
            if own := _of(address, found):
                self._server.zrem(key, *own)

    def _key(self, login: str) -> str:
        """Return a name that tells no login, whatever was typed as one."""
        return f"parvis:{self._school}:login:{hashlib.sha256(login.encode()).hexdigest()}"


@contextmanager
def _asking() -> Iterator[None]:
    try:
        yield
    except RedisError as error:
        raise CounterAway(type(error).__name__) from error


def _of(address: str, failures: Iterable[object]) -> list[str]:
    return [one for one in map(str, failures) if one.partition(" ")[2] == address]
