"""The site version without a question: nothing that was committed is missed, on SQLite.

These look at a database of SQLite of their own, also where the others use PostgreSQL.
"""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, insert

from app.database import ONLY_READS, prepare_engine
from app.models import SiteVersion
from app.spans import wal_index
from app.spans.version import VersionReader
from tests.sqlite_process import another

RAISE = "UPDATE site_version SET value = value + 1"
"""What each transaction does that changes something public."""
ELSE = "UPDATE other SET value = value + 1"


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "parvis.db"


@pytest.fixture
def engine(database: Path) -> Iterator[Engine]:
    """A database whose site has version 1."""
    engine = create_engine(f"sqlite:///{database}")
    prepare_engine(engine)
    fill(engine)
    yield engine
    engine.dispose()


def fill(engine: Engine) -> None:
    SiteVersion.metadata.tables["site_version"].create(engine)
    with engine.begin() as connection:
        connection.execute(insert(SiteVersion).values(id=1, value=1))
        connection.exec_driver_sql("CREATE TABLE other (value INTEGER)")
        connection.exec_driver_sql("INSERT INTO other VALUES (0)")


def questions(reader: VersionReader) -> list[str]:
    """Note what its connections are asked from now on."""
    asked: list[str] = []
    for cursor in reader._idle:
        cursor.connection.set_trace_callback(asked.append)
    return asked


def test_it_asks_once_until_somebody_commits(engine: Engine, database: Path) -> None:
    reader = VersionReader(engine)
    assert [reader.read() for _time in range(2)] == [1, 1]
    asked = questions(reader)
    assert [reader.read() for _time in range(20)] == [1] * 20
    assert asked == []
    with another(database) as other:
        other.does(ELSE)
        assert [reader.read() for _time in range(20)] == [1] * 20
        assert len(asked) == 1, "something was committed, though nothing public"
        other.does("BEGIN IMMEDIATE")
        other.does(RAISE)
        assert reader.read() == 1
        other.does("ROLLBACK")
        assert reader.read() == 1
        other.does(RAISE)
        assert [reader.read() for _time in range(20)] == [2] * 20
    with engine.begin() as connection:
        connection.exec_driver_sql(RAISE)
    assert reader.read() == 3


def test_it_misses_nothing_that_another_process_has_committed(
    engine: Engine, database: Path
) -> None:
    """Whatever becomes of the log meanwhile: written back, begun anew, cut off."""
    draws = random.Random(7)
    others = (ELSE, "PRAGMA wal_checkpoint", "PRAGMA wal_checkpoint(RESTART)")
    version = 1
    reader = VersionReader(engine)
    with another(database) as one, another(database) as two:
        for _turn in range(300):
            who = draws.choice((one, two))
            if draws.random() < 0.5:
                who.does(RAISE)
                version += 1
            else:
                who.does(draws.choice((*others, "PRAGMA wal_checkpoint(TRUNCATE)")))
            assert reader.read() == version


def test_a_new_log_of_a_database_that_all_had_left_is_found(engine: Engine, database: Path) -> None:
    reader = VersionReader(engine)
    assert [reader.read() for _time in range(2)] == [1, 1]
    engine.dispose()
    shared = database.with_name("parvis.db-shm")
    assert not shared.exists(), "the last one takes it along"
    with another(database) as other:
        other.does(RAISE)
        assert [reader.read() for _time in range(2)] == [2, 2]
        other.does(RAISE)
        assert reader.read() == 3


def test_an_empty_log_that_looks_like_the_last_one_is_another(
    engine: Engine, database: Path
) -> None:
    """All empty logs begin alike: what was known of one says nothing of the next."""
    reader = VersionReader(engine)
    for version in range(1, 5):
        engine.dispose()  # the log is written back and gone
        assert [reader.read() for _time in range(3)] == [version] * 3
        engine.dispose()
        with another(database) as other:
            other.does(RAISE)


def test_its_locks_stay_those_of_others(engine: Engine, database: Path) -> None:
    """A process that closes a file loses its locks: what another thread reads would be gone."""
    reader = VersionReader(engine)
    reading = engine.connect().execution_options(**ONLY_READS)
    with another(database) as other, reading as connection:
        other.does(RAISE)
        assert reader.read() == 2
        assert connection.exec_driver_sql("SELECT value FROM site_version").scalar() == 2
        other.does(RAISE)
        assert reader.read() == 3
        reader.close()
        assert reader.read() == 3
        busy = "(1, "
        assert other.does("PRAGMA wal_checkpoint(TRUNCATE)").startswith(busy)
        connection.rollback()
        assert not other.does("PRAGMA wal_checkpoint(TRUNCATE)").startswith(busy)


def test_it_asks_each_time_where_there_is_no_such_log(database: Path) -> None:
    plain = create_engine(f"sqlite:///{database}")
    fill(plain)
    reader = VersionReader(plain)
    with another(database) as other:
        for version in range(1, 4):
            assert reader.read() == version
            other.does(RAISE)
    assert not database.with_name("parvis.db-shm").exists()
    plain.dispose()


def test_it_asks_each_time_where_the_log_is_of_another_kind(
    engine: Engine, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wal_index, "FORMAT", b"4")
    reader = VersionReader(engine)
    assert reader.read() == 1
    asked = questions(reader)
    assert [reader.read(), reader.read()] == [1, 1]
    assert len(asked) == 2
