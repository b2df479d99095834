"""`bin/run --production` needs a secret and an address, says so in a line, and never seeds."""

import os
import signal
import subprocess
import time
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path
from select import select as readable

from sqlalchemy import create_engine, func, select

from app.config import ROOT
from app.models import Person
from tests.serving import free_port

SECRET = "kR7-vQ2_xM9pZ4tW8sJ1hB6nD3gF5cLy"


def run(data: Path, **more: str) -> "subprocess.Popen[str]":
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PARVIS_")}
    return subprocess.Popen(
        ["bin/run", "--production"],
        cwd=ROOT,
        env=kept | {"PARVIS_DATA": str(data)} | more,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def test_without_secret_or_address_it_says_so_and_ends(tmp_path: Path) -> None:
    for more, said in (
        ({}, "--production needs PARVIS_SECRET"),
        ({"PARVIS_SECRET": SECRET}, "PARVIS_URL must be the public address"),
        ({"PARVIS_SECRET": "short", "PARVIS_URL": "https://a.example"}, "at least 32 random"),
    ):
        process = run(tmp_path, **more)
        output, _ = process.communicate(timeout=60)
        assert process.returncode != 0
        assert said in output
        assert "Traceback" not in output


def test_it_serves_an_empty_school_and_ends_when_told(tmp_path: Path) -> None:
    port = free_port()
    process = run(
        tmp_path, PARVIS_SECRET=SECRET, PARVIS_URL=f"http://127.0.0.1:{port}", PORT=str(port)
    )
    try:
        said = said_until(process, b"Parvis listens")
        with closing(HTTPConnection("127.0.0.1", port, timeout=60)) as door:
            door.request("GET", "/")
            assert door.getresponse().status == 200, "it listens when it says so"
        process.send_signal(signal.SIGTERM)
        output = said + process.communicate(timeout=30)[0]
    finally:
        process.kill()
        process.wait()
    assert "rivemont" not in output
    engine = create_engine(f"sqlite:///{tmp_path / 'parvis.db'}")
    with engine.connect() as connection:
        assert connection.scalar(select(func.count()).select_from(Person)) == 0
    engine.dispose()


def said_until(process: "subprocess.Popen[str]", words: bytes) -> str:
    """Return what a command has said when it has said these words."""
    assert process.stdout
    said, end = b"", time.monotonic() + 60
    while words not in said:
        assert process.poll() is None, said
        assert time.monotonic() < end, said
        if readable([process.stdout], [], [], 1)[0]:
            said += os.read(process.stdout.fileno(), 65536)
    return said.decode()
