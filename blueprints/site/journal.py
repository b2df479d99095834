"""The journal: who did what, to what and when, narrowed and exported."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from flask import Response, redirect, render_template, request, stream_with_context, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from app.access import actor, for_right, now, roles, viewer
from app.actions.log import record
from app.cursors import cursor_asked, moment, pages_beside
from app.database import ONLY_READS
from app.extensions import db
from app.journal_words import action_words, detail_words, subject_words
from app.queries.journal import (
    JournalFilter,
    JournalLine,
    Named,
    journal_lines,
    names_of_subjects,
)
from app.queries.key_names import names_of
from app.queries.keyset import Cursor
from app.rules.retention import RETENTION
from app.rules.site_rights import Right
from app.templating import local
from app.text.spreadsheet import BOM, line
from blueprints.site import site
from blueprints.site.journal_form import JournalForm

PAGE_SIZE = 50
EXPORTED_AT_ONCE = 500


@dataclass(frozen=True)
class Told:
    """A line in words."""

    at: datetime
    who: str
    what: str
    about: Named
    details: list[str]


@site.get("/journal")
@for_right(Right.JOURNAL)
def journal() -> tuple[str, int]:
    """Show the newest lines, or those before or after a key."""
    form = JournalForm(request.args)
    form.offer()
    if not form.validate():
        return _rendered(form=form, lines=[], asked={}), 400
    asked: dict[str, Any] = {**form.asked()}
    page = journal_lines(db.session(), form.narrowed(), cursor_asked(moment), PAGE_SIZE)
    newer_url, older_url = pages_beside(
        page, lambda one: (one.at, one.id), partial(url_for, ".journal", **asked)
    )
    body = _rendered(
        form=form,
        asked=asked,
        lines=list(_told(db.session(), page.rows)),
        newer_url=newer_url,
        older_url=older_url,
    )
    return body, 200


@site.post("/journal/export")
@for_right(Right.JOURNAL, confirmed=True)
def export_journal() -> AnyResponse:
    """Send all lines that the filters of the address leave, as a file for a spreadsheet."""
    form = JournalForm(request.args)
    form.offer()
    if not form.validate():
        return redirect(url_for(".journal", **request.args.to_dict()), 303)  # type: ignore[arg-type]
    record(db.session(), now(), actor(), "export", "journal", None, filters=form.asked())
    db.session.commit()
    name = f"journal-{local(now()):%Y-%m-%d}.csv"
    return Response(
        stream_with_context(_exported(form.narrowed())),
        mimetype="text/csv",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _rendered(**given: object) -> str:
    return render_template("site/journal.html", months=RETENTION.journal_months, **given)


def _told(session: Session, lines: Sequence[JournalLine]) -> Iterator[Told]:
    names = names_of_subjects(session, lines, viewer(), roles(), now())
    holders = names_of(session, [str(one.details["key"]) for one in lines if "key" in one.details])
    for one in lines:
        yield Told(
            at=one.at,
            who=one.actor,
            what=action_words(one.action, one.subject),
            about=_about(one, names),
            details=list(detail_words(one.details, holders)) if _shows_details(one, names) else [],
        )


def _about(one: JournalLine, names: Mapping[tuple[str, int], Named]) -> Named:
    unnamed = Named(subject_words(one.subject, one.subject_id))
    return names.get((one.subject, one.subject_id or 0), unnamed)


def _shows_details(one: JournalLine, names: Mapping[tuple[str, int], Named]) -> bool:
    """Tell whether a viewer may read what changed: it may hold the title of what he may not see."""
    about = names.get((one.subject, one.subject_id or 0))
    hidden = one.subject in ("article", "rubrique", "batch") and (
        about is None or about.is_read_only
    )
    return not hidden or viewer().manages_everywhere


def _exported(narrowed: JournalFilter) -> Iterator[str]:
    """Yield the file line by line; between two parts no transaction is open, however slow it is."""
    heads = _("Date"), _("Time"), _("Who"), _("Action"), _("About"), _("Link"), _("Details")
    yield BOM + line(heads)
    cursor: Cursor | None = None
    while True:
        with (
            db.engine.connect().execution_options(**ONLY_READS) as connection,
            Session(connection) as session,
        ):
            part = journal_lines(session, narrowed, cursor, EXPORTED_AT_ONCE)
            told = list(_told(session, part.rows))
        for one in told:
            at = local(one.at)
            cells = (one.who, one.what, one.about.name, one.about.place, " ; ".join(one.details))
            yield line((f"{at:%Y-%m-%d}", f"{at:%H:%M:%S}", *cells))
        if not part.has_next:
            return
        cursor = Cursor(part.rows[-1].at, part.rows[-1].id)
