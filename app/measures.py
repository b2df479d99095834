"""Numbers that several processes count together: each in a file of its own, read as one sum.

A file is a list of rows, a name and some floats, changed in memory that the file backs: what a
process has counted is there when it is killed. A process holds a lock on its file; one without
a lock is of a process that has ended, and its numbers are added to the file of all such: sums
never fall.
"""

import fcntl
import mmap
import os
import struct
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

COLUMNS = 12
NAME = 120
"""Bytes of a name, in UTF-8."""
ROW = struct.Struct(f"<{NAME}s{COLUMNS}d")
MOST_ROWS = 1024
"""Names beyond these are not counted: a file has one size for ever."""
SIZE = ROW.size * MOST_ROWS
ENDED = "ended"

Sums = dict[str, list[float]]


class Measures:
    """What this process counts, in a folder that it shares with the others of its instance."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lock = threading.Lock()
        self._owner = 0
        self._rows: dict[str, int] = {}

    def add(self, name: str, numbers: Sequence[float]) -> None:
        """Add numbers to the row of a name."""
        with self._lock:
            self._begin_once()
            row = self._rows.get(name)
            if row is None:
                row = self._new_row(name)
            if row is not None:
                place = row * ROW.size + NAME
                before = struct.unpack_from(f"<{COLUMNS}d", self._memory, place)
                sums = [one + other for one, other in zip(before, numbers, strict=True)]
                struct.pack_into(f"<{COLUMNS}d", self._memory, place, *sums)

    def begin(self) -> None:
        """Let this process be one of those that count, before it has counted anything."""
        with self._lock:
            self._begin_once()

    def sums(self) -> Sums:
        """Return what all processes have counted, those that have ended included."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with (self.folder / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            found = _read(self.folder / ENDED)
            living: list[Sums] = []
            for file in self.processes():
                if _is_held(file):
                    living.append(_read(file))
                else:
                    _add(found, _read(file))
                    _write(self.folder / ENDED, found)
                    file.unlink()
            for one in living:
                _add(found, one)
        return found

    def processes(self) -> list[Path]:
        """Return the files of single processes, each named by its number."""
        return sorted(self.folder.glob("[0-9]*.counts"))

    def _begin_once(self) -> None:
        if self._owner != os.getpid():
            self._begin()

    def _begin(self) -> None:
        """Open a file of one's own: after a fork, the memory before is that of the parent."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        place = self.folder / f"{os.getpid()}.counts"
        with (self.folder / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if place.exists():  # of an ended process that had the same number
                sums = _read(self.folder / ENDED)
                _add(sums, _read(place))
                _write(self.folder / ENDED, sums)
                place.unlink()
            descriptor = os.open(place, os.O_RDWR | os.O_CREAT, 0o600)  # open as long as we live
            os.truncate(descriptor, SIZE)
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        self._memory = mmap.mmap(descriptor, SIZE)
        self._owner, self._rows = os.getpid(), {}

    def _new_row(self, name: str) -> int | None:
        row, bytes_ = len(self._rows), name.encode()
        if row >= MOST_ROWS or len(bytes_) > NAME:
            return None
        ROW.pack_into(self._memory, row * ROW.size, bytes_, *[0.0] * COLUMNS)
        self._rows[name] = row
        return row


def _rows(data: bytes) -> Iterator[tuple[str, list[float]]]:
    for place in range(0, len(data) - ROW.size + 1, ROW.size):
        name, *numbers = ROW.unpack_from(data, place)
        if not name.strip(b"\0"):
            break
        yield name.rstrip(b"\0").decode(), numbers


def _read(file: Path) -> Sums:
    return dict(_rows(file.read_bytes())) if file.exists() else {}


def _write(file: Path, sums: Sums) -> None:
    aside = file.with_suffix(".new")
    aside.write_bytes(b"".join(ROW.pack(name.encode(), *row) for name, row in sums.items()))
    aside.replace(file)


def _add(sums: Sums, more: Sums) -> None:
    for name, numbers in more.items():
        before = sums.get(name, [0.0] * COLUMNS)
        sums[name] = [one + other for one, other in zip(before, numbers, strict=True)]


def _is_held(file: Path) -> bool:
    with file.open("rb") as probe:
        try:
            fcntl.flock(probe, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        return False
