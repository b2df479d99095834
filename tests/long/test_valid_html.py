"""Every kind of page is valid HTML for the Nu checker, which the W3C runs too."""

import subprocess
from http.client import HTTPConnection
from pathlib import Path

import pytest

from tests.demo_pages import PAGES, STATUS
from tests.equipment import node_file, program
from tests.serving import Server

pytestmark = pytest.mark.long


def test_every_page_is_valid_html(site: Server, tmp_path: Path) -> None:
    java, checker = program("java"), node_file("vnu-jar/build/dist/vnu.jar")
    files = [fetched(site, name, tmp_path) for name in PAGES]
    checked = subprocess.run(
        [java, "-jar", checker, "--errors-only", "--format", "gnu", *files],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    faults = [line.replace(f"{tmp_path.as_uri()}/", "") for line in checked.stderr.splitlines()]
    assert faults == []
    assert checked.returncode == 0


def fetched(site: Server, name: str, folder: Path) -> Path:
    """Keep a page of the site as a file."""
    connection = HTTPConnection("127.0.0.1", site.port, timeout=30)
    connection.request("GET", PAGES[name])
    answer = connection.getresponse()
    assert answer.status == STATUS.get(name, 200)
    file = folder / f"{name.replace(' ', '-')}.html"
    file.write_bytes(answer.read())
    connection.close()
    return file
