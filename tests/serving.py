"""Run the site under its real server, on a free port of this machine, and its worker."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from http.client import HTTPConnection
from pathlib import Path
from tempfile import TemporaryFile
from urllib.parse import quote

from app.config import ROOT, Config
from app.storage import BucketPlace

START = 30
"""Seconds within which a server must answer."""
MEMORY = {
    "MALLOC_ARENA_MAX": "1",
    "MALLOC_TRIM_THRESHOLD_": "524288",
    "MALLOC_MMAP_THRESHOLD_": "524288",
}
"""How a worker takes memory, as in `bin/run`."""


@dataclass(frozen=True)
class Server:
    """A server that answers at `url`; `process` leads a group of its own with its workers."""

    url: str
    port: int
    process: subprocess.Popen[bytes]

    def workers(self) -> list[int]:
        """Return the numbers of the worker processes as they are now."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return [int(number) for number in children.read_text().split()]

    def kill(self) -> None:
        """End the server and its workers at once, as a loss of power would."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


@contextmanager
def serving(config: Config, *, workers: int = 1, before: Sequence[str] = ()) -> Iterator[Server]:
    """Serve an instance as `bin/run` does; its public address is the one where it answers.

    `before` are the words of a command that runs another one in its own way.
    """
    port = free_port()
    config = replace(config, base_url=f"http://127.0.0.1:{port}")
    environment = environment_of(config)
    with running("wsgi:app", port, workers, config.threads, environment, before) as server:
        yield server


@contextmanager
def working(config: Config, app: str = "wsgi", **settings: str) -> Iterator[None]:
    """Run the worker of an instance beside these tests, as `bin/run` does, and end it after."""
    process = subprocess.Popen(
        [sys.executable, "-m", "flask", "--app", app, "worker", "--beside", str(os.getpid())],
        cwd=ROOT,
        env={**others_settings(), **environment_of(config), **settings},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        process_group=0,
    )
    try:
        yield
    finally:
        _end(process)


@contextmanager
def running(
    app: str,
    port: int,
    workers: int,
    threads: int,
    environment: Mapping[str, str],
    before: Sequence[str] = (),
) -> Iterator[Server]:
    """Run a WSGI application under granian with the options of `bin/run`, and end it after."""
    with TemporaryFile() as output:
        process = subprocess.Popen(
            [*before, *granian(app, port, workers, threads)],
            cwd=ROOT,
            env={**others_settings(), **MEMORY, **environment},
            stdout=output,
            stderr=subprocess.STDOUT,
            process_group=0,
        )
        try:
            _wait_for(process, port, output.fileno())
            yield Server(f"http://127.0.0.1:{port}", port, process)
        finally:
            _end(process)


def granian(app: str, port: int, workers: int, threads: int) -> list[str]:
    """Return the command that serves a WSGI application as `bin/run` does."""
    words = f"""-m granian --interface wsgi --host 127.0.0.1 --port {port} --workers {workers}
        --blocking-threads {threads} --backpressure 512 --respawn-failed-workers
        --workers-kill-timeout 15 --log-level error {app}"""
    return [sys.executable, *words.split()]


def environment_of(config: Config) -> dict[str, str]:
    """Return the settings of an instance as a server reads them."""
    mail = config.mail and f"{config.mail.security}://{config.mail.host}:{config.mail.port}"
    return {
        "PARVIS_DATA": str(config.data),
        "PARVIS_DATABASE": config.database_url,
        "PARVIS_PAGE_CACHE": str(config.page_cache),
        "PARVIS_FILES": _address_of(config.bucket) if config.bucket else "",
        "PARVIS_REDIS": config.redis,
        "PARVIS_LOG": "json" if config.logs_json else "text",
        "PARVIS_MAIL": mail or "",
        "PARVIS_METRICS_TOKEN": config.metrics_token,
        "PARVIS_PROXY": config.proxy,
        "PARVIS_SECRET": config.secret,
        "PARVIS_THREADS": str(config.threads),
        "PARVIS_URL": config.base_url,
    }


def _address_of(place: BucketPlace) -> str:
    scheme, host = place.endpoint.split("://")
    key = f"{quote(place.key_id, safe='')}:{quote(place.secret, safe='')}"
    return f"{scheme}://{key}@{host}/{place.bucket}/{place.prefix}?region={place.region}"


def others_settings() -> dict[str, str]:
    """Return the environment of these tests, without the settings of an instance."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PARVIS_")}


def free_port() -> int:
    """Return a port of the loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def peak(process: int) -> int:
    """Return the most memory that a process ever held, in MiB."""
    status = Path(f"/proc/{process}/status").read_text()
    return int(re.findall(r"VmHWM:\s+([0-9]+) kB", status)[0]) // 1024


def _wait_for(process: subprocess.Popen[bytes], port: int, output: int) -> None:
    end = time.monotonic() + START
    while not _answers(port):
        if process.poll() is not None or time.monotonic() > end:
            said = os.pread(output, 10_000, 0).decode(errors="replace")
            raise RuntimeError(f"the server does not answer on port {port}: {said}")
        time.sleep(0.05)


def _answers(port: int) -> bool:
    connection = HTTPConnection("127.0.0.1", port, timeout=START)
    try:
        connection.request("GET", "/healthz")
        connection.getresponse().read()
    except OSError:
        return False
    finally:
        connection.close()
    return True


def _end(process: subprocess.Popen[bytes]) -> None:
    """Ask the server to stop, then end what is left of its group."""
    process.terminate()
    with suppress(subprocess.TimeoutExpired):
        process.wait(5)
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
