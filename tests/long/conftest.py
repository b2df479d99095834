"""Slow tests: what they look at, and the demo school of their own that they may fill and break."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from app.config import Config
from app.extensions import db
from app.factory import create_app
from tests.serving import Server, serving


@pytest.fixture(scope="session")
def site(demo_app: Flask) -> Iterator[Server]:
    """The demo school, served as to its visitors."""
    with serving(demo_app.extensions["parvis"], workers=2) as server:
        yield server


@pytest.fixture
def own_instance(demo_app: Flask, tmp_path: Path) -> Config:
    """A copy of the demo school, on SQLite."""
    config: Config = demo_app.extensions["parvis"]
    if not config.database_url.startswith("sqlite"):
        pytest.fail("the long tests run on SQLite: leave PARVIS_TEST_DATABASE unset")
    kept = tmp_path / "parvis.db"
    original = config.database_url.removeprefix("sqlite:///")
    with closing(sqlite3.connect(original)) as source, closing(sqlite3.connect(kept)) as copy:
        source.backup(copy)
    shutil.copytree(config.data / "files", tmp_path / "files")
    return replace(config, data=tmp_path, database_url=f"sqlite:///{kept}")


@pytest.fixture
def own_app(own_instance: Config) -> Iterator[Flask]:
    """The application on that copy."""
    app = create_app(own_instance)
    app.testing = True
    yield app
    with app.app_context():
        db.engine.dispose()
