"""What holds for every page (DESIGN, "Every page"), in narrow and wide windows, day and night."""

import json
from collections.abc import Sequence

import pytest

from tests.browser.looks import Looks, Visit
from tests.demo_pages import PAGES, STATUS

pytestmark = pytest.mark.browser

RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")


def run_axe(*names: str) -> str:
    """Return the script that has axe judge a page by some of its rules, or sets of them."""
    return f"""axe.run({{runOnly: {json.dumps(names)}, resultTypes: ["violations"]}}).then(
      result => result.violations.flatMap(fault => fault.nodes.map(
        node => fault.id + ": " + node.target.join(" ") + " " + node.html)))"""


RUN_AXE = run_axe(*RULES)
JUDGE_COLOURS = run_axe("color-contrast")
"""All that the scheme changes."""
WIDER_THAN_WINDOW = """() => document.documentElement.scrollWidth <= innerWidth ? [] :
  [...document.querySelectorAll("body *")]
    .filter(one => one.getBoundingClientRect().right > innerWidth + 1)
    .map(one => one.outerHTML.slice(0, 120)).slice(0, 5)
    .concat("the page is " + document.documentElement.scrollWidth + " px wide")"""
PHONE = ((320, 640),)
LARGER = ((768, 1024), (1440, 900))
WINDOWS = [
    pytest.param(PHONE, id="phone"),
    pytest.param(LARGER, id="larger", marks=pytest.mark.long),
]
"""The phone each time, where room is short; the others with the long tests."""


@pytest.mark.parametrize("scheme", ["light", pytest.param("dark", marks=pytest.mark.long)])
@pytest.mark.parametrize("windows", WINDOWS)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_accessible_quiet_and_fits(
    looks: Looks, axe: str, name: str, windows: Sequence[tuple[int, int]], scheme: str
) -> None:
    visit = looks.visit(color_scheme=scheme)
    assert visit.go(PAGES[name]) == STATUS.get(name, 200)
    visit.page.evaluate(axe)
    faults = {}
    for width, height in windows:
        visit.resize(width, height)
        judged = visit.page.evaluate(RUN_AXE if scheme == "light" else JUDGE_COLOURS)
        faults[width] = visit.page.evaluate(WIDER_THAN_WINDOW) + judged
    assert {width: found for width, found in faults.items() if found} == {}
    assert visit.complaints == []
    assert visit.foreign == []


@pytest.mark.long
@pytest.mark.parametrize("name", PAGES)
def test_a_page_fits_at_400_percent(looks: Looks, name: str) -> None:
    """A window of 1280 × 1024 px at 400 % shows 320 × 256 (WCAG 1.4.10)."""
    small = looks.visit(320, 256)
    small.go(PAGES[name])
    assert small.page.evaluate(WIDER_THAN_WINDOW) == []
    heading = small.page.get_by_role("heading", level=1)
    assert heading.count() == 1
    heading.scroll_into_view_if_needed()
    assert not is_covered(small, "h1")


@pytest.mark.parametrize("name", PAGES)
def test_a_page_stands_without_script(looks: Looks, name: str) -> None:
    plain = looks.visit(java_script_enabled=False)
    assert plain.go(PAGES[name]) == STATUS.get(name, 200)
    assert plain.page.get_by_role("heading", level=1).is_visible()
    assert plain.page.locator("#menu").is_visible()
    assert plain.page.locator("button:not([type=submit]):visible:not([popovertarget])").count() == 0
    assert plain.page.locator("iframe").count() == 0
    assert plain.foreign == []


def is_covered(visit: Visit, selector: str) -> bool:
    """Tell whether something else lies over the middle of an element."""
    return bool(
        visit.page.evaluate(
            """selector => {
              const one = document.querySelector(selector), box = one.getBoundingClientRect();
              const top = document.elementFromPoint(
                box.left + Math.min(box.width, innerWidth) / 2, box.top + 4);
              return !(top && (one.contains(top) || top.contains(one)));
            }""",
            selector,
        )
    )
