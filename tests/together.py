"""Start several processes, let them go at the same moment, and hear what they say."""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from app.config import ROOT

PATIENCE = 90
"""Seconds after which processes that wait for each other are ended."""


def run_together(module: str, arguments: Sequence[Sequence[str]]) -> list[str]:
    """Run a module of the tests once for each list of arguments; return what each printed.

    A process says "ready" and begins when it is sent a line. Raises AssertionError when one fails.
    """
    processes = [_start(module, given) for given in arguments]
    try:
        for process in processes:
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n"
        for process in processes:
            assert process.stdin is not None
            process.stdin.write("go\n")
            process.stdin.flush()
        outcomes = [process.communicate(timeout=PATIENCE) for process in processes]
    finally:
        for process in processes:
            process.kill()
            process.communicate()
    complaints = "".join(errors for _, errors in outcomes)
    assert not complaints, complaints
    assert not any(process.returncode for process in processes)
    return [said for said, _ in outcomes]


def _start(module: str, arguments: Sequence[str]) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", module, *arguments],
        cwd=Path(ROOT),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
