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


DATES = """
import datetime, babel.core, wsgi
from app.templating import clock_time, dated
moment = datetime.datetime(2026, 3, 20, 17, tzinfo=datetime.UTC)
print(dated(moment, "EEEE d MMMM y"), clock_time(moment), babel.core._global_data)
"""


def test_a_server_loads_nothing_that_pages_do_not_need(tmp_path: Path) -> None:
    loaded = said_by("import sys, wsgi; print(*sys.modules)", tmp_path)
    assert set(loaded.split()) & {*ELSEWHERE, *OF_COMMANDS} == set()


def test_dates_in_french_keep_nothing_of_other_languages(tmp_path: Path) -> None:
    assert said_by(DATES, tmp_path) == "vendredi 20 mars 2026 18\u00a0h None\n"


def said_by(code: str, data: Path) -> str:
    """Return what code prints in a process of its own, for an instance in a folder."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PARVIS_")}
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=kept | {"PARVIS_DATA": str(data)},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
