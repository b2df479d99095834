"""What tests share: an application on a real database, emptied for each test."""

import fcntl
import gc
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_migrate import upgrade
from sqlalchemy import create_engine, make_url, text, update
from sqlalchemy.orm import Session

from app.config import Config
from app.demo.seed import seed
from app.extensions import db
from app.factory import create_app
from app.models import SiteVersion
from tests.factories import NOW
from tests.filling import empty
from tests.school_copy import copy_of
from tests.visits import Browser

pytest_plugins = ["tests.in_chromium"]

SECRET = "a secret for tests that nobody else uses"


def pytest_collection_finish() -> None:
    """Leave the thousands of collected tests out of what Python sweeps each time: they stay.

    Of a smaller rest Python would sweep the whole more often instead, so that is made rarer.
    """
    gc.collect()
    gc.freeze()
    young, grown, _old = gc.get_threshold()
    gc.set_threshold(young, grown, 50)


def fresh_database(name: str, folder: Path) -> str:
    """Return the URL of a fresh database: SQLite in `folder`, or on the server of
    `PARVIS_TEST_DATABASE`, where one of this name is made anew."""
    server = os.environ.get("PARVIS_TEST_DATABASE")
    if server is None:
        return f"sqlite:///{folder / name}.db"
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'))
        connection.execute(text(f'CREATE DATABASE "{name}"'))
    engine.dispose()
    return make_url(server).set(database=name).render_as_string(hide_password=False)


def config_for(data: Path, database_url: str) -> Config:
    """Return the configuration of an instance for tests."""
    return Config(
        data=data,
        database_url=database_url,
        base_url="http://localhost",
        secret=SECRET,
        production=False,
        threads=4,
        page_cache=0,  # tests of the cache make applications that keep pages
    )


@pytest.fixture(scope="session")
def worker_app(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[Flask]:
    """One migrated application for each test process."""
    data = tmp_path_factory.mktemp("parvis")
    app = create_app(config_for(data, fresh_database(f"parvis_{worker_id}", data)))
    app.testing = True
    app.test_client_class = Browser
    with app.app_context():
        upgrade()
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture(scope="session")
def demo_app(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[Flask]:
    """The demo school, seeded once for all test processes; tests only read it."""
    alone = worker_id == "master"
    base = tmp_path_factory.getbasetemp()
    data = (base if alone else base.parent) / "demo"
    with _first_one(data) as is_first:
        url = fresh_database("parvis_demo", data) if is_first else (data / "url").read_text()
        app = create_app(config_for(data, url))
        app.testing = True
        app.test_client_class = Browser
        if is_first:
            with app.app_context():
                upgrade()
                seed(db.session(), app.extensions["storage"], lambda _step: None)
                db.session.commit()
            (data / "url").write_text(url)
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def fresh(tmp_path: Path, worker_id: str) -> Iterator[Flask]:
    """An application whose database is still without tables."""
    app = create_app(config_for(tmp_path, fresh_database(f"migrated_{worker_id}", tmp_path)))
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def demo(demo_app: Flask) -> Iterator[FlaskClient]:
    """A visitor of the demo school, in an application context."""
    with demo_app.app_context():
        yield demo_app.test_client()
        db.session.remove()


@pytest.fixture
def app(worker_app: Flask) -> Iterator[Flask]:
    """The application with an empty database, in an application context."""
    with worker_app.app_context():
        empty(db.session())
        db.session.execute(update(SiteVersion).values(value=SiteVersion.value + 1))
        db.session.commit()
        yield worker_app
        db.session.remove()


@pytest.fixture(scope="session")
def worker_keeping(worker_app: Flask) -> Iterator[Flask]:
    """The same instance as another process serves it, which keeps pages for visitors."""
    found = create_app(replace(worker_app.extensions["parvis"], page_cache=8))
    found.testing = True
    yield found
    with found.app_context():
        db.engine.dispose()


@pytest.fixture
def keeping(app: Flask, worker_keeping: Flask) -> Flask:
    """That process, beside the application with an empty database, which keeps no page."""
    return worker_keeping


@pytest.fixture
def demo_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the school's clock stand at the moment of the factories."""
    monkeypatch.setattr("app.clock.frozen", NOW)


@pytest.fixture
def drawn_site(worker_app: Flask, demo_day: None) -> Iterator[Flask]:
    """The application, its clock stopped; each example of a property writes its own site."""
    yield worker_app
    with worker_app.app_context():
        empty(db.session())


@pytest.fixture
def session(app: Flask) -> Session:
    """The database session of the application context."""
    return db.session()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser without script, on the empty application."""
    return app.test_client()


@pytest.fixture
def own_instance(demo_app: Flask, tmp_path: Path) -> Config:
    """A copy of the demo school that a test may change and break, on SQLite."""
    return copy_of(demo_app, tmp_path)


@pytest.fixture
def own_app(own_instance: Config) -> Iterator[Flask]:
    """The application on that copy."""
    app = create_app(own_instance)
    app.testing = True
    yield app
    with app.app_context():
        db.engine.dispose()


@contextmanager
def _first_one(folder: Path) -> Iterator[bool]:
    """Let test processes in one after the other; say whether this one is the first."""
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield not (folder / "url").exists()
