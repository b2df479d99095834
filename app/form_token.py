"""The token of forms: templates write a mark, and each answer puts its reader's token there.

So nothing that is kept of a page (`app/shared.py`) can hold somebody's token.
"""

import secrets

from flask import Flask, Response
from flask_wtf.csrf import generate_csrf

MARK = secrets.token_urlsafe(32)
"""Never sent, and guessed by nobody: no text that somebody writes can ask for a token."""
_MARK = MARK.encode()
FILLED = frozenset({"text/html", "application/json"})
"""What answers of forms are: pages, and parts of pages for scripts."""


def init_form_token(app: Flask) -> None:
    """Give the templates of an application `csrf_token`, and each answer its token.

    Macros see what is global. Pages see what Flask-WTF gives them, unless this comes after it.
    """
    app.jinja_env.globals.update(csrf_token=_mark)
    app.context_processor(lambda: {"csrf_token": _mark})
    app.after_request(_fill)


def _mark() -> str:
    return MARK


def _fill(response: Response) -> Response:
    if response.mimetype in FILLED and not response.is_streamed:
        body = response.get_data()
        if _MARK in body:
            response.set_data(body.replace(_MARK, generate_csrf().encode()))
    return response
