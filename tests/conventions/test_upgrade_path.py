"""From every earlier revision forward: nothing is lost, and the site answers.

`tests/long/test_upgrade_of_a_school.py` does it with a whole school.
"""

import pytest
from alembic.script import ScriptDirectory
from flask import Flask
from flask_migrate import upgrade

from app.config import ROOT
from app.extensions import db
from app.models import Base, Rubrique
from tests.factories import make_article
from tests.faults import Fault, failing_at
from tests.upgrade_rows import RELEASED, ROWS, contents, fill
from tests.visits import browser, saved, signed_in
from tests.web.site_pages import text_of

REVISIONS = sorted(
    one.revision for one in ScriptDirectory(str(ROOT / "migrations")).walk_revisions()
)
EARLIER = [
    pytest.param(one, marks=() if one == RELEASED else pytest.mark.long) for one in REVISIONS[:-1]
]
"""All but the last revision of the previous release are tried with the slow tests."""

pytestmark = pytest.mark.usefixtures("demo_day")


def test_each_table_has_a_row() -> None:
    """A table that a new migration brings gets one."""
    made_by_the_first = {"site_version"}
    assert {name for _since, name, _row in ROWS} == Base.metadata.tables.keys() - made_by_the_first


@pytest.mark.parametrize("revision", EARLIER)
def test_nothing_is_lost_and_the_site_answers(fresh: Flask, revision: str) -> None:
    upgrade(revision=revision)
    with db.engine.begin() as connection:
        fill(connection, revision)
    with db.engine.connect() as connection:
        before = contents(connection)
    upgrade()
    with db.engine.connect() as connection:
        after = contents(connection)
    for name, rows in before.items():
        known = [{column: row[column] for column in rows[0]} for row in after[name]]
        assert known == rows, name
    assert {row["naming_word"] for row in after["person"]} >= {"castagne", "dubosc"}
    assert [row["is_illustrated"] for row in after["article"]] == [False, True, False]
    assert [row["name_key"] for row in after["rubrique"]] == ["vie de l etablissement", "conseil"]
    assert [row["approved_by_id"] for row in after["article"]] == [2, 5, None]
    assert [row["id"] for row in after["person"] if row["has_contributed"]] == [1, 2, 5]
    visitors_find_the_article(fresh)
    its_people_come_in(fresh, revision)
    what_is_new_gets_new_numbers(fresh)


@pytest.mark.parametrize("step", [60, pytest.param(7, marks=pytest.mark.long)])
def test_an_update_that_is_cut_short_leaves_everything_as_it_was(fresh: Flask, step: int) -> None:
    upgrade(revision=RELEASED)
    with db.engine.begin() as connection:
        fill(connection, RELEASED)
    with db.engine.connect() as connection:
        before = contents(connection)
    for number in range(1, 2_000, step):
        with failing_at(db.engine, number):
            try:
                upgrade()
            except Fault:
                pass
            else:
                break
        with db.engine.connect() as connection:
            assert contents(connection) == before, f"cut at statement {number}"
            keys_hold = (
                connection.dialect.name != "sqlite"
                or connection.exec_driver_sql("PRAGMA foreign_keys").scalar_one()
            )
            assert keys_hold, f"cut at statement {number}"
    assert number > 2 * step
    visitors_find_the_article(fresh)


def visitors_find_the_article(app: Flask) -> None:
    client = browser(app)
    for path in ("/", "/agenda", "/agenda.ics", "/plan-du-site", "/sitemap.xml", "/rss.xml"):
        assert client.get(path).status_code == 200, path
    assert "Bienvenue à tous." in text_of(client.get("/"))
    for path in ("/rubriques/1-vie-de-l-etablissement", "/recherche?q=muséum"):
        assert "Une sortie au muséum" in text_of(client.get(path)), path
    assert "Samedi." in text_of(client.get("/articles/1-une-sortie-au-museum"))
    assert client.get("/articles/2-a-jeter").status_code == 404


def its_people_come_in(app: Flask, revision: str) -> None:
    head, parent = signed_in(app, 1), signed_in(app, 2)
    for path in (
        "/accueil", "/publication/contributions", "/publication/mediatheque", "/site/rubriques",
        "/site/journal", "/site/travaux", "/site/page-accueil", "/communication/annonces",
        "/annuaire/", "/annuaire/groupes", "/mon-compte",
    ):  # fmt: skip
        assert head.get(path).status_code == 200, path
    assert "Grève" in text_of(signed_in(app, 1).get("/communication/annonces")), revision
    # The parent was suspended before the upgrade, and still is.
    assert parent.get("/accueil").status_code == 302


def what_is_new_gets_new_numbers(app: Flask) -> None:
    with saved(app) as session:
        found = make_article(session, session.get_one(Rubrique, 1), "Après la mise à jour")
        assert found.id > 3
    assert "Après la mise à jour" in text_of(browser(app).get("/recherche?q=jour"))
