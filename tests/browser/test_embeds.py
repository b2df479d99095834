"""Content of other sites: asked for after a click and never before, a link without script."""

import re

import pytest
from playwright.sync_api import Request, expect

from tests.browser.looks import Looks, Visit
from tests.demo_pages import PAGES, article

pytestmark = pytest.mark.browser

HOST = "https://view.genially.com/"


def test_an_embed_asks_its_host_after_the_click_only(visit: Visit) -> None:
    visit.go(article("A36"))
    visit.page.wait_for_load_state("networkidle")
    button = visit.page.get_by_role("button", name="genially.com")
    expect(button).to_be_visible()
    assert visit.page.locator("iframe").count() == 0
    assert visit.foreign == []
    with visit.page.expect_event("request", lambda asked: asked.url.startswith(HOST)) as asked:
        button.click()
    request: Request = asked.value
    assert request.headers.get("referer", visit.site + "/") == visit.site + "/"
    frame = visit.page.locator("iframe")
    expect(frame).to_be_focused()
    expect(frame).to_have_attribute("title", re.compile("."))
    assert "allow-top-navigation" not in (frame.get_attribute("sandbox") or "")
    assert {url for url in visit.foreign if not url.startswith(HOST)} == set()
    assert [said for said in visit.complaints if "Content Security Policy" in said] == []


@pytest.mark.parametrize("path", [article("A36"), "/"])
def test_an_embed_is_a_link_without_script(looks: Looks, path: str) -> None:
    plain = looks.visit(java_script_enabled=False)
    plain.go(path)
    link = plain.page.locator("a[data-embed]").first
    expect(link).to_be_visible()
    assert (link.get_attribute("href") or "").startswith("https://")
    assert plain.page.locator("iframe").count() == 0


@pytest.mark.parametrize("path", [PAGES["home"], article("A36"), article("A25"), article("A17")])
def test_a_page_read_to_its_end_asks_no_other_host(visit: Visit, path: str) -> None:
    """Pictures that wait to be scrolled to are asked for here too."""
    visit.go(path)
    visit.page.keyboard.press("End")
    visit.page.wait_for_load_state("networkidle")
    assert visit.foreign == []
    assert visit.complaints == []
