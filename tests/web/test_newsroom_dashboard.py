"""The first page of the newsroom: what waits, what is told, and a constant number of queries."""

import pytest
from flask import Flask
from sqlalchemy import delete

from app.extensions import db
from app.models import Grant
from app.rules.audience import user_key
from app.rules.visibility import Visibility
from tests.statements import recorded
from tests.visits import saved
from tests.web.newsroom_kit import Desk, forms_of, make_desk
from tests.web.reading_pages import words

pytestmark = pytest.mark.usefixtures("demo_day")

HOME = "/publication/"


def sections(desk: Desk, name: str) -> dict[str, list[str]]:
    """Return the titles of each section, by its heading."""
    page = desk.at(name, HOME)
    return {
        words(one.find("h2")): [words(link) for link in one.cssselect(".lines a")]
        for one in page.cssselect("section.panel")
        if one.cssselect(".lines")
    }


def test_each_finds_what_waits_for_him(desk: Desk) -> None:
    desk.write("writer", title="Brouillon")
    desk.write("writer", ("writer", "submit"), title="Soumis")
    desk.write("writer", ("writer", "submit"), ("chief", "refuse"), title="Refusé")
    desk.write("writer", ("writer", "submit"), ("chief", "approve"), title="En ligne")
    desk.write("publisher", ("publisher", "publish"), title="D’une autre")
    assert sections(desk, "writer") == {
        "Refusés, à reprendre": ["Refusé"],
        "Mes brouillons": ["Brouillon"],
        "En attente de validation": ["Soumis"],
        "Mes derniers articles": ["En ligne"],
    }
    assert sections(desk, "moderator") == {"À valider 1": ["Soumis"]}
    assert "Trop long." in words(desk.at("writer", HOME).find(".//main"))


def test_a_change_stands_once_where_it_is(desk: Desk) -> None:
    desk.write("writer", ("chief", "publish"), ("writer", "save"), title="Tarifs")
    assert sections(desk, "writer")["Mes brouillons"] == ["Tarifs, bis"]


def test_empty_pages_teach_the_next_step(desk: Desk) -> None:
    for name in ("writer", "moderator"):
        assert desk.at(name, HOME).cssselect(".empty a[href='/publication/articles/nouveau']")
    for name in ("visitor", "stranger"):
        page = desk.at(name, HOME)
        assert page.cssselect(".empty")
        assert not page.cssselect("main a[href*=nouveau]")


def test_notices_are_read_by_a_button(desk: Desk) -> None:
    desk.write("writer", ("writer", "submit"), ("chief", "refuse"), title="<b>Cross</b>")
    page = desk.at("writer", HOME)
    [told] = page.cssselect("aside .history li")
    assert words(told).startswith("Nouveau : Camille Chief a refusé <b>Cross</b>. Trop long.")
    address = "/publication/avis-lus"
    answer = desk.browsers["writer"].post(address, data=forms_of(page)[address])
    assert answer.status_code == 303
    page = desk.at("writer", HOME)
    assert address not in forms_of(page)
    assert "Nouveau" not in words(page.cssselect("aside .history li")[0])
    assert address in forms_of(desk.at("moderator", HOME))


def test_a_notice_ends_with_the_right_to_work_on_its_article(app: Flask) -> None:
    """It shows the title and the rubrique as they are now: both may have changed since."""
    desk = make_desk(app, Visibility.PRIVATE)
    desk.write("writer", ("writer", "submit"), ("chief", "refuse"), title="Conseil")
    for name in ("writer", "moderator"):
        assert "Conseil" in words(desk.at(name, HOME).find(".//main"))
        with saved(app) as session:
            session.execute(delete(Grant).where(Grant.key == user_key(desk.people[name])))
        assert "Conseil" not in words(desk.at(name, HOME).find(".//main"))


def test_the_menu_counts_what_waits(desk: Desk) -> None:
    desk.write("writer", ("writer", "submit"))
    assert "1" in words(desk.at("moderator", HOME).cssselect("header .nav__link")[0])
    assert desk.at("writer", "/contact").cssselect("header .account a[href='/publication/']")
    assert not desk.at("stranger", "/contact").cssselect("header .account a[href='/publication/']")


def test_the_number_of_queries_stays(desk: Desk) -> None:
    def asked() -> dict[str, int]:
        counts = {}
        for path in paths:
            desk.browsers["moderator"].get(path)
            with recorded(db.engine) as sent:
                assert desk.browsers["moderator"].get(path).status_code == 200
            counts[path] = len([one for one in sent if one.startswith(("SELECT", "WITH"))])
        return counts

    article_id = desk.write("moderator", ("chief", "submit"), ("chief", "refuse"))
    desk.write("writer", ("writer", "submit"))
    desk.write("writer", ("writer", "trash"))
    paths = [
        HOME,
        f"/publication/articles/{article_id}",
        f"/publication/articles/{article_id}/modifier",
        "/publication/corbeille",
        f"/publication/articles/nouveau?rubrique={desk.rubrique_id}",
    ]
    before = asked()
    for _ in range(4):
        for name in ("writer", "publisher"):
            desk.write(name, ("chief", "submit"))
            desk.write(name, ("chief", "publish"))
            desk.write(name, ("chief", "trash"))
            desk.write(name, ("chief", "submit"), ("chief", "refuse"))
    assert asked() == before
    assert max(before.values()) < 30, before


def test_the_head_of_each_page_says_that_something_was_told(app: Flask) -> None:
    """Whoever has nothing to approve sees how many notices are new, on any page."""
    desk = make_desk(app)
    desk.write("writer", ("writer", "submit"), ("chief", "refuse"))
    [hot] = desk.at("writer", "/mon-compte").cssselect("header .nav .count--hot")
    assert hot.text_content().strip() == "1"
    desk.post("writer", "/publication/avis-lus")
    assert desk.at("writer", "/mon-compte").cssselect("header .nav .count--hot") == []
