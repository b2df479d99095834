"""Stored files in a bucket of an S3-compatible store, for a site on several machines.

The bucket is what counts: a row may name a file once it is there. The folder of each machine holds
copies of what was asked for there lately. Stored files never change, so no copy is ever wrong: it
is sent as any file is, in parts and by nginx too, and also while the store is away.
"""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from threading import Lock
from typing import IO

import obstore
from obstore.exceptions import BaseError
from obstore.store import S3Store

from app.storage import BucketPlace, Storage, StorageAway

ROOM = 8 * 1024**3
"""Bytes that the copies of one machine may fill."""
HOUR = 3600.0
"""Seconds for which a copy stays at least: it may be being sent."""
ASKED_AGAIN = "asked-again"
"""Below it one empty object for each file that was put though it was there, with the moment."""
DISCARDED = "discarded"
"""Below it what is being discarded, where no name reaches it any more."""


class Bucket(Storage):
    """A bucket, and the folder of its copies on this machine."""

    def __init__(self, root: Path, place: BucketPlace) -> None:
        super().__init__(root)
        self._filled = ROOM + 1  # counted at the first occasion
        self._counting = Lock()
        self._store = S3Store(
            place.bucket,
            prefix=place.prefix or None,
            endpoint=place.endpoint,
            region=place.region,
            access_key_id=place.key_id,
            secret_access_key=place.secret,
            virtual_hosted_style_request=False,
            client_options={
                "allow_http": place.endpoint.startswith("http://"),
                "connect_timeout": timedelta(seconds=3),
                "read_timeout": timedelta(seconds=10),
                "timeout": timedelta(minutes=10),  # of a whole film over a slow line
            },
            retry_config={"max_retries": 2, "retry_timeout": timedelta(seconds=10)},
        )

    def put(self, data: bytes, suffix: str) -> str:
        """Store data and return its name, as in a folder; raises ValueError, StorageAway too."""
        name = super().put(data, suffix)
        self._send(name)
        return name

    def put_stream(self, stream: IO[bytes], suffix: str) -> str:
        """Store what a stream still gives."""
        name = super().put_stream(stream, suffix)
        self._send(name)
        return name

    def local(self, name: str) -> Path:
        """Return where a copy is, fetched if need be; raises FileNotFoundError, StorageAway."""
        place = self.path(name)
        if not _is_fresh(place):
            self._fetch(name)
        return place

    def exists(self, name: str) -> bool:
        """Tell whether the file is in the bucket; raises ValueError, StorageAway."""
        return self._moment(self._key(name)) is not None

    def names(self) -> Iterator[str]:
        """Yield the names of all files of the bucket; raises StorageAway."""
        with _asking():
            for chunk in obstore.list(self._store):
                for found in chunk:
                    folder, _, name = found["path"].partition("/")
                    if folder == name[:2]:
                        yield name

    def is_whole(self, name: str) -> bool:
        """Tell whether the bucket holds what the name says; raises ValueError, StorageAway."""
        self.path(name).unlink(missing_ok=True)
        try:
            self._fetch(name)
        except (FileNotFoundError, Altered):
            return False
        return True

    def is_older(self, name: str, before: float) -> bool:
        """Tell whether a file was last put before a moment; raises ValueError, StorageAway."""
        last = self._last_put(name)
        return last is not None and last < before

    def discard(self, name: str, before: float) -> bool:
        """Remove a file that nothing names, unless it was put (again) since a moment.

        A `put` in this very moment either finds it gone and sends it again, or has left its mark,
        and then it is given back. Raises ValueError, StorageAway.
        """
        if not self.is_older(name, before):
            return False
        key, mark, away = self._key(name), f"{ASKED_AGAIN}/{name}", f"{DISCARDED}/{name}"
        with _asking():
            obstore.copy(self._store, key, away)
            obstore.delete(self._store, key)
            marked = self._moment(mark)
            is_wanted = marked is not None and marked >= before
            if is_wanted:
                obstore.copy(self._store, away, key)
            obstore.delete(self._store, [away] if is_wanted or marked is None else [away, mark])
        if not is_wanted:
            self.path(name).unlink(missing_ok=True)
        return not is_wanted

    def hold(self, name: str, second: Path) -> Path | None:
        """Fetch a file to where no purge finds it, for a backup."""
        with suppress(FileNotFoundError):
            self.local(name)
        return super().hold(name, second)

    def take_over(self, files: Storage) -> None:
        """Send all files of a folder to the bucket; they are the first copies here, too."""
        super().take_over(files)
        for name in super().names():
            self._send(name)

    def clear(self) -> None:
        """Remove all files, from the bucket too; raises StorageAway."""
        with _asking():
            obstore.delete(self._store, [self._key(name) for name in self.names()])
        super().clear()

    def _key(self, name: str) -> str:
        return self.path(name).relative_to(self.root).as_posix()

    def _send(self, name: str) -> None:
        """Put a file into the bucket, unless it is there: then leave the mark that it is wanted."""
        key = self._key(name)
        with _asking():
            if self._moment(key) is not None:
                obstore.put(self._store, f"{ASKED_AGAIN}/{name}", b"")
            if self._moment(key) is None:
                obstore.put(self._store, key, self.path(name))
        self._count(self.path(name).stat().st_size)

    def _fetch(self, name: str) -> None:
        """Copy a file into the folder, whole or not at all; raises Altered too."""
        with _asking():
            stream = _Parts(obstore.get(self._store, self._key(name)).stream())
            found = super().put_stream(stream, self.path(name).suffix)  # type: ignore[arg-type]
        if found != name:
            self.path(found).unlink(missing_ok=True)
            raise Altered(f"{self._key(name)} does not hold what its name says")
        self._count(self.path(name).stat().st_size)

    def _last_put(self, name: str) -> float | None:
        moment = self._moment(self._key(name))
        if moment is None:
            return None
        return max(moment, self._moment(f"{ASKED_AGAIN}/{name}") or 0.0)

    def _moment(self, key: str) -> float | None:
        """Return when an object was put; none when there is none."""
        try:
            with _asking():
                return obstore.head(self._store, key)["last_modified"].timestamp()
        except FileNotFoundError:
            return None

    def _count(self, size: int) -> None:
        """Note a new copy; forget those not asked for the longest when there is no room."""
        with self._counting:
            self._filled += size
            if self._filled > ROOM:
                self._filled = self._forget_copies()

    def _forget_copies(self) -> int:
        copies = []
        for name in super().names():
            with suppress(FileNotFoundError):
                told = self.path(name).stat()
                copies.append((told.st_mtime, told.st_size, self.path(name)))
        filled = sum(size for _moment, size, _place in copies)
        for moment, size, place in sorted(copies):
            if filled <= ROOM * 4 // 5 or moment > time.time() - HOUR:
                break
            place.unlink(missing_ok=True)
            filled -= size
        return filled


class Altered(StorageAway):
    """A file of the bucket holds something else than its name says."""


class _Parts:
    """What a store sends, as a stream of parts of any size."""

    def __init__(self, parts: Iterator[bytes]) -> None:
        self._parts = parts

    def read(self, _size: int = -1) -> bytes:
        """Return the next part."""
        return bytes(next(self._parts, b""))


@contextmanager
def _asking() -> Iterator[None]:
    """Say in our own words that the store does not answer; that it holds no such file is no fault.

    Raises FileNotFoundError, StorageAway.
    """
    try:
        yield
    except FileNotFoundError:
        raise
    except BaseError as error:
        said = str(error).partition("\n")[0]
        raise StorageAway(
            f"the store of the files: {type(error).__name__}: {said[:200]}"
        ) from error


def _is_fresh(place: Path) -> bool:
    """Tell whether a copy is there, and note once an hour that it was asked for."""
    try:
        if place.stat().st_mtime < time.time() - HOUR:
            os.utime(place)
    except FileNotFoundError:
        return False
    return True
