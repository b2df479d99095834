"""The pages that the law asks for: complete with the settings of a school, and without them."""

from collections.abc import Mapping
from itertools import pairwise
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from flask import Flask
from lxml import html
from sqlalchemy import select

from app.config import ROOT
from app.demo.texts import load
from app.models import Setting, SiteVersion
from app.queries.school import FIELDS
from app.rules.retention import RETENTION
from tests.visits import browser, saved

PAGES = (
    "/mentions-legales",
    "/accessibilite",
    "/donnees-personnelles",
    "/contact",
    "/aide",
    "/signaler",
    "/plan-du-site",
)


def page(app: Flask, path: str) -> html.HtmlElement:
    """Return a page that must be there."""
    answer = browser(app).get(path)
    assert answer.status_code == 200
    return html.fromstring(answer.get_data(as_text=True))


def said(app: Flask, path: str) -> str:
    """Return what the content of a page says, on one line, with plain spaces."""
    return " ".join(page(app, path).get_element_by_id("contenu").text_content().split())


@pytest.fixture
def demo_settings(app: Flask) -> Mapping[str, Any]:
    """The settings of the demo school, stored."""
    found = load("settings")
    with saved(app) as session:
        session.add_all(Setting(name=name, value=value) for name, value in found.items())
    return found


def test_every_setting_of_the_demo_is_known() -> None:
    assert set(load("settings")) <= FIELDS


@pytest.mark.parametrize("path", PAGES)
def test_each_is_linked_from_every_page(app: Flask, path: str) -> None:
    for other in PAGES:
        links = page(app, other).xpath("//footer//a/@href")
        assert path in {link.partition("?")[0] for link in links}


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("stored", [False, True])
def test_each_is_sound(app: Flask, path: str, stored: bool, request: pytest.FixtureRequest) -> None:
    if stored:
        request.getfixturevalue("demo_settings")
    found = page(app, path)
    [heading] = found.iter("h1")
    assert found.findtext(".//title").startswith(heading.text_content().strip() + " – ")
    ids = found.xpath("//@id")
    assert len(ids) == len(set(ids))
    for anchor in found.cssselect(".contents a"):
        assert anchor.get("href").removeprefix("#") in ids
        assert anchor.text_content().strip()
    ranks = [int(one.tag[1]) for one in found.xpath("//main//*[self::h1 or self::h2 or self::h3]")]
    assert all(after <= before + 1 for before, after in pairwise(ranks))
    assert not found.xpath(
        "//main//*[self::li or self::dd or self::dt or self::p][not(normalize-space())]"
    )


def test_the_legal_notice_names_publisher_director_and_host(
    app: Flask, demo_settings: Mapping[str, Any]
) -> None:
    notice = said(app, "/mentions-legales")
    for name in ("name", "street", "postcode", "city", "phone", "uai", "director_name", "editors",
                 "host_name", "host_address", "host_phone", "picture_credits"):  # fmt: skip
        assert " ".join(str(demo_settings[name]).split()) in notice, name


def test_the_accessibility_statement_has_its_set_form(
    app: Flask, demo_settings: Mapping[str, Any]
) -> None:
    statement = said(app, "/accessibilite")
    lists = ("gaps", "exempt", "technologies", "environments", "tools", "plan")
    for line in (line for name in lists for line in demo_settings[f"accessibility_{name}"]):
        assert " ".join(line.split()) in statement, line
    for needed in (
        "2005-102",
        "RGAA",
        "4.1.2",
        "lundi 1er septembre 2025",
        "09 69 39 00 00",
        "Libre réponse 71120",
        "75342 Paris CEDEX 07",
        "http://localhost/",
    ):
        assert " ".join(needed.split()) in statement, needed
    links = page(app, "/accessibilite").xpath("//main//a/@href")
    assert "https://formulaire.defenseurdesdroits.fr/" in links
    assert "tel:+33969390000" in links


def test_a_new_site_is_not_compliant(app: Flask) -> None:
    assert "non conforme" in page(app, "/").xpath("string(//footer)")


def test_the_privacy_page_tells_treatments_retention_and_rights(
    app: Flask, demo_settings: Mapping[str, Any]
) -> None:
    privacy = said(app, "/donnees-personnelles")
    for treatment in demo_settings["treatments"]:
        for value in treatment.values():
            assert " ".join(value.split()) in privacy, value
    for name in ("data_controller", "dpo_name", "dpo_email", "dpo_address"):
        assert demo_settings[name] in privacy
    assert "CNIL" in privacy
    periods = page(app, "/donnees-personnelles").xpath(
        "//h2[@id='durees']/following-sibling::ul[1]/li"
    )
    numbers = ["".join(filter(str.isdigit, one.text_content())) for one in periods[:4]]
    assert numbers == ["12", "30", "3", "2"]
    assert RETENTION.session_days == 30
    script = (ROOT / "static" / "js" / "local_copies.js").read_text()
    assert f"KEPT_FOR = {RETENTION.browser_copy_days} * 24 * 3600 * 1000;" in script


def test_contact_gives_numbers_hours_and_a_map_after_a_click(
    app: Flask, demo_settings: Mapping[str, Any]
) -> None:
    contact = said(app, "/contact")
    for line in (*demo_settings["phones"], *demo_settings["opening_hours"]):
        for value in line.values():
            assert " ".join(value.split()) in contact, value
    found = page(app, "/contact")
    [link] = found.xpath("//main//a[contains(@href, 'openstreetmap')]/@href")
    assert parse_qs(urlsplit(link).query)["query"] == [
        "Collège des Trois Rivières 12 rue du Confluent, 31990 Rivemont"
    ]
    assert not found.xpath("//main//iframe | //main//img")


def test_a_report_carries_the_address_of_the_page(
    app: Flask, demo_settings: Mapping[str, Any]
) -> None:
    from_page = page(app, "/contact").xpath("//footer//a[contains(@href, 'signaler')]/@href")[0]
    letter = page(app, from_page).xpath("//main//a[contains(@class, 'btn')]/@href")[0]
    assert letter.startswith(f"mailto:{demo_settings['director_email']}?")
    query = parse_qs(letter.partition("?")[2])
    assert query["subject"] == [unquote(query["subject"][0])]
    assert "http://localhost/contact" in query["body"][0].split("\r\n")[0]
    assert "+" not in letter
    assert demo_settings["director_name"] in said(app, "/signaler")


@pytest.mark.parametrize(
    "target",
    ["//evil.example", "https://evil.example", "/\\evil", "javascript:alert(1)", "/a b", "/\n", ""],
)
def test_a_report_carries_no_address_of_another_site(
    app: Flask, demo_settings: Mapping[str, Any], target: str
) -> None:
    answer = browser(app).get("/signaler", query_string={"page": target})
    assert answer.status_code == 200
    found = html.fromstring(answer.get_data(as_text=True)).get_element_by_id("contenu")
    assert b"evil" not in html.tostring(found)
    assert b"alert" not in html.tostring(found)


def test_health_tells_the_version(app: Flask) -> None:
    answer = browser(app).get("/healthz")
    with saved(app) as session:
        version = session.scalar(select(SiteVersion.value))
    assert answer.get_json() == {"status": "ok", "site_version": version}
