"""From the public pages into the newsroom: shown to those who work there, and to nobody else."""

import pytest
from flask import Flask

from app.extensions import db
from app.rules.roles import Role
from tests.statements import recorded
from tests.visits import browser
from tests.web.newsroom_kit import make_desk
from tests.web.reading_pages import words

pytestmark = pytest.mark.usefixtures("demo_day")


def test_the_doors_are_shown_to_those_who_may_go_through(app: Flask) -> None:
    desk = make_desk(app)
    article_id = desk.write("writer", ("chief", "publish"))
    public, work = f"/articles/{article_id}-la-sortie", f"/publication/articles/{article_id}"
    rubrique = f"/rubriques/{desk.rubrique_id}-actualites"
    for name in (*Role, "stranger"):
        links = {link.get("href") for link in desk.at(name, public).cssselect("main a")}
        works = name in ("writer", "moderator", "manager")
        assert (work in links) is works
        assert (f"{work}/modifier" in links) is works
        places = {link.get("href") for link in desk.at(name, rubrique).cssselect("main a")}
        new = f"/publication/articles/nouveau?rubrique={desk.rubrique_id}"
        assert (new in places) is (name not in ("visitor", "stranger"))
        if new in places:
            assert desk.browsers[name].get(new).status_code == 200
    assert "En ligne" in words(desk.at("writer", public).find(".//main"))


def test_a_visitor_s_pages_ask_nothing_about_roles(app: Flask) -> None:
    """But for the tree with its grants, which all requests share, and the menu is made of."""
    desk = make_desk(app)
    article_id = desk.write("writer", ("chief", "publish"))
    visitor = browser(app)
    for path in (f"/articles/{article_id}-la-sortie", f"/rubriques/{desk.rubrique_id}-actualites"):
        browser(app).get("/contact")
        with recorded(db.engine, sharing=True) as sent:
            page = visitor.get(path).text
        assert "/publication" not in page
        assert not [one for one in sent if "rubrique_grant.role" in one]
