"""Office files told apart, and the pages of PDF, by a helper process (`app.files.reader`)."""

import json
from io import FileIO
from typing import Any

from app.files.bounded import run
from app.files.reasons import FileRefused, Reason


def archive_type(file: FileIO) -> str:
    """Return the extension of a ZIP file by what it holds; raises FileRefused."""
    return str(_answer("zip", file)["type"])


def pages(file: FileIO) -> int | None:
    """Return how many pages a PDF has; none where that is locked or hard to say."""
    try:
        found = _answer("pdf", file)["pages"]
    except FileRefused:
        return None
    return int(found) if found else None


def _answer(form: str, file: FileIO) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(run("app.files.reader", form, file))
    if "refused" in answer:
        raise FileRefused(Reason(answer["refused"]))
    return answer
