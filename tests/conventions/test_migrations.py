"""Migrations: one line that leads to the models, over a filled database, and back."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic.script import ScriptDirectory
from flask import Flask
from flask_migrate import check, downgrade, upgrade
from sqlalchemy import CheckConstraint, MetaData, Table, func, insert, inspect, select, text

from app.config import ROOT
from app.extensions import db
from app.factory import create_app
from app.models import Base, SiteRight, SiteVersion
from app.rules.site_rights import Right
from tests.conftest import config_for, fresh_database

FIRST = "0001"
DAY = "2026-03-24 09:00:00"

ROWS: list[tuple[str, dict[str, Any]]] = [
    ("group", {"id": 1, "kind": "level", "name": "6e", "sort_key": "6e"}),
    ("group", {"id": 2, "kind": "class", "name": "6A", "sort_key": "6a", "level_id": 1}),
    (
        "person",
        {
            "id": 1,
            "login": "h.castagne",
            "first_name": "Hélène",
            "last_name": "Castagné",
            "sort_key": "castagne helene",
            "source": "academic",
        },
    ),
    ("person_function", {"person_id": 1, "function": "ENS"}),
    ("membership", {"person_id": 1, "group_id": 2, "part": "teacher"}),
    (
        "rubrique",
        {
            "id": 1,
            "position": 0,
            "name": "Vie de l’établissement",
            "introduction": "",
            "visibility": "public",
            "inherits": True,
            "has_blog": True,
            "has_agenda": True,
            "is_temporary": False,
        },
    ),
    ("rubrique_grant", {"rubrique_id": 1, "key": "profile:teacher", "role": "writer"}),
    (
        "article",
        {"id": 1, "rubrique_id": 1, "author_id": 1, "status": "draft", "position": 0}
        | {"created_at": DAY, "starts_at": DAY, "bumped_at": DAY},
    ),
    (
        "revision",
        {"id": 1, "article_id": 1, "number": 1, "author_id": 1, "created_at": DAY}
        | {"title": "Une sortie au muséum", "summary": "", "body": "<p>Samedi.</p>"},
    ),
    (
        "media",
        {"id": 1, "kind": "picture", "title": "Le muséum", "filename": "museum.jpg"}
        | {"mime_type": "image/jpeg", "size": 1, "keywords": "", "in_collection": False}
        | {"licence": "CC0-1.0", "created_at": DAY},
    ),
    (
        "media_form",
        {"media_id": 1, "name": "full-1600.jpg", "width": 1600, "height": 900, "size": 1}
        | {"mime_type": "image/jpeg", "stored_name": "f" * 64 + ".jpg"},
    ),
    (
        "media_use",
        {"id": 1, "media_id": 1, "revision_id": 1, "slot": "illustration", "position": 0},
    ),
    (
        "search_document",
        {"article_id": 1, "title": "sort museum", "summary": "", "body": "samed"},
    ),
    ("setting", {"name": "city", "value": '"Trois-Rivières"'}),
]
"""A small school as the first migration knows it; later columns have defaults."""


@pytest.fixture
def fresh(tmp_path: Path, worker_id: str) -> Iterator[Flask]:
    """An application whose database is still without tables."""
    app = create_app(config_for(tmp_path, fresh_database(f"migrated_{worker_id}", tmp_path)))
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


def fill() -> dict[str, int]:
    """Add the rows to the database as it is now; return how many each table then has."""
    with db.engine.begin() as connection:
        known = MetaData()
        known.reflect(connection)
        for name, row in ROWS:
            columns = ", ".join(f'"{column}"' for column in row)
            values = ", ".join(f":{column}" for column in row)
            connection.execute(text(f'INSERT INTO "{name}" ({columns}) VALUES ({values})'), row)
        connection.execute(text("UPDATE article SET status = 'online', online_revision_id = 1"))
        return {name: _count(connection, known.tables[name]) for name, _ in ROWS}


def counted(names: dict[str, int]) -> dict[str, int]:
    """Return how many rows these tables have now."""
    with db.engine.connect() as connection:
        known = MetaData()
        known.reflect(connection, only=list(names))
        return {name: _count(connection, known.tables[name]) for name in names}


def _count(connection: Any, table: Table) -> int:
    return connection.scalar(select(func.count()).select_from(table))


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


def test_a_filled_database_keeps_its_rows(fresh: Flask) -> None:
    """With foreign keys on, a table made anew would take the rows that refer to it along."""
    upgrade(revision=FIRST)
    before = fill()
    upgrade()
    assert counted(before) == before
    assert broken_references() == []


def test_what_was_there_before_the_full_text_search_is_found(fresh: Flask) -> None:
    upgrade(revision=FIRST)
    fill()
    upgrade()
    with db.engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            statement = "SELECT count(*) FROM search_index WHERE search_index MATCH 'museum'"
        else:
            statement = "SELECT count(*) FROM search_document WHERE vector @@ 'museum'::tsquery"
        assert connection.scalar(text(statement)) == 1


def test_foreign_keys_hold_again_after_the_migrations(fresh: Flask) -> None:
    upgrade()
    with db.engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


def test_the_way_back_and_forth(fresh: Flask) -> None:
    upgrade()
    fill()
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
    before = fill()
    upgrade()
    assert counted(before) == before
