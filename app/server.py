"""The server of `bin/run`: granian, whose workers are forks of a process that has read the code.

    python -m app.server PROCESS --interface wsgi wsgi:app

It reads the code while the database is still prepared, and begins with the line `serve` on its
input; another line ends it, and so does the end of that PROCESS, which has started it. Workers have
the code from it and share the memory that it takes, also those that are started again: new code
takes a new start. Where code changes under load, granian stands alone (`deploy/systemd`).
"""

import gc
import os
import runpy
import select
import sys

gc.disable()  # as in `wsgi.py`

import app.factory  # noqa: E402, F401 - what the workers need

gc.freeze()
gc.enable()

SERVE = b"serve\n"
LOOKS = 0.5
"""Seconds after which it looks again whether anybody is there to tell."""
INPUT = 0


def main() -> None:
    """Wait for the line, then be granian with the arguments of this command."""
    if _line(int(sys.argv.pop(1))) != SERVE:
        return
    os.dup2(os.open(os.devnull, os.O_RDONLY), INPUT)
    runpy.run_module("granian", run_name="__main__", alter_sys=True)


def _line(parent: int) -> bytes:
    """Return what is said on the input, nothing where nobody is there any more."""
    while not select.select([INPUT], [], [], LOOKS)[0]:
        if os.getppid() != parent:
            return b""
    return os.read(INPUT, 100)


if __name__ == "__main__":
    main()
