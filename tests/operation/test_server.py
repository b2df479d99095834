"""The server of `bin/run` waits for a line, and ends when nobody can say it any more."""

import os
import subprocess
import sys
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path

import pytest

from app.config import ROOT
from tests.serving import free_port, others_settings


@pytest.mark.parametrize("line", [b"end\n", b"\n", b""])
def test_it_serves_only_when_it_is_told(line: bytes, tmp_path: Path) -> None:
    port = free_port()
    with started(port, tmp_path) as server:
        said, _errors = server.communicate(line, timeout=60)
        assert (server.returncode, said) == (0, b"")


def test_it_ends_with_who_started_it(tmp_path: Path) -> None:
    """Its input is open still, as that of `bin/run` is for whoever has it from there."""
    starts = (
        "import os, subprocess, sys;"
        "subprocess.Popen([sys.executable, '-m', 'app.server', str(os.getpid())])"
    )
    with subprocess.Popen(
        [sys.executable, "-c", starts],
        cwd=ROOT,
        env=others_settings() | {"PARVIS_DATA": str(tmp_path)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as starter:
        assert starter.stdout is not None
        assert starter.stdout.read() == b""  # until nobody has it any more


def test_its_workers_answer(tmp_path: Path) -> None:
    port = free_port()
    with started(port, tmp_path) as server:
        assert server.stdin is not None
        server.stdin.write(b"serve\n")
        server.stdin.flush()
        try:
            assert status_of(port, "/healthz") == 503  # nobody has prepared its database
        finally:
            server.terminate()
            assert server.wait(30) == 0


def started(port: int, data: Path) -> subprocess.Popen[bytes]:
    """Start one with a worker."""
    words = f"--interface wsgi --host 127.0.0.1 --port {port} --log-level error wsgi:app"
    return subprocess.Popen(
        [sys.executable, "-m", "app.server", str(os.getpid()), *words.split()],
        cwd=ROOT,
        env=others_settings() | {"PARVIS_DATA": str(data)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )


def status_of(port: int, path: str) -> int:
    """Ask until it answers."""
    while True:
        with closing(HTTPConnection("127.0.0.1", port, timeout=30)) as connection:
            try:
                connection.request("GET", path)
            except ConnectionRefusedError:
                continue
            return connection.getresponse().status
