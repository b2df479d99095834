"""The archive of a backup: a tar with the database, the files, and last the list of both.

`database` is a copy of the SQLite file, or what `pg_dump --format=custom` writes; `files/…` are
the stored files by their names, which are their hashes; `contents.json` says what the archive is
of and the hash of each member. An archive that was cut short has no list, and is refused.
"""

import hashlib
import io
import json
import re
import tarfile
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any

from app.config import ROOT

FORMAT = 1
CONTENTS = "contents.json"
DATABASE = "database"
FILES = "files/"
LARGEST_CONTENTS = 512 * 1_048_576
_NAME = re.compile(r"files/[0-9a-f]{64}\.[a-z0-9]{1,8}")
_HASH = re.compile(r"[0-9a-f]{64}")
_CHUNK = 1_048_576


class ArchiveRefused(Exception):
    """What should be an archive of Parvis is none, is damaged, or does not fit here."""


@dataclass(frozen=True)
class Contents:
    """What an archive is of: `database` is `sqlite` or `postgresql`, `revision` its migration."""

    version: str
    database: str
    revision: str
    school: str
    taken_at: str
    members: dict[str, str]
    """The hash of each member by its name."""
    format: int = FORMAT


class Hashed:
    """A stream that is hashed while it is read."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._digest = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        """Return the next part."""
        part = self._stream.read(size)
        self._digest.update(part)
        return part

    def hexdigest(self) -> str:
        """Return the hash of what was read."""
        return self._digest.hexdigest()


def add_file(archive: tarfile.TarFile, name: str, place: Path) -> str:
    """Add a file and return the hash of what went in; raises FileNotFoundError, OSError."""
    with place.open("rb") as stream:
        member = archive.gettarinfo(arcname=name, fileobj=stream)
        member.uid = member.gid = 0
        member.uname = member.gname = ""
        member.mode = 0o600
        hashed = Hashed(stream)
        archive.addfile(member, hashed)
    return hashed.hexdigest()


def add_contents(archive: tarfile.TarFile, contents: Contents) -> None:
    """Add the list, which makes the archive whole."""
    data = json.dumps(asdict(contents), ensure_ascii=False, indent=1).encode()
    member = tarfile.TarInfo(CONTENTS)
    member.size, member.mode = len(data), 0o600
    archive.addfile(member, io.BytesIO(data))


def read_contents(archive: tarfile.TarFile) -> Contents:
    """Return what an archive says that it holds, each name checked; raises ArchiveRefused."""
    try:
        member = archive.getmember(CONTENTS)
        if not member.isfile() or member.size > LARGEST_CONTENTS:
            raise KeyError(CONTENTS)
        stream = archive.extractfile(member)
        told: dict[str, Any] = json.load(stream) if stream else {}
        if told.get("format") != FORMAT:
            raise ArchiveRefused("it was made by another version of Parvis, in another form")
        if not _is_in_order(told):
            raise ArchiveRefused("its list names what no backup holds")
        return Contents(**told)
    except (KeyError, TypeError, ValueError, AttributeError, tarfile.TarError, EOFError):
        raise ArchiveRefused("it is no whole backup of Parvis: its list is not there") from None


def members(archive: tarfile.TarFile, contents: Contents) -> Iterator[tuple[str, IO[bytes]]]:
    """Yield the members of the list with their streams; raises ArchiveRefused."""
    found = {member.name: member for member in archive.getmembers() if member.isfile()}
    for name in contents.members:
        stream = archive.extractfile(found[name]) if name in found else None
        if stream is None:
            raise ArchiveRefused(f"{name} is missing in it")
        yield name, stream


def copy(stream: Hashed, place: Path) -> None:
    """Write what a stream gives into a file."""
    with place.open("wb") as target:
        while part := stream.read(_CHUNK):
            target.write(part)


def version() -> str:
    """Return the version of this Parvis."""
    return str(tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"])


def _is_in_order(told: Mapping[str, Any]) -> bool:
    words = ("version", "database", "revision", "school", "taken_at")
    return (
        all(isinstance(told[word], str) for word in words)
        and DATABASE in told["members"]
        and all(
            (name == DATABASE or _NAME.fullmatch(name)) and _HASH.fullmatch(digest)
            for name, digest in told["members"].items()
        )
    )
