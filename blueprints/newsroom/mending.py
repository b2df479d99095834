"""What is typed in the form of an article: read it as the check does, and mend it there."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from flask import request
from wtforms import Field

from app.access import now, roles, viewer
from app.extensions import db
from app.queries.checked import Standards, checked_uses, judge
from app.queries.media import usable_media
from app.queries.workpiece import Workpiece
from app.rules.consent import day_in_paris
from app.text.check import CheckedArticle
from app.text.kinds import Finding, Kind, Part
from app.text.mend import mend, mend_line
from app.text.typed import html_of, line_of, typed_of
from blueprints.newsroom.findings import named
from blueprints.newsroom.forms import TextForm
from blueprints.newsroom.repairs import EMPTY, repairs

LONGEST_VALUE = 500
_FILE = re.compile(r"(illustration|(?:gallery|attachments|audio|video)-[0-9]+)-media_id")


@dataclass(frozen=True)
class Outcome:
    """The fields that a button changed, and the finding whose own field was left empty."""

    changes: dict[str, str] = field(default_factory=dict)
    refused: str = ""


def typed_article(form: TextForm, *, is_public: bool) -> CheckedArticle:
    """Return what is typed, ready to be judged; files that are not this person's are left out."""
    text = form.text()
    uses = text.files or ()
    media = usable_media(db.session(), viewer(), roles(), now(), {use.media_id for use in uses})
    said: dict[int, dict[str, Any]] = {
        row.media.id: row.details() for row in form.files.kept if row.media and row.may_change
    }
    files = [
        replace(file, **said.get(file.media_id or 0, {})) for file in checked_uses(uses, media)
    ]
    today = day_in_paris(now())
    return CheckedArticle(
        text.title, text.summary, text.body, files, is_public=is_public, today=today
    )


def mend_typed(
    form: TextForm, work: Workpiece | None, standards: Standards, *, is_public: bool
) -> Outcome:
    """Do what the button asks that was pressed in the panel, in the form itself."""
    handle, _slash, name = request.form.get("mend", "").partition("/")
    if not handle:
        return Outcome()
    article = typed_article(form, is_public=is_public)
    report = judge(db.session(), article, work.article.id if work else None, standards)
    finding = named(report.findings, handle)
    repair = next((one for one in repairs(finding) if one.name == name), None) if finding else None
    if finding is None or repair is None:
        return Outcome()
    value = line_of(request.form.get(f"value.{handle}", "")) if repair.asks else repair.value
    if repair.asks and not value:
        return Outcome(refused=handle)
    changes = _changes(form, finding, value[:LONGEST_VALUE], is_empty=repair.name == EMPTY)
    _put_into(form, changes)
    return Outcome(changes)


def _changes(form: TextForm, finding: Finding, value: str, *, is_empty: bool) -> dict[str, str]:
    if finding.part is Part.TITLE:
        return {"title": mend_line(form.title.data or "", finding, value)}
    elif finding.part is Part.SUMMARY:
        return {"summary": mend_line(form.summary.data or "", finding, value)}
    elif finding.part is Part.BODY:
        return {"body": mend(html_of(form.body.data or ""), finding, value)}
    prefix = _prefix_of(finding)
    if not prefix:
        return {}
    elif finding.kind is Kind.WITHOUT_CREDIT:
        return {f"{prefix}-credit": value}
    elif finding.kind is Kind.WITHOUT_LICENCE:
        return {f"{prefix}-licence": value}
    return {f"{prefix}-alt": value, f"{prefix}-decorative": "y" if is_empty else ""}


def _prefix_of(finding: Finding) -> str:
    """Return how the fields of a file begin, found by its id."""
    for name, value in request.form.items():
        if (match := _FILE.fullmatch(name)) and value == str(finding.media_id):
            return match[1]
    return ""


def _put_into(form: TextForm, changes: dict[str, str]) -> None:
    """Write changed values into the form, as if they had been typed."""
    for entry in _fields(form):
        if entry.name == "body" and "body" in changes:
            entry.data = typed_of(changes["body"])
        elif entry.name in changes:
            value = changes[entry.name]
            entry.process_formdata([value] if value else [])


def _fields(form: TextForm) -> Iterator[Field]:
    """Yield the fields of a form, those of its files too."""
    yield from form
    for row in form.files.rows:
        yield from row
