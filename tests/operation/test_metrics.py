"""Metrics: counted by all processes together, told to nobody without the token."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from http.client import HTTPConnection
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.config import ROOT, ConfigurationError, read
from app.extensions import db
from app.factory import create_app
from app.measures import COLUMNS, MOST_ROWS, Measures
from tests.serving import Server, serving

TOKEN = "a-token-for-prometheus"
ASKS = {"Authorization": f"Bearer {TOKEN}"}


@pytest.fixture
def measured(app: Flask, tmp_path: Path) -> Iterator[FlaskClient]:
    """A visitor of an instance that counts."""
    config = replace(app.extensions["parvis"], metrics_token=TOKEN, data=tmp_path)
    counting = create_app(config)
    yield counting.test_client()
    with counting.app_context():
        db.engine.dispose()


def test_without_the_token_there_is_no_such_address(app: Flask, measured: FlaskClient) -> None:
    unknown = measured.get("/rien")
    for headers in ({}, {"Authorization": "Bearer "}, {"Authorization": f"Bearer {TOKEN}x"},
                    {"Authorization": TOKEN}, {"Authorization": "Bearer é"}):  # fmt: skip
        answer = measured.get("/metrics", headers=headers)
        assert answer.status_code == 404
        assert answer.text.replace("/metrics", "/rien") == unknown.text
    assert app.test_client().get("/metrics", headers=ASKS).status_code == 404, "no setting"


def test_a_token_that_can_be_guessed_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="PARVIS_METRICS_TOKEN"):
        read({"PARVIS_DATA": str(tmp_path), "PARVIS_METRICS_TOKEN": "secret"})


def test_requests_jobs_and_version_are_told(measured: FlaskClient) -> None:
    measured.get("/healthz")
    measured.get("/healthz")
    measured.get("/rien")
    measured.get("/static/img/favicon.ico").close()
    answer = measured.get("/metrics", headers=ASKS)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    lines = answer.text.splitlines()
    name = "parvis_requests_seconds_count"
    assert f'{name}{{endpoint="public.health",status="2xx"}} 2' in lines
    assert f'{name}{{endpoint="none",status="4xx"}} 1' in lines
    assert f'{name}{{endpoint="static",status="2xx"}} 1' in lines
    assert "parvis_database_up 1" in lines
    assert 'parvis_jobs{state="waiting"} 0' in lines
    assert any(line.startswith("parvis_site_version ") for line in lines)
    assert any(line.startswith("parvis_process_resident_bytes{") for line in lines)
    buckets = [float(line.rsplit(" ", 1)[1]) for line in lines
               if "_bucket" in line and "public.health" in line]  # fmt: skip
    assert buckets == sorted(buckets)
    assert buckets[-1] == 2


def test_many_names_and_long_ones_break_nothing(tmp_path: Path) -> None:
    measures = Measures(tmp_path)
    for number in range(MOST_ROWS + 10):
        measures.add(f"name {number}", [1.0] * COLUMNS)
    measures.add("é" * 200, [1.0] * COLUMNS)
    assert len(measures.sums()) == MOST_ROWS


COUNTS = """
import sys
from pathlib import Path
from app.measures import COLUMNS, Measures
measures = Measures(Path(sys.argv[1]))
for _ in range(500):
    measures.add("requests", [1.0] * COLUMNS)
print("done", flush=True)
sys.stdin.readline()
"""


def test_what_killed_processes_counted_stays(tmp_path: Path) -> None:
    ours = Measures(tmp_path)
    for killed in range(1, 4):
        with subprocess.Popen(
            [sys.executable, "-c", COUNTS, str(tmp_path)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        ) as process:
            assert process.stdout is not None
            process.stdout.readline()
            assert ours.sums()["requests"][0] == 500 * killed
            process.kill()
        assert ours.sums()["requests"][0] == 500 * killed
    assert ours.processes() == []


def ask(server: Server, path: str, headers: dict[str, str] | None = None) -> str:
    connection = HTTPConnection("127.0.0.1", server.port, timeout=20)
    connection.request("GET", path, headers=headers or {})
    text = connection.getresponse().read().decode()
    connection.close()
    return text


def counted(server: Server) -> int:
    """Return how often a page was sent, by Flask or the page cache."""
    lines = ask(server, "/metrics", ASKS).splitlines()
    return sum(
        int(line.rsplit(" ", 1)[1])
        for line in lines
        if line.startswith("parvis_requests_seconds_count{")
        and ('"public.contact"' in line or '"page_cache"' in line)
    )


def test_whichever_process_is_asked_all_are_counted(app: Flask, tmp_path: Path) -> None:
    config = replace(app.extensions["parvis"], metrics_token=TOKEN, data=tmp_path)
    with serving(config, workers=2) as server:
        for _ in range(30):
            ask(server, "/contact")
        assert {counted(server) for _ in range(8)} == {30}
        end = time.monotonic() + 20
        while (known := ask(server, "/metrics", ASKS).count("parvis_process_resident_bytes{")) < 2:
            assert time.monotonic() < end, "a process is known from its first request on"
        assert known == 2
        os.kill(server.workers()[0], signal.SIGKILL)
        end = time.monotonic() + 20
        while True:
            try:
                assert counted(server) == 30
                break
            except OSError:  # it was handed to the one that was killed
                assert time.monotonic() < end
