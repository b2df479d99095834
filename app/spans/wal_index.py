"""What SQLite's processes tell each other of the last transaction, read without asking SQLite.

In WAL mode the connections to a database share a file in memory, the WAL index. It begins with a
header, and a copy of it, which whoever commits writes anew before the commit is acknowledged
(https://www.sqlite.org/walformat.html): where it is still the same, nothing was committed.
"""

import os
import struct
from mmap import ACCESS_READ, mmap
from pathlib import Path
from threading import Lock
from typing import Any

FORMAT = struct.pack("=I", 3_007_000)
"""How the header of the only format begins that there has been."""
HEADERS = 2 * 48
"""The bytes of the header and its copy."""

_mapped: dict[tuple[int, int], mmap] = {}
"""By device and inode, and never closed: when a process closes a file, all its locks on it end
(fcntl(2)), and these are SQLite's."""
_mapping = Lock()


class WalIndex:
    """The header of a database's WAL index, and the connection that keeps it where it is."""

    def __init__(self, connection: Any, headers: mmap) -> None:
        """Read what is mapped as long as `connection` is open: then nobody begins another file."""
        self.known = (b"", 0)
        """A header, and the version of the site that was read after it was seen."""
        self._connection = connection
        self._headers = headers

    def header(self) -> bytes:
        """Return the header as it is now; one that is being written differs from all others."""
        return self._headers[:HEADERS]

    def close(self) -> None:
        """End the connection. What is known holds no more: another file may begin the same."""
        self._connection.close()


def wal_index(connection: Any) -> WalIndex | None:
    """Return the WAL index of a connection that has read; none where there is no such file.

    The connection belongs to it, and is closed where there is none.
    """
    [(_number, _name, database), *_others] = connection.execute("PRAGMA database_list").fetchall()
    try:
        headers = _map(Path(f"{database}-shm"))
    except (OSError, ValueError):
        headers = None
    if headers is None or not headers[:HEADERS].startswith(FORMAT):
        connection.close()
        return None
    return WalIndex(connection, headers)


def _map(file: Path) -> mmap:
    status = file.stat()
    place = (status.st_dev, status.st_ino)
    with _mapping:
        if place not in _mapped:
            _mapped[place] = mmap(os.open(file, os.O_RDONLY), HEADERS, access=ACCESS_READ)
        return _mapped[place]
