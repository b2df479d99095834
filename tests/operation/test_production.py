"""`bin/run --production` needs a secret and an address, says so in a line, and never seeds."""

import os
import signal
import subprocess
import time
from contextlib import closing, suppress
from http.client import HTTPConnection
from pathlib import Path

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
        end = time.monotonic() + 60
        status = 0
        while status != 200:
            assert process.poll() is None
            assert time.monotonic() < end
            with suppress(OSError), closing(HTTPConnection("127.0.0.1", port, timeout=5)) as door:
                door.request("GET", "/")
                status = door.getresponse().status
            time.sleep(0.2)
        process.send_signal(signal.SIGTERM)
        output, _ = process.communicate(timeout=30)
    finally:
        process.kill()
        process.wait()
    assert "rivemont" not in output
    engine = create_engine(f"sqlite:///{tmp_path / 'parvis.db'}")
    with engine.connect() as connection:
        assert connection.scalar(select(func.count()).select_from(Person)) == 0
    engine.dispose()
