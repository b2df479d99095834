"""The trash of articles: who put what there, until when it stays, and the way back."""

from datetime import timedelta
from functools import partial
from typing import Any

from flask import render_template, url_for

from app.access import for_members, now, roles, viewer, worker
from app.addresses import id_asked
from app.cursors import cursor_asked, moment, pages_beside
from app.extensions import db
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


@newsroom.get("/corbeille")
@for_members
def trash() -> str:
    """Show what can be restored, by person and by rubrique."""
    session = db.session()
    tree = branches(session.scalars(with_ancestors(rubriques_in_trash(session, worker()))).all())
    rubrique_id, author_id = id_asked("rubrique"), id_asked("personne")
    within = with_descendants(tree, rubrique_id) if rubrique_id else None
    wanted = TrashFilter(author_id, within)
    page = read_trash(session, worker(), wanted, now(), cursor_asked(moment))
    chosen: dict[str, Any] = {"rubrique": rubrique_id, "personne": author_id}
    newer_url, older_url = pages_beside(
        page, lambda line: (line.trashed_at, line.id), partial(url_for, ".trash", **chosen)
    )
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
        chosen=chosen,
        newer_url=newer_url,
        older_url=older_url,
    )


def _may_restore(line: Line) -> bool:
    own = line.author_id is not None and line.author_id == viewer().person_id
    return allows(Permission.DELETE, roles().get(line.rubrique_id), own)
