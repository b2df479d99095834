"""Read the demo school's texts and data."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

TEXTS = Path(__file__).parent / "texts"
FILES = Path(__file__).parent / "files"
PARIS = ZoneInfo("Europe/Paris")
CLOCK = datetime(2026, 3, 24, 10, 0, tzinfo=PARIS)
"""The demo's day: a Tuesday, the moment at which the school is seeded."""


@dataclass(frozen=True)
class ArticleText:
    """An article as its file tells it: what stands between the `+++` lines, then the body."""

    about: Mapping[str, Any]
    body: str
    previous_body: str | None


@cache
def load(name: str) -> Mapping[str, Any]:
    """Return the data of `texts/<name>.toml`."""
    return tomllib.loads((TEXTS / f"{name}.toml").read_text())


def articles() -> list[ArticleText]:
    """Return the articles in the order of their ids."""
    files = sorted((TEXTS / "articles").glob("*.html"))
    return [_article(file) for file in files if not file.name.endswith(".previous.html")]


def moment(value: datetime | date) -> datetime:
    """Return a local date and time of the texts as a moment; a date alone begins at midnight."""
    if not isinstance(value, datetime):
        value = datetime.combine(value, time(0))
    return value.replace(tzinfo=PARIS).astimezone(UTC)


def _article(file: Path) -> ArticleText:
    _, about, body = file.read_text().split("+++\n", 2)
    previous = file.with_suffix(".previous.html")
    return ArticleText(
        tomllib.loads(about),
        body.strip(),
        previous.read_text().strip() if previous.exists() else None,
    )
