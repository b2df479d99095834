"""The pages of an area: all in a row on a computer, folded under the open one on a telephone."""

import pytest
from playwright.sync_api import expect

from tests.browser.looks import Visit
from tests.browser.school import School
from tests.browser.test_every_page import RUN_AXE, WIDER_THAN_WINDOW

pytestmark = pytest.mark.browser

NARROWEST = (320, 640)


@pytest.mark.parametrize("scripted", [True, False])
def test_pages_are_folded_on_a_telephone(school: School, axe: str, *, scripted: bool) -> None:
    visit = school.looks.come_in(
        storage_state=school.open_session("h.castagne"), java_script_enabled=scripted
    )
    page = visit.page
    assert visit.go("/site/journal") == 200
    pages = page.get_by_role("navigation", name="Pages de cette partie")
    expect(pages.get_by_role("link", name="Services")).to_be_visible()
    expect(pages.get_by_role("button")).to_have_count(0)
    page.set_viewport_size({"width": NARROWEST[0], "height": NARROWEST[1]})
    expect(pages.get_by_role("link")).to_have_count(0)
    box = pages.bounding_box()
    assert box is not None
    assert box["height"] < 60
    opener = pages.get_by_role("button", name="Pages de cette partie : Journal")
    opener.focus()
    page.keyboard.press("Enter")
    services = pages.get_by_role("link", name="Services")
    expect(services).to_be_visible()
    if scripted:
        is_well(visit, axe)
    page.keyboard.press("Escape")
    expect(services).to_be_hidden()
    opener.click()
    services.hover()  # the list hangs on its button, and follows it a moment after the page moved
    services.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Services")
    page.context.close()


def is_well(visit: Visit, axe: str) -> None:
    """Expect no fault of the open list, by day and by night."""
    visit.page.evaluate(axe)
    for scheme in ("light", "dark"):
        visit.page.emulate_media(color_scheme=scheme)
        assert visit.page.evaluate(WIDER_THAN_WINDOW) == []
        assert visit.page.evaluate(RUN_AXE) == []
