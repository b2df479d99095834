"""What the tests of an import share."""

from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from tests.directory_kit import bring_in, write


@pytest.fixture
def folder(session: Session, tmp_path: Path) -> Path:
    """A folder with the small directory, which was brought in."""
    bring_in(session, write(tmp_path))
    return tmp_path
