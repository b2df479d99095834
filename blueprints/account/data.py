"""One's own data: all that is held, as a page and as files, and what may be asked of it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import IO

from flask import Response, flash, redirect, render_template, send_file, url_for
from flask_babel import gettext as _
from sqlalchemy import Connection
from werkzeug.wrappers import Response as AnyResponse

from app.access import actor, confirmed, for_members, now
from app.actions.data_requests import TooManyRequests, ask
from app.actions.log import record
from app.database import ONLY_READS
from app.extensions import db
from app.models import DataRequestKind
from app.queries.data_requests import requests_of
from app.queries.own_data import PARTS, columns_of, first_rows
from app.rules.retention import RETENTION
from app.templating import local
from app.text.excerpts import excerpt, plain_text
from blueprints.account import account
from blueprints.account.data_files import json_file, zip_file
from blueprints.account.data_words import COLUMNS, in_words
from blueprints.account.data_words import PARTS as PART_NAMES
from blueprints.account.forms import DataRequestForm

SHOWN = 10
"""Rows of each part that the page shows; all of them are in the files."""
LONGEST = 160


@dataclass(frozen=True)
class Shown:
    """A part on the page, in words; a row is made of pairs of a name and a value."""

    name: str
    rows: list[list[tuple[str, str]]]
    has_more: bool


@account.get("/mon-compte/mes-donnees")
@confirmed
@for_members
def own_data() -> str:
    """Show all that is held about whoever is signed in."""
    return _page(DataRequestForm())


@account.post("/mon-compte/mes-donnees/json")
@confirmed
@for_members
def own_data_json() -> Response:
    """Send everything as one file for a program."""
    return _sent(json_file, "application/json", "json")


@account.post("/mon-compte/mes-donnees/tableaux")
@confirmed
@for_members
def own_data_tables() -> Response:
    """Send everything as tables for a spreadsheet, in one zip."""
    return _sent(zip_file, "application/zip", "zip")


@account.post("/mon-compte/mes-donnees/demande")
@confirmed
@for_members
def ask_about_data() -> tuple[str, int] | AnyResponse:
    """Ask for a correction or an erasure."""
    form = DataRequestForm()
    if not form.validate_on_submit():
        return _page(form), 422
    try:
        ask(db.session(), now(), actor(), DataRequestKind(form.kind.data), form.text.data or "")
    except TooManyRequests:
        form.text.errors = [_("Several of your requests wait already: wait for the answers.")]
        return _page(form), 422
    db.session.commit()
    flash(_("Your request is sent. The answer will stand on this page."))
    return redirect(url_for("account.own_data"), code=303)


def _sent(made: Callable[[Connection, int], IO[bytes]], mimetype: str, extension: str) -> Response:
    person_id = actor()
    record(db.session(), now(), person_id, "export", "person", person_id)
    db.session.commit()
    with db.engine.connect().execution_options(**ONLY_READS) as connection:
        file = made(connection, person_id)
    name = f"mes-donnees-{local(now()):%Y-%m-%d}.{extension}"
    answer = send_file(file, mimetype, as_attachment=True, download_name=name, etag=False)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _page(form: DataRequestForm) -> str:
    return render_template(
        "account/data.html",
        form=form,
        requests=db.session.scalars(requests_of(actor())).all(),
        parts=list(_parts()),
        retention=RETENTION,
    )


def _parts() -> Iterator[Shown]:
    """Yield the parts of which something is held, and how each begins."""
    connection, person_id = db.session.connection(), actor()
    for part in PARTS:
        rows = first_rows(connection, part, person_id, SHOWN + 1)
        if rows:
            heads = [str(COLUMNS[name]) for name in columns_of(part)]
            told = [_said(heads, in_words(row)) for row in rows[:SHOWN]]
            yield Shown(str(PART_NAMES[part.name]), told, len(rows) > SHOWN)


def _said(heads: list[str], words: list[str]) -> list[tuple[str, str]]:
    """Return what a row says, long texts by their beginning, without what it does not say."""
    return [
        (head, excerpt(plain_text(word), LONGEST))
        for head, word in zip(heads, words, strict=True)
        if word
    ]
