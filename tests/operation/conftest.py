"""What the tests of running Parvis share."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from app.extensions import db
from app.factory import create_app
from tests.conftest import config_for, fresh_database


@pytest.fixture
def place(tmp_path: Path, worker_id: str) -> Iterator[Flask]:
    """An empty place for a school: a folder, and a database without tables."""
    folder = tmp_path / "place"
    folder.mkdir()
    app = create_app(config_for(folder, fresh_database(f"restored_{worker_id}", folder)))
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def web_socket() -> Iterator[Path]:
    """Where a server may listen; the path must be short."""
    with tempfile.TemporaryDirectory(prefix="parvis-", dir="/tmp") as folder:
        yield Path(folder) / "web.sock"
