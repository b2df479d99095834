"""Each home page is composed by a right of its own: who holds one finds nothing of the other."""

import re

import pytest
from flask import Flask
from lxml import html

from app.models import PageKind, Person
from tests.visits import Browser, saved
from tests.web.page_rights_kit import (
    BASES,
    COMPOSED,
    FINDS_PEOPLE,
    GIVEN,
    SEE_PEOPLE,
    addresses,
    school_of_composers,
    stored,
)
from tests.web.site_pages import text_of, token_of
from tests.web.site_school import School

pytestmark = pytest.mark.usefixtures("demo_day")


@pytest.fixture
def school(app: Flask) -> School:
    return school_of_composers(app)


def links_on(client: Browser, address: str) -> set[str]:
    """Return where a page leads, and where its forms are sent."""
    document = html.document_fromstring(client.get(address).text)
    return set(document.xpath("//@href | //@action | //@formaction | //@src"))


def test_both_pages_have_the_same_addresses(school: School) -> None:
    below = [
        {
            (method, re.sub(r"\d+", "1", address.removeprefix(BASES[page])))
            for method, address in addresses(school, page)
        }
        for page in PageKind
    ]
    assert below[0] == below[1]
    assert len(below[0]) > 20


@pytest.mark.parametrize("page", PageKind)
@pytest.mark.parametrize("who", COMPOSED)
def test_each_address_asks_for_the_right_of_its_page(
    school: School, who: str, page: PageKind
) -> None:
    before, client = stored(school, page), school.come(who)
    data = {"csrf_token": token_of(client)}
    may = page in COMPOSED[who]
    for method, address in addresses(school, page):
        if method == "GET":
            is_open = may and (who in SEE_PEOPLE or not address.endswith(FINDS_PEOPLE))
            assert client.get(address).status_code == (200 if is_open else 403), address
        else:
            status = client.post(address, data=data).status_code
            assert (status == 403) is not may, address
            assert status < 500, address
    if not may:
        assert stored(school, page) == before


@pytest.mark.parametrize("page", PageKind)
@pytest.mark.parametrize("who", COMPOSED)
def test_a_query_does_not_change_which_page_is_meant(
    school: School, who: str, page: PageKind
) -> None:
    client = school.come(who)
    answer = client.get(BASES[page], query_string={"page": [str(one) for one in PageKind]})
    assert answer.status_code == (200 if page in COMPOSED[who] else 403)
    for other in set(PageKind) - {page}:
        assert f"Brouillon de {other}" not in answer.text


@pytest.mark.parametrize("who", COMPOSED)
def test_all_pages_lead_to_what_one_composes_only(school: School, who: str) -> None:
    client = school.come(who)
    mine = [base for page, base in BASES.items() if page in COMPOSED[who]]
    others = tuple(base for page, base in BASES.items() if page not in COMPOSED[who])
    has_site = who != "pupil"
    menu = links_on(client, "/site/") if has_site else set()
    assert set(mine) <= menu
    for address in {*mine, *(f"{base}/qui-publie" for base in mine[:1])}:
        assert address in menu, address
    shown = ["/", "/accueil", "/aide", *(["/site/"] if has_site else [])]
    for page in COMPOSED[who]:
        shown += [
            address
            for method, address in addresses(school, page)
            if method == "GET" and (who in SEE_PEOPLE or not address.endswith(FINDS_PEOPLE))
        ]
    for address in shown:
        wrong = {one for one in links_on(client, address) if others and one.startswith(others)}
        assert not wrong, address


def test_a_tile_of_the_other_page_is_not_there(school: School) -> None:
    """Not even below the page that one composes."""
    client = school.come("teacher")
    other = [
        address.removeprefix(BASES[PageKind.PERSONAL_HOME])
        for method, address in addresses(school, PageKind.PERSONAL_HOME)
        if method == "GET" and re.search(r"\d", address)
    ]
    assert other
    for path in other:
        assert client.get(BASES[PageKind.PUBLIC_HOME] + path).status_code == 404, path


def test_each_page_names_those_who_compose_it(school: School) -> None:
    with saved(school.app) as session:
        for name in GIVEN:
            person = session.get_one(Person, school.people[name])
            person.first_name, person.last_name = "Ada", name.title()
    for page, base in BASES.items():
        words = text_of(school.come("head").get(f"{base}/qui-publie"))
        for name in GIVEN:
            told = f"Ada {name.title()} Droit de composer cette page" in words
            assert told is (page in COMPOSED[name]), name
