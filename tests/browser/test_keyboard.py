"""The site without a mouse: where the focus goes, that it is seen, and that nothing traps it."""

import pytest
from playwright.sync_api import expect

from tests.browser.looks import Looks, Visit
from tests.demo_pages import PAGES, article

pytestmark = pytest.mark.browser

WALKED = ("home", "blog", "article with pictures", "agenda", "search with results", "login")
MOST_STEPS = 150
FOCUSED = """async () => {
  await new Promise(requestAnimationFrame);
  await Promise.allSettled(document.getAnimations().map(motion => motion.finished));
  const one = document.activeElement, box = one.getBoundingClientRect();
  const rings = [null, "::after"].map(part => getComputedStyle(one, part));
  const covers = document.elementFromPoint(
    Math.min(Math.max(box.left + box.width / 2, 0), innerWidth - 1),
    Math.min(Math.max(box.top + box.height / 2, 0), innerHeight - 1));
  return {
    what: one.outerHTML.slice(0, 120),
    isPage: one === document.body,
    hasRing: rings.some(ring => ring.outlineStyle !== "none" && parseFloat(ring.outlineWidth) >= 2),
    isInside: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    isSeen: one.matches(":focus-visible") && box.width > 1 && box.height > 1,
    isCovered: covers !== null && !one.contains(covers) && !covers.contains(one)
      && getComputedStyle(covers).position === "fixed",
  };
}"""


@pytest.mark.parametrize("width", [320, 1440])
@pytest.mark.parametrize("name", WALKED)
def test_the_focus_walks_through_a_page_and_is_seen(looks: Looks, name: str, width: int) -> None:
    visit = looks.visit(width)
    visit.go(PAGES[name])
    seen = []
    for _ in range(MOST_STEPS):
        visit.page.keyboard.press("Tab")
        focused = visit.page.evaluate(FOCUSED)
        if focused["isPage"]:
            break
        assert focused["isSeen"], focused
        assert focused["hasRing"], focused
        assert focused["isInside"], focused
        assert not focused["isCovered"], focused
        seen.append(focused["what"])
    else:
        pytest.fail(f"the focus never leaves the page: {seen[-3:]}")
    assert len(seen) > 5


def test_the_first_stop_skips_to_the_content(visit: Visit) -> None:
    visit.go(article("A15"))
    visit.page.keyboard.press("Tab")
    skip = visit.page.locator(":focus")
    expect(skip).to_have_attribute("href", "#contenu")
    expect(skip).to_be_in_viewport(ratio=1)
    visit.page.keyboard.press("Enter")
    expect(visit.page.get_by_role("main")).to_be_focused()
    visit.page.keyboard.press("Tab")
    assert visit.page.evaluate("document.activeElement.closest('main') !== null")


@pytest.mark.parametrize("with_script", [True, False])
def test_the_menu_of_a_phone_opens_and_closes_by_keyboard(looks: Looks, with_script: bool) -> None:
    phone = looks.visit(320, 640, java_script_enabled=with_script)
    phone.go("/")
    menu, opener = phone.page.locator("#menu"), phone.page.locator("button.nav-toggle")
    expect(menu).to_be_hidden()
    opener.focus()
    phone.page.keyboard.press("Enter")
    expect(menu).to_be_visible()
    phone.page.keyboard.press("Tab")
    assert phone.page.evaluate("document.activeElement.closest('#menu') !== null")
    phone.page.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    expect(opener).to_be_focused()
    phone.page.keyboard.press("Space")
    menu.get_by_role("link", name="CDI").press("Enter")
    expect(phone.page.get_by_role("heading", level=1)).to_have_text("CDI")


def test_small_targets_are_large_enough_on_a_phone(phone: Visit) -> None:
    """24 × 24 px at least, links within a sentence apart (WCAG 2.5.8); buttons 44 px high."""
    phone.go("/")
    small = phone.page.evaluate(
        """() => [...document.querySelectorAll("button, .btn, input:not([type=hidden])")]
          .filter(one => one.checkVisibility() && one.getBoundingClientRect().height < 43.5)
          .map(one => one.outerHTML.slice(0, 120))"""
    )
    assert small == []
