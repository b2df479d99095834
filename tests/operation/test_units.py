"""The units of `deploy/systemd` are what systemd understands, and hold the flags of `bin/run`."""

import re
import subprocess
from pathlib import Path

import pytest

from app.config import ROOT
from tests.equipment import program
from tests.operation.deployed import DEPLOY, exec_start

UNITS = sorted(one.name for one in (DEPLOY / "systemd").iterdir())


def test_systemd_understands_the_units(tmp_path: Path) -> None:
    analyze = program("systemd-analyze")
    for name in UNITS:
        text = (DEPLOY / "systemd" / name).read_text().replace("/opt/parvis", str(ROOT))
        (tmp_path / name).write_text(text)
        (tmp_path / name.replace("@", "@college")).write_text(text)
    said = subprocess.run(
        [analyze, "verify", "--recursive-errors=no",
         *(str(tmp_path / name.replace("@", "@college")) for name in UNITS)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    own = [line for line in said.stderr.splitlines() if "parvis" in line]
    assert own == []


def test_both_ways_to_serve_have_the_same_flags() -> None:
    of_unit = " ".join(exec_start("parvis-web@.service"))
    of_run = (ROOT / "bin" / "run").read_text()
    for flag in ("--workers 2", "--respawn-failed-workers", "--workers-kill-timeout 15",
                 "--interface wsgi"):  # fmt: skip
        assert flag in of_unit
        assert flag in of_run
    assert "--backpressure 64" in of_unit, "nginx closes a connection when it was answered"
    assert "--backpressure 512" in of_run, "browsers keep theirs open"


@pytest.mark.parametrize("name", [one for one in UNITS if one.endswith(".service")])
def test_a_unit_may_do_little(name: str) -> None:
    text = (DEPLOY / "systemd" / name).read_text()
    for line in ("NoNewPrivileges=yes", "ProtectSystem=strict", "CapabilityBoundingSet=",
                 "User=parvis-%i", "UMask=0027"):  # fmt: skip
        assert re.search(f"^{re.escape(line)}$", text, re.MULTILINE), line


def test_a_secret_is_in_no_unit() -> None:
    for name in UNITS:
        assert "PARVIS_SECRET" not in (DEPLOY / "systemd" / name).read_text()
    assert "\nPARVIS_SECRET=\n" in (DEPLOY / "college.env").read_text()
