"""Files named by what they hold: written aside, synced, then renamed: none is ever half there.

A row may name a file once `put` has returned: it has survived `kill -9` and loss of power. What a
killed writer leaves behind stays in the folder `aside`, which no name reaches.
"""

import hashlib
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

_NAME = re.compile(r"[0-9a-f]{64}\.[a-z0-9]{1,8}")
_CHUNK = 1_048_576


class StorageAway(OSError):
    """The place of the files does not answer, or refuses what it is asked."""


@dataclass(frozen=True)
class BucketPlace:
    """A bucket of an S3-compatible store, and with what one may use it."""

    endpoint: str
    bucket: str
    key_id: str
    secret: str = field(repr=False)
    prefix: str = ""
    region: str = "us-east-1"


class Storage:
    """The folder of the stored files, spread over subfolders by the start of their names.

    `app/bucket.py` keeps them in a bucket instead, and copies in such a folder.
    """

    def __init__(self, root: Path) -> None:
        self.root = root

    def put(self, data: bytes, suffix: str) -> str:
        """Store data and return its name; `suffix` is as in ".avif". The same data is kept once.

        Raises ValueError for a suffix of another shape, OSError when the disk refuses.
        """
        name = hashlib.sha256(data).hexdigest() + suffix
        place = self.path(name)
        _make_folder(place.parent)
        if not _touch(place):
            self._write(data, place)
        _sync(place.parent)
        return name

    def put_stream(self, stream: IO[bytes], suffix: str) -> str:
        """Store what a stream still gives, as `put` does, without holding it in memory."""
        self.path("0" * 64 + suffix)
        aside = self.aside()
        file = tempfile.NamedTemporaryFile(dir=aside, delete=False)  # noqa: SIM115 - closed below
        digest = hashlib.sha256()
        try:
            with file:
                while chunk := stream.read(_CHUNK):
                    digest.update(chunk)
                    file.write(chunk)
                file.flush()
                os.fsync(file.fileno())
            name = digest.hexdigest() + suffix
            place = self.path(name)
            _make_folder(place.parent)
            if not _touch(place):
                Path(file.name).replace(place)
            _sync(place.parent)
        finally:
            Path(file.name).unlink(missing_ok=True)
        return name

    def path(self, name: str) -> Path:
        """Return where the file of that name is or would be; raises ValueError."""
        if not _NAME.fullmatch(name):
            raise ValueError(f"not a name of the storage: {name!r}")
        return self.root / name[:2] / name

    def local(self, name: str) -> Path:
        """Return where the stored file can be read on this machine.

        Raises ValueError; FileNotFoundError, StorageAway where it has to be fetched first.
        """
        return self.path(name)

    def exists(self, name: str) -> bool:
        """Tell whether the file is stored; raises ValueError."""
        return self.path(name).is_file()

    def names(self) -> Iterator[str]:
        """Yield the names of all stored files, in order of their folders."""
        for folder in sorted(self.root.glob("[0-9a-f][0-9a-f]")):
            yield from sorted(file.name for file in folder.iterdir() if _NAME.fullmatch(file.name))

    def is_whole(self, name: str) -> bool:
        """Tell whether a stored file holds what its name says; raises ValueError."""
        try:
            with self.path(name).open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest() == name[:64]
        except FileNotFoundError:
            return False

    def is_older(self, name: str, before: float) -> bool:
        """Tell whether a file was last stored before a moment; raises ValueError."""
        try:
            return self.path(name).stat().st_mtime < before
        except FileNotFoundError:
            return False

    def discard(self, name: str, before: float) -> bool:
        """Remove a file that nothing names, unless it was stored (again) since a moment.

        Storing data that is there already only renews the file's date. The file is looked at where
        no name reaches it any more: a `put` in this very moment either finds it gone and writes it
        again, or has renewed its date, and then it is given back. Raises ValueError.
        """
        place = self.path(name)
        away = self.root / "aside" / f"{name}.discarded"
        _make_folder(away.parent)
        try:
            if place.stat().st_mtime >= before:
                return False
            place.rename(away)
        except FileNotFoundError:
            return False
        if away.stat().st_mtime >= before:
            away.rename(place)
            return False
        away.unlink()
        return True

    def aside(self) -> Path:
        """Return the folder of what is not stored yet."""
        aside = self.root / "aside"
        _make_folder(aside)
        return aside

    def sweep_aside(self, before: float) -> int:
        """Remove what writers that were killed before a moment left behind; return how many."""
        left = self.left_aside(before)
        for file in left:
            file.unlink(missing_ok=True)
        return len(left)

    def left_aside(self, before: float) -> list[Path]:
        """Return what was left aside before a moment."""
        return [file for file in self.root.glob("aside/*") if file.stat().st_mtime < before]

    def hold(self, name: str, second: Path) -> Path | None:
        """Give a stored file a second name, which no purge finds; return where to read it then.

        None when it is not stored. Raises StorageAway.
        """
        if second.exists():
            return second
        try:
            os.link(self.path(name), second)
        except FileNotFoundError:
            return None
        except OSError:
            return self.path(name)  # of another disk, or of one that knows no second names
        return second

    def take_over(self, files: "Storage") -> None:
        """Become what another folder of the same disk holds, where there were no files before."""
        self.clear()  # at most what was left aside
        files.root.rename(self.root)

    def clear(self) -> None:
        """Remove all files."""
        shutil.rmtree(self.root, ignore_errors=True)

    def _write(self, data: bytes, place: Path) -> None:
        aside = self.aside()
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


def _touch(place: Path) -> bool:
    """Renew the date of a file; false when there is none."""
    try:
        os.utime(place)
    except FileNotFoundError:
        return False
    return True


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
