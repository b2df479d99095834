"""What holds for every page (DESIGN, "Every page"), on the pages on which people work."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pytest
from flask import Flask

from tests.browser.looks import Visit
from tests.browser.opening import Opening
from tests.browser.school import School
from tests.browser.states import STATES
from tests.browser.test_every_page import (
    JUDGE_COLOURS,
    LARGER,
    RUN_AXE,
    WIDER_THAN_WINDOW,
    WINDOWS,
    is_covered,
)
from tests.desk_pages import SIGHTS, pages_without_sight

pytestmark = pytest.mark.browser

FURTHER = ((1024, 768), (320, 256))
"""A tablet on its side; a window of 1280 × 1024 px at 400 % (WCAG 1.4.10)."""


FIRST_SIGHTS = {sight.endpoint: name for name, sight in reversed(SIGHTS.items())}.values()
PAGES = [
    pytest.param(name, id=name, marks=() if name in FIRST_SIGHTS else pytest.mark.long)
    for name in SIGHTS
]
"""Every page each time, what else it may show with the long tests."""
AFTER_DEEDS = {name: pytest.param(name, marks=pytest.mark.long, id=name) for name in STATES}
"""What pages show once something was done on them: with the long tests."""


@pytest.fixture(scope="module")
def windows_of_people() -> Iterator[dict[str, Visit]]:
    """The windows that stay open, one for each person."""
    windows: dict[str, Visit] = {}
    yield windows
    for visit in windows.values():
        visit.page.context.close()


@pytest.fixture
def opening(
    school: School, prepared: Mapping[str, Any], windows_of_people: dict[str, Visit]
) -> Iterator[Opening]:
    """Opens pages; the windows that do not stay are closed after."""
    opened = Opening(school, prepared, windows_of_people)
    yield opened
    opened.close()


def test_every_page_is_looked_at(worker_app: Flask) -> None:
    """A new page gets a name in `tests/desk_pages.py`."""
    assert pages_without_sight(worker_app) == set()


@pytest.mark.parametrize("windows", WINDOWS)
@pytest.mark.parametrize("name", [*PAGES, *AFTER_DEEDS.values()])
def test_a_page_is_accessible_quiet_and_fits(
    opening: Opening, axe: str, name: str, windows: Sequence[tuple[int, int]]
) -> None:
    visit = opening.open(name) if name in STATES else opening.look(name)
    visit.page.evaluate(axe)
    faults = {}
    for width, height in windows:
        visit.resize(width, height)
        faults[str(width)] = visit.page.evaluate(WIDER_THAN_WINDOW) + visit.page.evaluate(RUN_AXE)
    if windows is LARGER:
        visit.page.emulate_media(color_scheme="dark")
        visit.resize(*LARGER[-1])
        faults["dark"] = visit.page.evaluate(JUDGE_COLOURS)
        for width, height in FURTHER:
            visit.resize(width, height)
            faults[f"{width} × {height}"] = visit.page.evaluate(WIDER_THAN_WINDOW)
    assert {width: found for width, found in faults.items() if found} == {}
    expected = STATES[name].complaints if name in STATES else []
    assert [one for one in visit.complaints if one not in expected] == []
    assert visit.foreign == []
    heading = visit.page.get_by_role("heading", level=1)
    assert heading.count() == 1
    heading.scroll_into_view_if_needed()
    assert name in STATES or not is_covered(visit, "h1")


@pytest.mark.long
@pytest.mark.parametrize(
    "name", [*PAGES, *(one for name, one in AFTER_DEEDS.items() if not STATES[name].needs_script)]
)
def test_a_page_stands_without_script(opening: Opening, name: str) -> None:
    plain = opening.open(name, java_script_enabled=False)
    assert plain.page.get_by_role("heading", level=1).is_visible()
    assert plain.page.locator("button:not([type=submit]):visible:not([popovertarget])").count() == 0
    assert plain.foreign == []
