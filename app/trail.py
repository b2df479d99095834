"""The way to a page: the rubriques above it, as the breadcrumb shows them."""

from collections.abc import Sequence

from flask import url_for
from sqlalchemy import select

from app.access import viewer
from app.extensions import db
from app.models import Rubrique
from app.queries.rubriques import readable_rubriques
from app.text.slugs import slugify


def trail_of(path: Sequence[Rubrique]) -> list[tuple[str, str]]:
    """Return (name, address) of rubriques, the outermost first, in one query.

    Of one that the viewer only passes through, the address is empty (DESIGN, "Rubriques").
    """
    ids = [rubrique.id for rubrique in path]
    open_ones = set(
        db.session.scalars(
            select(Rubrique.id).where(
                Rubrique.id.in_(ids), Rubrique.id.in_(readable_rubriques(viewer()))
            )
        )
    )
    return [
        (rubrique.name, _address(rubrique) if rubrique.id in open_ones else "") for rubrique in path
    ]


def _address(rubrique: Rubrique) -> str:
    return url_for("public.rubrique", rubrique_id=rubrique.id, slug=slugify(rubrique.name))
