"""Migrations: one line that leads to the models, over a filled database, and back."""

from pathlib import Path
from typing import Any

from alembic.script import ScriptDirectory
from flask import Flask
from flask_migrate import check, downgrade, upgrade
from sqlalchemy import CheckConstraint, insert, inspect, select, text

from app.config import ROOT
from app.extensions import db
from app.factory import create_app
from app.models import Base, SiteRight, SiteVersion
from app.queries.newest_texts import articles_holding
from app.rules.site_rights import Right
from tests.conftest import config_for
from tests.upgrade_rows import RELEASED, contents, fill, reflected

FIRST = "0001"


def fill_at(revision: str) -> dict[str, int]:
    """Add the rows that a database of this revision holds; return how many each table then has."""
    with db.engine.begin() as connection:
        fill(connection, revision)
    return counted()


def counted() -> dict[str, int]:
    """Return how many rows each table has now."""
    with db.engine.connect() as connection:
        return {name: len(rows) for name, rows in contents(connection).items()}


def newest() -> str:
    """Return the revision of the models."""
    return str(ScriptDirectory(str(ROOT / "migrations")).get_current_head())


def broken_references() -> list[Any]:
    """Return the rows that refer to nothing; PostgreSQL never has any."""
    with db.engine.connect() as connection:
        if connection.dialect.name != "sqlite":
            return []
        return list(connection.exec_driver_sql("PRAGMA foreign_key_check"))


def test_there_is_one_line_of_migrations() -> None:
    scripts = ScriptDirectory(str(ROOT / "migrations"))
    revisions = list(scripts.walk_revisions())
    assert len(scripts.get_heads()) == 1
    assert [one.revision for one in revisions if one.is_merge_point or one.is_branch_point] == []
    assert all(one.doc for one in revisions)


def test_migrations_equal_models(fresh: Flask) -> None:
    upgrade()
    check()


def test_migrations_make_the_checks_of_the_models(fresh: Flask) -> None:
    """Alembic compares tables, columns, indexes and keys, but not these."""
    upgrade()
    inspector = inspect(db.engine)
    for table in Base.metadata.sorted_tables:
        wanted = {str(one.name) for one in table.constraints if isinstance(one, CheckConstraint)}
        made = {one["name"] for one in inspector.get_check_constraints(table.name)}
        assert wanted == made, table.name


def test_ids_known_elsewhere_are_never_given_again(fresh: Flask) -> None:
    """Alembic does not compare this, and forgets it where a table is made anew."""
    upgrade()
    with db.engine.connect() as connection:
        if connection.dialect.name != "sqlite":
            return  # a sequence gives no number twice
        made = dict(connection.execute(text("SELECT name, sql FROM sqlite_master")).all())
    for table in Base.metadata.sorted_tables:
        wanted = bool(table.dialect_options["sqlite"]["autoincrement"])
        assert ("AUTOINCREMENT" in made[table.name]) is wanted, table.name


def test_ids_of_what_was_deleted_do_not_come_again(fresh: Flask) -> None:
    """A table made anew counts from what it holds."""
    upgrade(revision=RELEASED)
    with db.engine.begin() as connection:
        fill(connection, RELEASED)
        articles = reflected(connection).tables["article"]
        last = {**connection.execute(articles.select().limit(1)).one()._mapping, "id": 500}
        connection.execute(articles.insert().values(last))
        connection.execute(articles.delete().where(articles.c.id == 500))
    upgrade()
    with db.engine.begin() as connection:
        if connection.dialect.name == "sqlite":
            given = dict(connection.execute(text("SELECT name, seq FROM sqlite_sequence")).all())
            assert given["article"] == 500


def test_a_filled_database_keeps_its_rows(fresh: Flask) -> None:
    """With foreign keys on, a table made anew would take the rows that refer to it along."""
    upgrade(revision=FIRST)
    before = fill_at(FIRST)
    upgrade()
    after = counted()
    assert {name: after[name] for name in before} == before
    assert broken_references() == []


def test_what_was_there_before_the_full_text_search_is_found(fresh: Flask) -> None:
    upgrade(revision=FIRST)
    fill_at(FIRST)
    upgrade()
    with db.engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            statement = "SELECT count(*) FROM search_index WHERE search_index MATCH 'museum'"
        else:
            statement = "SELECT count(*) FROM search_document WHERE vector @@ 'museum'::tsquery"
        assert connection.scalar(text(statement)) == 1


def test_parts_of_words_are_found_in_texts_that_were_there_before(fresh: Flask) -> None:
    upgrade(revision="0010")
    fill_at("0010")
    upgrade()
    assert db.session.scalars(articles_holding(["museu"])).all() == [1]
    assert db.session.scalars(articles_holding(["introuvable"])).all() == []
    db.session.remove()


def test_foreign_keys_hold_again_after_the_migrations(fresh: Flask) -> None:
    upgrade()
    with db.engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


def test_the_way_back_and_forth(fresh: Flask) -> None:
    upgrade()
    fill_at(newest())
    downgrade(revision="base")
    assert set(inspect(db.engine).get_table_names()) <= {"alembic_version"}
    upgrade()
    check()
    assert db.session.scalar(select(SiteVersion.value)) == 1


def test_the_way_back_leaves_no_right_that_older_code_does_not_know(fresh: Flask) -> None:
    upgrade()
    with db.engine.begin() as connection:
        connection.execute(insert(SiteRight), [{"right": one, "key": "members"} for one in Right])
    downgrade(revision="0006")
    with db.engine.connect() as connection:
        rights = connection.scalars(text('SELECT "right" FROM site_right')).all()
    assert set(rights) == set(Right) - {Right.COMPOSE_PERSONAL}


def test_migrating_twice_changes_nothing(fresh: Flask) -> None:
    upgrade()
    before = fill_at(newest())
    upgrade()
    assert counted() == before


def test_the_file_of_the_database_is_read_by_nobody_else(tmp_path: Path) -> None:
    """Nor what SQLite writes beside it; whoever updates an older school closes it, too."""
    place = tmp_path / "parvis.db"
    place.touch(0o644)
    own = create_app(config_for(tmp_path, f"sqlite:///{place}"))
    with own.app_context():
        upgrade()
        with db.engine.connect() as connection:
            assert connection.scalar(text("SELECT value FROM site_version")) is not None
            modes = {one.name: one.stat().st_mode & 0o777 for one in tmp_path.glob("parvis.db*")}
        db.engine.dispose()
    assert modes == dict.fromkeys(("parvis.db", "parvis.db-shm", "parvis.db-wal"), 0o600)
