"""Requests that carry files: which views take a large body, and from whom.

The limit of all other requests holds until somebody is known who may use such a view: a token is
looked for in the body, so that the body is read before the view is asked.
"""

from collections.abc import Callable
from typing import TypeVar

from flask import Flask, current_app, request

from app.access import viewer
from app.database import let_go
from app.extensions import db

View = TypeVar("View", bound=Callable[..., object])

BESIDE_FILES = 1_048_576
"""Bytes of a form beside its files."""


def takes_files(limit: Callable[[], int]) -> Callable[[View], View]:
    """Declare that a view takes bodies of so many bytes, and a form beside, from members.

    It stands above the declaration of who may use the view.
    """

    def declare(view: View) -> View:
        view.body_limit = limit  # type: ignore[attr-defined]
        return view

    return declare


def init_large_bodies(app: Flask) -> None:
    """Let an application take large bodies; this comes before all that reads a body."""
    app.before_request(_raise_limit)


def _raise_limit() -> None:
    view = current_app.view_functions.get(request.endpoint or "")
    limit: Callable[[], int] | None = getattr(view, "body_limit", None)
    # Only such a body can carry files: any other one would be a text of that size.
    is_of_files = request.method == "POST" and request.mimetype == "multipart/form-data"
    if limit is not None and is_of_files and not viewer().is_anonymous:
        request.max_content_length = limit() + BESIDE_FILES
        let_go(db.session())  # a slow body must not keep others from writing
