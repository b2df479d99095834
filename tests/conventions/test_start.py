"""What a server of pages loads: nothing that only commands, jobs or helpers need."""

import os
import subprocess
import sys
from pathlib import Path

from app.config import ROOT

ELSEWHERE = (
    "alembic", "bleach", "feedgen", "huey", "icalendar", "nh3", "obstore", "PIL", "pillow_heif",
    "psycopg", "pytest", "redis", "snowballstemmer.german_stemmer",
    "sqlalchemy.dialects.postgresql", "tarfile", "text_unidecode",
)  # fmt: skip
"""Each takes memory of every worker, and time of every start."""
OF_COMMANDS = ("app.backups", "app.checkup", "app.demo", "app.jobs.worker", "app.site_commands")


def test_a_server_loads_nothing_that_pages_do_not_need(tmp_path: Path) -> None:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PARVIS_")}
    said = subprocess.run(
        [sys.executable, "-c", "import sys, wsgi; print(*sys.modules)"],
        cwd=ROOT,
        env=kept | {"PARVIS_DATA": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert set(said.stdout.split()) & {*ELSEWHERE, *OF_COMMANDS} == set()
