"""A PostgreSQL server of a test's own, which it may stop and start again."""

import importlib.util
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import ModuleType
from typing import Any

from app.config import ROOT
from tests.equipment import missing


def _helper() -> ModuleType:
    """Return `bin/with-postgres`, which knows how to run one."""
    loader = SourceFileLoader("with_postgres", str(ROOT / "bin" / "with-postgres"))
    spec = importlib.util.spec_from_loader("with_postgres", loader)
    assert spec is not None
    found = importlib.util.module_from_spec(spec)
    written, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    try:
        loader.exec_module(found)
    finally:
        sys.dont_write_bytecode = written
    return found


@dataclass
class Postgres:
    """A server that runs; `url` is that of a database that is empty at first."""

    url: str
    helper: ModuleType
    programs: Path
    folder: Path
    owner: dict[str, Any]

    def stop(self) -> None:
        """End it, and every connection to it, at once."""
        self.helper.stop(self.programs, self.folder, self.owner)

    def start(self) -> None:
        """Start it again, on its data; returns once it answers."""
        self.helper.launch(self.programs, self.folder, self.owner)


@contextmanager
def own_postgres() -> Iterator[Postgres]:
    """Run a server; skips where none is installed."""
    helper = _helper()
    programs = helper.find_programs()
    if programs is None:
        missing("a PostgreSQL server")
    folder = Path(tempfile.mkdtemp(prefix="parvis-pg-", dir="/tmp"))
    owner = helper.unprivileged_owner() or {}
    if owner:
        os.chown(folder, owner["user"], owner["group"])
    try:
        helper.start(programs, folder, owner)
        url = f"postgresql+psycopg://parvis@/postgres?host={folder}"
        server = Postgres(url, helper, programs, folder, owner)
        try:
            yield server
        finally:
            if (folder / "data" / "postmaster.pid").exists():
                server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
