"""`bin/audit` asks about every library of the site, and says what it hears."""

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest

from tests.conventions.sources import ROOT
from tests.serving import free_port

KNOWN = {"vulns": [{"id": "PYSEC-2030-1", "modified": "2030-01-01T00:00:00Z"}]}
Question = Mapping[str, Any]


def about(asked: list[Question], **flawed: Any) -> bytes:
    """Return what OSV says: nothing known, but of these packages."""
    return json.dumps(
        {"results": [flawed.get(one["package"]["name"], {}) for one in asked]}
    ).encode()


@contextmanager
def osv(status: int = 200, body: bytes | None = None, **flawed: Any) -> Iterator[Any]:
    """A service that speaks the protocol of OSV: its address, and the list of what it hears."""
    heard: list[Question] = []

    class Answering(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            assert self.path == "/v1/querybatch"
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            heard.extend(asked["queries"])
            self.send_response(status)
            self.end_headers()
            self.wfile.write(about(heard, **flawed) if body is None else body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answering)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", heard
    finally:
        server.shutdown()
        server.server_close()


def audit(address: str) -> tuple[int, str, str]:
    """Run it; return its exit code and what it says."""
    run = subprocess.run(
        [sys.executable, "bin/audit"],
        cwd=ROOT,
        env={"OSV_URL": address},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    return run.returncode, run.stdout, run.stderr


def test_every_library_is_asked_about_and_nothing_else_is_told() -> None:
    with osv() as (address, heard):
        code, said, _ = audit(address)
    assert (code, said) == (0, f"{len(heard)} libraries, 0 with known flaws (https://osv.dev)\n")
    assert {frozenset(one) for one in heard} == {frozenset({"package", "version"})}
    asked = {(one["package"]["ecosystem"], one["package"]["name"]) for one in heard}
    assert asked >= {
        ("npm", "hugerte"),
        ("npm", "cropperjs"),
        ("npm", "@fontsource-variable/atkinson-hyperlegible-next"),
    }
    python = {
        f"{one['package']['name']}=={one['version']}"
        for one in heard
        if one["package"]["ecosystem"] == "PyPI"
    }
    locks = [
        (ROOT / "requirements" / f"{name}.txt").read_text() for name in ("runtime", "machines")
    ]
    assert python == {
        line.split()[0] for lock in locks for line in lock.splitlines() if line[:1].isalpha()
    }


def test_a_flaw_fails_the_build_by_its_name() -> None:
    with osv(flask=KNOWN, hugerte=KNOWN) as (address, _heard):
        code, said, _ = audit(address)
    assert code == 1
    assert [line.split()[0] for line in said.splitlines()[:-1]] == ["flask", "hugerte"]
    assert "PYSEC-2030-1" in said
    assert said.endswith("libraries, 2 with known flaws (https://osv.dev)\n")


@pytest.mark.parametrize(
    ("status", "body"),
    [(200, b"<html>"), (200, b"[]"), (200, b'{"results": [{}]}'), (200, b"{}"), (503, b"")],
)
def test_no_answer_is_no_audit(status: int, body: bytes) -> None:
    with osv(status, body) as (address, _heard):
        code, said, why = audit(address)
    assert (code, said) == (3, "")
    assert "does not say what it knows" in why


def test_a_service_that_is_away_is_no_audit() -> None:
    code, _, why = audit(f"http://127.0.0.1:{free_port()}")
    assert code == 3
    assert "refused" in why
