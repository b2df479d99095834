"""What an import of a large directory costs: seconds and memory of the command that does it.

`python -m bench.directory_import [--people N]`; bench/README.md says how to read it.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter

from tests.directory_volume import write_school

ROUNDS = (
    ("a first import", {"moved": False}),
    ("the same once more", {"moved": False}),
    ("the year after", {"moved": True}),
)


def main() -> None:
    """Import a school into an empty database, again, and changed; print."""
    parser = argparse.ArgumentParser(prog="python -m bench.directory_import", description=__doc__)
    parser.add_argument("--people", type=int, default=100_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        environment = {**os.environ, "PARVIS_DATA": str(root / "data")}
        environment.pop("PARVIS_DATABASE", None)
        flask(environment, "prepare")
        print(f"{'':22}{'people':>9}{'seconds':>9}{'peak memory':>14}")
        for name, how in ROUNDS:
            school = write_school(root / name, options.people, **how)
            seconds, peak = flask(environment, "directory", "import", str(school), "--yes")
            print(f"{name:22}{options.people:9}{seconds:9.1f}{peak:10.0f} MiB", flush=True)
        seconds, peak = flask(environment, "directory", "export", str(root / "out"))
        print(f"{'an export':22}{options.people:9}{seconds:9.1f}{peak:10.0f} MiB")


def flask(environment: dict[str, str], *words: str) -> tuple[float, float]:
    """Run a command; return its seconds and the most memory that it took, in MiB."""
    started = perf_counter()
    command = [sys.executable, "-m", "flask", "--app", "wsgi", *words]
    process = subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    complaints = _drained(process)
    _pid, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        raise SystemExit(complaints.decode(errors="replace")[-2000:])
    return perf_counter() - started, usage.ru_maxrss / 1024


def _drained(process: "subprocess.Popen[bytes]") -> bytes:
    assert process.stderr is not None  # noqa: S101 - it was asked for
    with process.stderr as complaints:
        return complaints.read()


if __name__ == "__main__":
    main()
