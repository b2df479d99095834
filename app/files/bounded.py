"""Helper processes that read what people send: a hostile file cannot outgrow or outlast them.

A helper gets the file as its input and an order as its only argument. It has no environment, so no
secret to give away. Two run at once for each process that serves pages; others wait for their turn.
"""

import resource
import signal
import subprocess
import sys
from io import FileIO
from pathlib import Path
from threading import BoundedSemaphore

from app.files.reasons import FileRefused, Reason

MEMORY = 400 * 1024 * 1024
"""Bytes of address space that a helper may hold, code and libraries included."""

SECONDS = 12
"""Of computing; a busy machine may take longer without refusing a good file."""

PATIENCE = 4 * SECONDS
"""Seconds by the clock after which a helper that computes nothing is ended too."""

QUEUE = 20
"""Seconds for which a file waits for a helper before its sender is asked to try again."""

_ROOT = Path(__file__).parents[2]
TURNS = BoundedSemaphore(2)


def run(module: str, order: str, file: FileIO) -> bytes:
    """Return what a helper writes; raises FileRefused when it needs too much, or has no turn."""
    if not TURNS.acquire(timeout=QUEUE):
        raise FileRefused(Reason.BUSY)
    try:
        file.seek(0)
        helper = subprocess.run(
            [sys.executable, "-m", module, order],
            stdin=file,
            capture_output=True,
            cwd=_ROOT,
            env={},
            timeout=PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise FileRefused(Reason.TOO_SLOW) from error
    finally:
        TURNS.release()
    if helper.returncode == 0:
        return helper.stdout
    elif helper.returncode == -signal.SIGXCPU:
        raise FileRefused(Reason.TOO_SLOW)
    elif helper.returncode < 0:
        raise FileRefused(Reason.TOO_HEAVY)
    else:
        raise RuntimeError(helper.stderr.decode(errors="replace"))


def bound_oneself(seconds: int = SECONDS) -> None:
    """Be a helper: hold no more memory, computing time and crash files than it may."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
