"""Chromium and a school at work before it: one of each for a test process, whichever folder asks.

Fixtures that two conftests import are two fixtures, and Playwright starts once in a process.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, sync_playwright

from app.extensions import db
from app.factory import create_app
from tests.browser.looks import Looks
from tests.browser.school import School
from tests.desk_school import prepare
from tests.equipment import chromium
from tests.school_copy import copy_of
from tests.serving import serving, working

OPTIONS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
"""No other host is within reach. A route that refuses them would have every page load all anew."""


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """Where Chromium is; asked before anything is made for it."""
    return chromium()


@pytest.fixture(scope="session")
def browser(chromium_path: str) -> Iterator[Browser]:
    """One browser for all tests of this process."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium_path, args=OPTIONS)
        yield started
        started.close()


@pytest.fixture(scope="session")
def school(
    browser: Browser, demo_app: Flask, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[School]:
    """A copy of the demo school at work: server, worker, and people who may change it."""
    config = copy_of(demo_app, tmp_path_factory.mktemp("school"))
    with serving(config) as server:
        config = replace(config, base_url=server.url)
        with working(config):
            app = create_app(config)
            yield School(app, Looks(browser, server.url))
            with app.app_context():
                db.engine.dispose()


@pytest.fixture(scope="session")
def prepared(school: School) -> dict[str, Any]:
    """The ids of what that school has beyond the demo, for the looks at its pages."""
    return prepare(school.app)
