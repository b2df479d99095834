"""A whole school, taken back to each earlier revision, comes forward again with all that it held.

Going back takes away what the older revision does not know, so that what is left is a database of
that revision with 1,849 people in it.
"""

import pytest
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import select

from app.demo.seed import seed
from app.extensions import db
from app.models import Person
from tests.conventions.test_upgrade_path import RELEASED, REVISIONS
from tests.demo_pages import article, rubrique, search
from tests.upgrade_rows import contents
from tests.visits import browser, saved, signed_in

pytestmark = [pytest.mark.long, pytest.mark.usefixtures("demo_day")]

PAGES = (
    "/", article("A15"), rubrique("actualites"), search("collège"), search("Barcelone"),
    "/agenda", "/agenda.ics", "/rss.xml", "/plan-du-site", "/sitemap.xml", "/mentions-legales",
)  # fmt: skip
OWN_PAGES = ("/accueil", "/publication/contributions", "/annuaire/", "/communication/annonces")


def test_a_school_of_each_earlier_revision_comes_forward(fresh: Flask) -> None:
    upgrade()
    seed(db.session(), fresh.extensions["storage"], lambda _step: None)
    db.session.commit()
    shown = pages(fresh)
    for revision in reversed(REVISIONS[:-1]):
        db.session.remove()
        downgrade(revision=revision)
        before = everything()
        upgrade()
        after = everything()
        assert len(before["person"]) > 1_800
        for name, rows in before.items():
            known = rows[0].keys() if rows else ()
            assert [{one: row[one] for one in known} for row in after[name]] == rows, name
        if revision >= RELEASED:
            assert pages(fresh) == shown, f"visitors see something else after {revision}"
        people_come_in(fresh)


def everything() -> dict[str, list[dict[str, object]]]:
    """Return all rows of the database as it is."""
    with db.engine.connect() as connection:
        return contents(connection)


def pages(app: Flask) -> dict[str, bytes]:
    """Return what visitors see."""
    visitor = browser(app)
    found = {path: visitor.get(path, follow_redirects=True) for path in PAGES}
    assert {path: one.status_code for path, one in found.items()} == dict.fromkeys(PAGES, 200)
    return {path: one.get_data() for path, one in found.items()}


def people_come_in(app: Flask) -> None:
    """Ask for the pages of the head and of a teacher."""
    for login in ("h.castagne", "l.ferrer"):
        with saved(app) as session:
            person_id = session.scalars(select(Person.id).where(Person.login == login)).one()
        client = signed_in(app, person_id)
        for path in OWN_PAGES:
            assert client.get(path).status_code == 200, (login, path)
