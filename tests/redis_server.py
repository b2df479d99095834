"""Redis or Valkey on the loopback, for tests; skipped where none is installed."""

import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from redis import Redis
from redis.exceptions import RedisError

from tests.equipment import program
from tests.serving import free_port

START = 20
"""Seconds within which it must answer."""


@dataclass
class Server:
    """A server that may be ended and begun again."""

    port: int
    folder: str
    process: "subprocess.Popen[bytes] | None" = None

    @property
    def url(self) -> str:
        """Its address, as the settings name it."""
        return f"redis://127.0.0.1:{self.port}/0"

    def begin(self) -> None:
        """Start it, empty, and wait until it answers."""
        command = f"--port {self.port} --bind 127.0.0.1 --appendonly no --dir {self.folder} --save"
        self.process = subprocess.Popen(
            [program("valkey-server", "redis-server"), *command.split(), ""],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        end = time.monotonic() + START
        with Redis.from_url(self.url) as asking:
            while True:
                assert self.process.poll() is None
                assert time.monotonic() < end
                with suppress(RedisError):
                    asking.ping()
                    return
                time.sleep(0.05)

    def end(self) -> None:
        """End it."""
        if self.process is not None:
            self.process.terminate()
            self.process.wait()
            self.process = None


@contextmanager
def redis_server() -> Iterator[Server]:
    """Run a server."""
    with tempfile.TemporaryDirectory() as folder:
        server = Server(free_port(), folder)
        try:
            server.begin()
            yield server
        finally:
            server.end()
