"""The rubriques where somebody may begin an article: to choose from, and asked about by id."""

from collections.abc import Sequence
from typing import Any

from flask import abort, render_template

from app.access import roles, viewer, worker
from app.extensions import db
from app.queries.rubriques import readable_rubrique
from app.queries.work import rubriques_to_write_in, with_ancestors
from app.tree import branches


def place_to_write(rubrique_id: int) -> int:
    """Return the id of a rubrique where the viewer may write; aborts with 404 or 403."""
    if rubrique_id not in rubriques_to_write_in(roles(), worker().archived):
        is_readable = db.session.scalar(readable_rubrique(viewer(), rubrique_id)) is not None
        abort(403 if is_readable else 404)
    return rubrique_id


def choice_of_places(places: Sequence[int], **model: Any) -> str:
    """Return the page that asks where an article should stand; `model` tells what is copied."""
    tree = branches(db.session.scalars(with_ancestors(places)).all())
    return render_template("newsroom/article_place.html", tree=tree, places=places, **model)
