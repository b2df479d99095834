"""Lighthouse as on a middling phone: median of five runs (DESIGN, "Every page")."""

import json
import os
import subprocess
from collections.abc import Mapping
from itertools import islice
from pathlib import Path
from statistics import median
from typing import Any

import pytest

from tests.browser.school import School
from tests.demo_pages import PAGES
from tests.desk_pages import SIGHTS
from tests.equipment import chromium, node_file, program
from tests.serving import Server

pytestmark = [pytest.mark.long, pytest.mark.browser]

RUNS = 5
SPARE = 3
"""Runs that may break down, as Lighthouse does on a busy machine, without counting."""
LEAST = {"accessibility": 100, "best-practices": 100, "seo": 100, "performance": 98}
LEAST_AT_WORK = {"accessibility": 100, "best-practices": 100, "performance": 95}
CHROMIUM = (
    "--headless=new --no-sandbox --disable-gpu --disable-background-networking"
    " --disable-component-update --disable-sync"
)


@pytest.mark.parametrize("name", ["home", "blog", "article with pictures"])
def test_a_page_has_the_best_marks(site: Server, tmp_path: Path, name: str) -> None:
    assert short_of(LEAST, tmp_path, site.url + PAGES[name]) == {}


def test_a_page_that_is_composed_has_the_best_marks(
    school: School, prepared: Mapping[str, Any], tmp_path: Path
) -> None:
    """With many tiles, and for a person who is signed in; search engines do not come there."""
    sight = SIGHTS["home page composed"]
    [cookie] = school.open_session(sight.login)["cookies"]
    headers = json.dumps({"Cookie": f"{cookie['name']}={cookie['value']}"})
    url = school.looks.site + sight.path(school.app, prepared)
    assert short_of(LEAST_AT_WORK, tmp_path, url, f"--extra-headers={headers}") == {}


def short_of(least: Mapping[str, int], folder: Path, url: str, *more: str) -> dict[str, Any]:
    """Return the marks of a page that are too low, with what they are taken for."""
    command = [program("node"), str(node_file(".bin/lighthouse")), url, *more]
    attempts = (report(command, folder / str(number)) for number in range(RUNS + SPARE))
    reports = list(islice(filter(None, attempts), RUNS))
    assert len(reports) == RUNS, "Lighthouse broke down too often"
    marks = {
        category: median(round(one["categories"][category]["score"] * 100) for one in reports)
        for category in least
    }
    print(f"{url}: {marks}")
    low = {category: mark for category, mark in marks.items() if mark < least[category]}
    return {**low, "complaints": complaints(reports[-1])} if low else {}


def report(command: list[str], folder: Path) -> dict[str, Any] | None:
    """Run Lighthouse once, in a profile of its own; nothing when it broke down."""
    folder.mkdir()
    output = folder / "report.json"
    done = subprocess.run(
        [
            *command,
            "--quiet",
            "--locale=fr",
            f"--only-categories={','.join(LEAST)}",
            "--output=json",
            f"--output-path={output}",
            f"--chrome-flags={CHROMIUM} --user-data-dir={folder / 'profile'}",
        ],
        check=False,
        timeout=180,
        env=os.environ | {"CHROME_PATH": chromium()},
    )
    return json.loads(output.read_text()) if done.returncode == 0 else None


def complaints(one: dict[str, Any]) -> list[str]:
    """Return what a report takes marks for."""
    return [
        f"{audit['id']}: {audit['title']} {audit.get('displayValue', '')}"
        for audit in one["audits"].values()
        if audit["score"] is not None and audit["score"] < 1
    ]
