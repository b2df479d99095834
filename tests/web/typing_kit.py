"""Forms of articles as their script sees them: what they hold, what it sends, what is kept."""

from typing import Any

from sqlalchemy import select
from werkzeug.test import TestResponse

from app.models import WorkingCopy
from tests.visits import saved
from tests.web.newsroom_kit import Desk, forms_of

ONE, OTHER = "w" * 10, "v" * 10
"""Two windows."""
JSON = {"Accept": "application/json"}


def form(desk: Desk, name: str, path: str) -> dict[str, str]:
    """Return what the form of a page holds when it opens."""
    shown = forms_of(desk.at(name, path))
    return next(fields for fields in shown.values() if "body" in fields)


def type_in(
    desk: Desk, name: str, address: str, fields: dict[str, str], number: int = 1, **typed: Any
) -> TestResponse:
    """Let the script of a form send what was typed in it."""
    window = typed.pop("window", ONE)
    sent = fields | {"copy_version": f"{window}.{number}"} | typed
    return desk.browsers[name].post(f"{address}/copie", data=sent, headers=JSON)


def copies(desk: Desk) -> list[dict[str, list[str]]]:
    """Return what is kept."""
    with saved(desk.app) as session:
        kept = select(WorkingCopy).where(WorkingCopy.fields.is_not(None)).order_by(WorkingCopy.id)
        return [one.fields or {} for one in session.scalars(kept)]


def offers(desk: Desk, name: str, path: str) -> list[str]:
    """Return the links with which one takes up what was typed before."""
    return [one.get("href") for one in desk.at(name, path).cssselect("[data-offer] a")]
