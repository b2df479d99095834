"""The trash of articles: who put what there, until when it stays, and the way back."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from flask import abort, render_template, request, url_for

from app.access import for_members, now, roles, viewer, worker
from app.addresses import as_id, id_asked
from app.extensions import db
from app.queries.keyset import Cursor, Slice
from app.queries.lines import Line
from app.queries.trash import (
    TrashFilter,
    authors_in_trash,
    read_trash,
    rubriques_in_trash,
)
from app.queries.work import with_ancestors
from app.rules.retention import RETENTION
from app.rules.roles import Permission, allows
from app.tree import branches, with_descendants
from blueprints.newsroom import newsroom
from blueprints.newsroom.looks import LOOKS

MOMENT = re.compile(r"[0-9]{1,17}")
"""Microseconds, until the year 5138."""
MICROSECONDS = timedelta(microseconds=1)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@newsroom.get("/corbeille")
@for_members
def trash() -> str:
    """Show what can be restored, by person and by rubrique."""
    session = db.session()
    tree = branches(session.scalars(with_ancestors(rubriques_in_trash(session, worker()))).all())
    rubrique_id, author_id = id_asked("rubrique"), id_asked("personne")
    within = with_descendants(tree, rubrique_id) if rubrique_id else None
    page = read_trash(session, worker(), TrashFilter(author_id, within), now(), _cursor())
    return render_template(
        "newsroom/trash.html",
        page=page,
        days=RETENTION.trash_days,
        deleted_after=timedelta(days=RETENTION.trash_days),
        may_restore=_may_restore,
        restore_word=LOOKS["restore"].word,
        restore_icon=LOOKS["restore"].icon,
        tree=tree,
        people=authors_in_trash(session, worker()),
        chosen={"rubrique": rubrique_id, "personne": author_id},
        **_around(page, {"rubrique": rubrique_id, "personne": author_id}),
    )


def _may_restore(line: Line) -> bool:
    own = line.author_id is not None and line.author_id == viewer().person_id
    return allows(Permission.DELETE, roles().get(line.rubrique_id), own)


def _cursor() -> Cursor | None:
    """Return the place in the list that the address names: "<microseconds>-<id>"."""
    for name in ("apres", "avant"):
        text = request.args.get(name, "")
        moment, _, id_ = text.partition("-")
        if text:
            if MOMENT.fullmatch(moment) is None:
                abort(404)
            at = EPOCH + int(moment) * MICROSECONDS
            return Cursor(at, as_id(id_), before=name == "avant")
    return None


def _around(page: Slice[Line], chosen: Mapping[str, Any]) -> dict[str, str]:
    def url(name: str, line: Line) -> str:
        at = ((line.trashed_at or EPOCH) - EPOCH) // MICROSECONDS
        values: dict[str, Any] = {**chosen, name: f"{at}-{line.id}"}
        return url_for(".trash", **values)

    rows = page.rows
    return {
        "newer_url": url("avant", rows[0]) if rows and page.has_previous else "",
        "older_url": url("apres", rows[-1]) if rows and page.has_next else "",
    }
