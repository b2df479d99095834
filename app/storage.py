"""Files named by what they hold: written aside, synced, then renamed: none is ever half there.

A row may name a file once `put` has returned: it has survived `kill -9` and loss of power. What a
killed writer leaves behind stays in the folder `aside`, which no name reaches.
"""

import hashlib
import os
import re
import tempfile
from pathlib import Path

_NAME = re.compile(r"[0-9a-f]{64}\.[a-z0-9]{1,8}")


class Storage:
    """The folder of the stored files, spread over subfolders by the start of their names."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def put(self, data: bytes, suffix: str) -> str:
        """Store data and return its name; `suffix` is as in ".avif". The same data is kept once.

        Raises ValueError for a suffix of another shape, OSError when the disk refuses.
        """
        name = hashlib.sha256(data).hexdigest() + suffix
        place = self.path(name)
        _make_folder(place.parent)
        if not place.exists():
            self._write(data, place)
        _sync(place.parent)
        return name

    def path(self, name: str) -> Path:
        """Return where the file of that name is or would be; raises ValueError."""
        if not _NAME.fullmatch(name):
            raise ValueError(f"not a name of the storage: {name!r}")
        return self.root / name[:2] / name

    def exists(self, name: str) -> bool:
        """Tell whether the file is stored; raises ValueError."""
        return self.path(name).is_file()

    def delete(self, name: str) -> None:
        """Remove a file for good; nothing happens when it is not there. Raises ValueError."""
        place = self.path(name)
        if place.exists():
            place.unlink(missing_ok=True)
            _sync(place.parent)

    def _write(self, data: bytes, place: Path) -> None:
        aside = self.root / "aside"
        _make_folder(aside)
        file = tempfile.NamedTemporaryFile(dir=aside, delete=False)  # noqa: SIM115 - closed below
        try:
            with file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            Path(file.name).replace(place)
        except BaseException:
            Path(file.name).unlink(missing_ok=True)
            raise


def _make_folder(folder: Path) -> None:
    """Make a folder and those above it, each synced into the one that holds it."""
    if not folder.is_dir():
        _make_folder(folder.parent)
        folder.mkdir(exist_ok=True)
    _sync(folder.parent)


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
