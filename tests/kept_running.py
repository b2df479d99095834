"""Programs of a site that are started again whenever they end, as systemd or `bin/run` do."""

import os
import signal
import subprocess
import threading
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from app.config import ROOT

LOOKS_EVERY = 0.05


class KeptRunning:
    """Keeps programs running: when one has ended, its children are ended and it is begun anew."""

    def __init__(self, commands: Mapping[str, Sequence[str]], environment: Mapping[str, str]):
        """Begin with all of them."""
        self.commands, self.environment = commands, environment
        self.begun: Counter[str] = Counter()
        self._running: dict[str, subprocess.Popen[bytes]] = {}
        self._ended = threading.Event()
        for name in commands:
            self._begin(name)
        self._thread = threading.Thread(target=self._watch)

    def __enter__(self) -> "KeptRunning":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """End everything at once, as a loss of power would."""
        self._ended.set()
        self._thread.join()
        for process in self._running.values():
            _kill_group(process)

    def processes(self) -> list[tuple[str, int]]:
        """Return what runs now: each program, and what it has started."""
        found = []
        for name, process in list(self._running.items()):
            children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
            with suppress(OSError):
                numbers = [int(number) for number in children.read_text().split()]
                found += [(name, process.pid), *((f"{name}, a child", one) for one in numbers)]
        return found

    def _watch(self) -> None:
        while not self._ended.wait(LOOKS_EVERY):
            for name, process in list(self._running.items()):
                if process.poll() is not None:
                    _kill_group(process)
                    self._begin(name)

    def _begin(self, name: str) -> None:
        self.begun[name] += 1
        self._running[name] = subprocess.Popen(
            self.commands[name],
            cwd=ROOT,
            env=dict(self.environment),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            process_group=0,
        )


def kill(process: int) -> bool:
    """End a process at once; false when it had ended before."""
    try:
        os.kill(process, signal.SIGKILL)
    except ProcessLookupError:
        return False
    return True


def _kill_group(process: "subprocess.Popen[bytes]") -> None:
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
