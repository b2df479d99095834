"""On paper: the text and the way back to it, without what only a screen needs."""

import pytest
from playwright.sync_api import expect

from tests.browser.looks import Looks, Visit
from tests.demo_pages import article

pytestmark = pytest.mark.browser

ONLY_ON_SCREEN = ".skip, .masthead__tools, .nav, .crumbs, .actions, .site-foot, .related, .beside"
LETTERS_AND_GROUND = """() => {
  const style = getComputedStyle(document.querySelector(".prose"));
  return [style.color, getComputedStyle(document.body).backgroundColor];
}"""


@pytest.fixture(params=["light", "dark"])
def paper(looks: Looks, request: pytest.FixtureRequest) -> Visit:
    """An article as it is printed."""
    opened = looks.visit(color_scheme=request.param)
    opened.page.emulate_media(media="print")
    opened.go(article("A15"))
    return opened


def test_an_article_is_printed_with_its_address_and_its_code(paper: Visit) -> None:
    code = paper.page.locator("svg.qr")
    expect(code).to_be_visible()
    box = code.bounding_box()
    assert box is not None
    assert box["width"] == pytest.approx(box["height"], abs=1)
    assert box["width"] > 90
    expect(paper.page.get_by_text(paper.site + article("A15"))).to_be_visible()
    expect(paper.page.get_by_role("heading", level=1)).to_be_visible()


def test_what_only_a_screen_needs_is_left_out(paper: Visit) -> None:
    assert paper.page.locator(f":is({ONLY_ON_SCREEN}):visible").count() == 0
    assert paper.page.evaluate(LETTERS_AND_GROUND) == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]


def test_the_code_is_for_paper_only(visit: Visit) -> None:
    visit.go(article("A15"))
    expect(visit.page.locator("svg.qr")).to_be_hidden()


def test_an_article_fits_on_few_sheets(paper: Visit) -> None:
    pdf = paper.page.pdf(format="A4", prefer_css_page_size=True)
    sheets = pdf.count(b"/Type /Page\n") or pdf.count(b"/Type /Page ")
    assert 1 <= sheets <= 4
