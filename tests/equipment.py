"""What some tests need that Python does not bring: absent, they are skipped, or fail under CI."""

import os
import shutil
from pathlib import Path
from typing import NoReturn

import pytest

from app.config import ROOT

NODE_MODULES = ROOT / "tests" / "tools" / "node_modules"


def chromium() -> str:
    """Return where Chromium is: CHROME_PATH, or the one that is installed."""
    names = ("chromium", "chromium-browser", "google-chrome")
    found = os.environ.get("CHROME_PATH") or next(filter(None, map(shutil.which, names)), None)
    return found or missing("Chromium (CHROME_PATH can name one)")


def program(*names: str) -> str:
    """Return where a program is installed, the first that is there of several that do the same."""
    return next(filter(None, map(shutil.which, names)), None) or missing(" or ".join(names))


def store_python() -> Path:
    """Return the Python of the environment that holds the S3-compatible store."""
    found = ROOT / ".venv-store" / "bin" / "python"
    if not found.exists():
        missing("an S3-compatible store (bin/setup store)")
    return found


def node_file(path: str) -> Path:
    """Return a file of the tools that npm installs."""
    found = NODE_MODULES / path
    if not found.exists():
        missing(f"{path} (npm ci --ignore-scripts in tests/tools)")
    return found


def missing(thing: str) -> NoReturn:
    """Skip a test for want of something, or fail where all should be there."""
    end = pytest.fail if os.environ.get("CI") == "true" else pytest.skip
    end(f"this needs {thing}, which is not installed")
