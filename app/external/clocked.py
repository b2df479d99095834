"""A connection that ends by the clock: one that drips a byte now and then does not last longer."""

import io
import socket
import time
from typing import Any


class Clock:
    """So many seconds for everything together."""

    def __init__(self, seconds: float) -> None:
        """Start now."""
        self._end = time.monotonic() + seconds

    def left(self) -> float:
        """Return the seconds that are left; raises TimeoutError when there are none."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return left


class Clocked:
    """A socket as `http.client` wants it."""

    def __init__(self, connection: socket.socket, clock: Clock) -> None:
        """Bind a connection to a clock."""
        self._connection = connection
        self._clock = clock

    def sendall(self, data: bytes) -> None:
        """Send all of it; raises TimeoutError."""
        self._connection.settimeout(self._clock.left())
        self._connection.sendall(data)

    def makefile(self, *_arguments: Any) -> io.BufferedReader:
        """Return what is received as a file."""
        return io.BufferedReader(_Received(self._connection, self._clock))


class _Received(io.RawIOBase):
    def __init__(self, connection: socket.socket, clock: Clock) -> None:
        self._connection = connection
        self._clock = clock

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self._connection.settimeout(self._clock.left())
        return self._connection.recv_into(buffer)
