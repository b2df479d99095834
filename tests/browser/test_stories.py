"""What visitors come for, from the home page to the answer."""

import pytest
from playwright.sync_api import expect

from tests.browser.looks import Visit

pytestmark = pytest.mark.browser


def test_a_family_finds_the_open_day_in_two_clicks(phone: Visit) -> None:
    phone.go("/")
    phone.page.get_by_role("link", name="Portes ouvertes").first.click()
    title = phone.page.get_by_role("heading", level=1)
    expect(title).to_contain_text("Portes ouvertes")
    expect(phone.page.get_by_role("main")).to_contain_text("14 mars")


@pytest.mark.parametrize("typed", ["œuvre", "oeuvre", "ŒUVRES"])
def test_a_word_is_found_however_it_is_typed(visit: Visit, typed: str) -> None:
    visit.go("/")
    box = visit.page.get_by_role("searchbox").first
    box.fill(typed)
    box.press("Enter")
    hits = visit.page.locator("ol.hits > li")
    expect(hits.first).to_be_visible()
    marks = {mark.casefold() for mark in hits.locator("mark").all_inner_texts()}
    assert marks
    assert {mark.replace("œ", "oe").rstrip("s") for mark in marks} == {"oeuvre"}


def test_a_parent_finds_the_supplies_and_takes_a_list_away(phone: Visit) -> None:
    phone.go("/")
    box = phone.page.get_by_role("searchbox").first
    box.fill("liste de fourniture")
    box.press("Enter")
    phone.page.locator("ol.hits").get_by_role("link", name="Listes de fournitures").click()
    with phone.page.expect_download() as taken:
        phone.page.locator("a.file").first.click()
    assert taken.value.suggested_filename.endswith(".pdf")


def test_a_visitor_reads_on_and_comes_back(visit: Visit) -> None:
    """The path above the title leads to the rubrique, the name of the school home."""
    visit.go("/")
    visit.page.locator(".nav").get_by_role("link", name="Actualités").click()
    visit.page.locator(".rows").get_by_role("link").first.click()
    visit.page.locator(".crumbs").get_by_role("link", name="Actualités").click()
    expect(visit.page.get_by_role("heading", level=1)).to_have_text("Actualités")
    visit.page.locator(".masthead").get_by_role("link", name="Collège des Trois Rivières").click()
    expect(visit.page).to_have_url(visit.site + "/")


def test_whoever_is_lost_is_helped(visit: Visit) -> None:
    assert visit.go("/articles/999999-rien") == 404
    visit.page.get_by_role("searchbox").last.fill("cantine")
    visit.page.get_by_role("searchbox").last.press("Enter")
    expect(visit.page.locator("ol.hits > li").first).to_be_visible()
