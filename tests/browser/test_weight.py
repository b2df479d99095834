"""What the home page weighs on the wire (DESIGN, "Every page")."""

from typing import Any

import pytest

from tests.browser.looks import Looks

pytestmark = pytest.mark.browser

MOST = 60_000
COUNTED = ("document", "stylesheet", "font", "script")


@pytest.mark.parametrize("width", [320, 1440])
def test_the_home_page_is_light(looks: Looks, width: int) -> None:
    """HTML with its inlined icons, style sheet, font and script together, as brotli sends them."""
    visit = looks.come_in(width, extra_http_headers={"Accept-Encoding": "br"})
    answers: list[Any] = []
    visit.page.on("response", lambda answer: answers.append(answer))
    visit.go("/")
    visit.page.wait_for_load_state("networkidle")
    weights = {
        answer.url.removeprefix(visit.site): int(answer.headers["content-length"])
        for answer in answers
        if answer.request.resource_type in COUNTED
    }
    assert {answer.request.resource_type for answer in answers} >= {
        "document",
        "stylesheet",
        "font",
    }
    assert sum(weights.values()) <= MOST, weights
