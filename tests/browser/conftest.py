"""A real browser before the demo school: one server and one Chromium for each test process."""

import zlib
from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser

from tests.browser.hands import Hand, Keyboard, Mouse
from tests.browser.looks import Looks, Visit
from tests.browser.people import Cast
from tests.browser.school import School
from tests.equipment import node_file
from tests.serving import Server, serving


@pytest.fixture(scope="session")
def site(chromium_path: str, demo_app: Flask) -> Iterator[Server]:
    """The demo school, served as to its visitors."""
    with serving(demo_app.extensions["parvis"]) as server:
        yield server


@pytest.fixture(scope="session")
def contexts(browser: Browser, site: Server) -> Looks:
    """The browser before the demo school."""
    return Looks(browser, site.url)


@pytest.fixture
def looks(contexts: Looks) -> Iterator[Looks]:
    """The browser, whose windows each test has to itself."""
    yield contexts
    contexts.give_back()


@pytest.fixture(scope="session")
def axe() -> str:
    """The source of axe, the checker of accessibility."""
    return node_file("axe-core/axe.min.js").read_text()


@pytest.fixture
def visit(looks: Looks) -> Visit:
    """A visitor at a desk."""
    return looks.visit()


@pytest.fixture
def phone(looks: Looks) -> Visit:
    """A visitor with a small phone."""
    return looks.visit(320, 640)


@pytest.fixture(
    params=[
        pytest.param(Mouse(), id="by mouse"),
        pytest.param(Keyboard(), id="by keyboard", marks=pytest.mark.long),
    ]
)
def hand(request: pytest.FixtureRequest) -> Hand:
    """How the people of a story use their browsers: each is told twice, the slower one rarely."""
    chosen: Hand = request.param
    return chosen


@pytest.fixture
def cast(school: School, hand: Hand) -> Iterator[Cast]:
    """The people of a story, each with a browser; no page of theirs complained."""
    people = Cast(school.looks, hand)
    yield people
    people.leave()


@pytest.fixture
def title(request: pytest.FixtureRequest) -> str:
    """A title that no other article of the school has."""
    digest = zlib.crc32(request.node.nodeid.encode())
    return f"Tournoi des familles {digest % 10_000}"
