"""The site plan and what machines read: site map, robots, manifest."""

from datetime import timedelta

import pytest
from flask import Flask
from lxml import etree, html

from app.rules.roles import Role
from app.rules.visibility import Visibility
from app.rules.workflow import Status
from tests.factories import NOW, make_article, make_person, make_rubrique
from tests.visits import browser, saved, signed_in

pytestmark = pytest.mark.usefixtures("demo_day")


@pytest.fixture
def teacher_id(app: Flask) -> int:
    """A small tree, one branch of which is for teachers; the id of one of them."""
    with saved(app) as session:
        school = make_rubrique(session, "Le collège")
        below = make_rubrique(session, "Vie au CDI", parent=school)
        private = make_rubrique(
            session,
            "Salle des profs",
            visibility=Visibility.PRIVATE,
            grants={"profile:teacher": Role.VISITOR},
        )
        make_article(session, below, "Un livre d’été")
        make_article(session, below, "Passé", ends_at=NOW - timedelta(hours=1))
        make_article(session, below, "Brouillon", status=Status.DRAFT)
        make_article(session, private, "Réservé")
        return make_person(session).id


def test_the_plan_nests_rubriques(app: Flask, teacher_id: int) -> None:
    page = html.fromstring(browser(app).get("/plan-du-site").get_data(as_text=True))
    [top, inner] = page.cssselect(".plan")[0].xpath(".//a")
    assert [top.text_content(), inner.text_content()] == ["Le collège", "Vie au CDI"]
    assert inner.getparent().getparent().getparent() == top.getparent().getparent()


def test_the_plan_shows_what_the_viewer_may_read(app: Flask, teacher_id: int) -> None:
    assert "Salle des profs" not in browser(app).get("/plan-du-site").get_data(as_text=True)
    seen = signed_in(app, teacher_id).get("/plan-du-site").get_data(as_text=True)
    page = html.fromstring(seen)
    assert page.cssselect(".plan .lock")[0].getparent().text_content().startswith("Salle des profs")


def test_every_useful_page_is_on_the_plan_and_answers(app: Flask) -> None:
    visitor = browser(app)
    page = html.fromstring(visitor.get("/plan-du-site").get_data(as_text=True))
    links = page.cssselect(".plan")[-1].xpath(".//a/@href")
    assert {visitor.get(link).status_code for link in links} == {200}
    assert {"/mentions-legales", "/accessibilite", "/donnees-personnelles", "/aide"} <= set(links)


def test_the_site_map_lists_what_is_public_and_current(app: Flask, teacher_id: int) -> None:
    answer = signed_in(app, teacher_id).get("/sitemap.xml")
    assert answer.mimetype == "application/xml"
    tree = etree.fromstring(answer.get_data())
    names = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    found = tree.xpath("//s:loc/text()", namespaces=names)
    assert all(address.startswith("http://localhost/") for address in found)
    assert sorted(address.rpartition("-")[2] for address in found if "-ete" in address) == ["ete"]
    assert not any(
        word in address for address in found for word in ("passe", "brouillon", "reserve")
    )
    assert not any("salle" in address for address in found)
    pages = {address for address in found if address.count("/") == 3 and address[-1] != "/"}
    assert {browser(app).get(address).status_code for address in pages} == {200}
    assert tree.xpath("count(//s:lastmod)", namespaces=names) == 1


def test_robots_are_told_of_the_site_map(app: Flask) -> None:
    answer = browser(app).get("/robots.txt", headers={"Host": "localhost"})
    assert answer.mimetype == "text/plain"
    assert "Sitemap: http://localhost/sitemap.xml" in answer.get_data(as_text=True).splitlines()


def test_the_manifest_names_icons_that_are_there(app: Flask) -> None:
    visitor = browser(app)
    answer = visitor.get("/manifest.webmanifest")
    assert answer.mimetype == "application/manifest+json"
    sizes = {icon["sizes"] for icon in answer.get_json(force=True)["icons"]}
    assert {"192x192", "512x512"} <= sizes
    for icon in answer.get_json(force=True)["icons"]:
        assert visitor.get(icon["src"]).mimetype == icon["type"]
