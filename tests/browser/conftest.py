"""A real browser before the demo school: one server and one Chromium for each test process."""

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import sync_playwright

from tests.browser.looks import Looks, Visit
from tests.equipment import chromium
from tests.serving import Server, serving

OPTIONS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """Where Chromium is; asked before anything is made for it."""
    return chromium()


@pytest.fixture(scope="session")
def site(chromium_path: str, demo_app: Flask) -> Iterator[Server]:
    """The demo school, served as to its visitors."""
    with serving(demo_app.extensions["parvis"]) as server:
        yield server


@pytest.fixture(scope="session")
def browser(chromium_path: str, site: Server) -> Iterator[Looks]:
    """One browser for all tests of this process."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium_path, args=OPTIONS)
        yield Looks(started, site.url)
        started.close()


@pytest.fixture
def looks(browser: Looks) -> Iterator[Looks]:
    """The browser, in which each test opens windows of its own."""
    yield browser
    browser.close_windows()


@pytest.fixture
def visit(looks: Looks) -> Visit:
    """A visitor at a desk."""
    return looks.visit()


@pytest.fixture
def phone(looks: Looks) -> Visit:
    """A visitor with a small phone."""
    return looks.visit(320, 640)
