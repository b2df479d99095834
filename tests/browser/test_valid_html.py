"""Every kind of page is valid HTML for the Nu checker, which the W3C runs too."""

import subprocess
from collections.abc import Mapping
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest

from tests.browser.opening import Opening
from tests.browser.school import School
from tests.browser.states import STATES
from tests.demo_pages import PAGES, STATUS
from tests.desk_pages import SIGHTS
from tests.equipment import node_file, program
from tests.serving import Server

pytestmark = pytest.mark.long


def test_every_page_is_valid_html(site: Server, tmp_path: Path) -> None:
    check(tmp_path, [fetched(site, name, tmp_path) for name in PAGES])


def test_every_working_page_is_valid_html(
    school: School, prepared: Mapping[str, Any], tmp_path: Path
) -> None:
    """As the right person, and after what leads to refused forms and open questions."""
    opening, files = Opening(school, prepared), []
    for name in (*SIGHTS, *(name for name, deed in STATES.items() if not deed.needs_script)):
        files.append(tmp_path / f"{name.replace(' ', '-')}.html")
        files[-1].write_text(opening.source(name))
        opening.close()
    check(tmp_path, files)


def check(folder: Path, files: list[Path]) -> None:
    """Give files of a folder to the checker, which finds no error in them."""
    java, checker = program("java"), node_file("vnu-jar/build/dist/vnu.jar")
    checked = subprocess.run(
        [java, "-jar", checker, "--errors-only", "--format", "gnu", *files],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    faults = [line.replace(f"{folder.as_uri()}/", "") for line in checked.stderr.splitlines()]
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
