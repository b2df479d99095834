"""A copy of a school that a test may change and break."""

import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from app.config import Config


def copy_of(app: Flask, folder: Path) -> Config:
    """Copy the school of an application into a folder, on SQLite."""
    config: Config = app.extensions["parvis"]
    if not config.database_url.startswith("sqlite"):
        pytest.fail("a copy of the demo school is made on SQLite: leave PARVIS_TEST_DATABASE unset")
    kept = folder / "parvis.db"
    original = config.database_url.removeprefix("sqlite:///")
    with closing(sqlite3.connect(original)) as source, closing(sqlite3.connect(kept)) as copy:
        source.backup(copy)
    shutil.copytree(config.data / "files", folder / "files")
    return replace(config, data=folder, database_url=f"sqlite:///{kept}")
