"""The newsroom of an empty site, before which people of every role sit."""

import pytest
from flask import Flask

from tests.web.newsroom_kit import Desk, make_desk


@pytest.fixture
def desk(app: Flask) -> Desk:
    """People of every role, each with a browser, in one public rubrique."""
    return make_desk(app)
