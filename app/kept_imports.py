"""The files of an import, kept in a folder of their own until it has ended.

How far an import is stands beside them: the transaction that carries it out holds the database's
write lock to its end, so that nothing could be told by a row.
"""

import os
import re
import secrets
import shutil
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from flask import current_app
from werkzeug.datastructures import FileStorage

from app.config import Config
from app.directory.layout import LARGEST_FILE, File

PROGRESS = "progress"
TOKEN = re.compile(r"[0-9a-f]{32}")
CHUNK = 1_048_576
YOUNG = 3600.0
"""Seconds in which a folder may stand before its import is committed."""


def keep(files: Iterable[tuple[File, FileStorage]]) -> str:
    """Store files where a crash leaves them whole; return the name of their folder."""
    token = secrets.token_hex(16)
    folder = folder_of(token)
    folder.mkdir(parents=True)
    for file, sent in files:
        with (folder / file).open("wb") as target:
            for chunk in _chunks(sent):
                target.write(chunk)
            target.flush()
            os.fsync(target.fileno())
    for place in (folder, folder.parent):
        descriptor = os.open(place, os.O_RDONLY | os.O_DIRECTORY)
        os.fsync(descriptor)
        os.close(descriptor)
    return token


def folder_of(token: str) -> Path:
    """Return the folder of an import; raises ValueError for what is no name of one."""
    if not is_folder(token):
        raise ValueError(f"not a folder of an import: {token!r}")
    return _root() / token


def is_folder(token: str) -> bool:
    """Tell whether a text may be the name of such a folder."""
    return TOKEN.fullmatch(token) is not None


def forget(token: str) -> None:
    """Remove the files of an import that has ended."""
    shutil.rmtree(folder_of(token), ignore_errors=True)


def sweep_imports(alive: Iterable[str]) -> None:
    """Remove the folders that no import needs, which a crash left."""
    kept = set(alive)
    for folder in _root().glob("*"):
        old = folder.stat().st_mtime < time.time() - YOUNG
        if TOKEN.fullmatch(folder.name) and folder.name not in kept and old:
            forget(folder.name)


def write_progress(token: str, done: int, total: int) -> None:
    """Say how far an import is."""
    folder = folder_of(token)
    if folder.is_dir():
        aside = folder / f"{PROGRESS}.new"
        aside.write_text(f"{done} {total}")
        aside.replace(folder / PROGRESS)


def read_progress(token: str) -> tuple[int, int]:
    """Return how far an import is: done, and the total; both 0 before it has begun."""
    try:
        done, total = (folder_of(token) / PROGRESS).read_text().split()
        return int(done), int(total)
    except (OSError, ValueError):
        return 0, 0


def _root() -> Path:
    config: Config = current_app.extensions["parvis"]
    return config.data / "imports"


def _chunks(sent: FileStorage) -> Iterator[bytes]:
    """Yield a file up to a byte more than it may have: that one is refused when it is read."""
    left = LARGEST_FILE + 1
    while left > 0 and (chunk := sent.stream.read(min(CHUNK, left))):
        left -= len(chunk)
        yield chunk
