"""Slow tests: the demo school that they look at; `own_instance` is one that they may break."""

from collections.abc import Iterator

import pytest
from flask import Flask

from tests.serving import Server, serving


@pytest.fixture(scope="session")
def site(demo_app: Flask) -> Iterator[Server]:
    """The demo school, served as to its visitors."""
    with serving(demo_app.extensions["parvis"], workers=2) as server:
        yield server
