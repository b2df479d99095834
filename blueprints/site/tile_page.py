"""The page of the settings of one tile: what was typed, what is wrong, where it stands."""

from collections.abc import Sequence
from typing import Any

from flask import render_template, url_for
from wtforms import Form

from app.access import rights
from app.actions.draft_tiles import place_of
from app.extensions import db
from app.models import DraftTile, PageKind
from app.queries.drafts import find_draft
from app.rules.page_tiles import LaidTile
from app.rules.site_rights import Right
from blueprints.site.laid import read_laid
from blueprints.site.tile_forms import TileForm
from blueprints.site.tile_picture import TilePicture
from blueprints.site.tile_pictures import ACCEPTED, problems_of
from blueprints.site.tile_widgets import widgets
from blueprints.site.tile_words import kind_icon, kind_words, name_of
from tiles import TYPES


def tile_page(
    page: PageKind,
    kind: str,
    form: TileForm,
    settings: Form | None,
    found: DraftTile | None = None,
    pictures: Sequence[TilePicture] = (),
    **told: Any,
) -> str:
    """Show the settings of a tile with what was typed; `told` says what became of it meanwhile."""
    place, total = place_of(db.session(), found) if found else (0, 0)
    draft = find_draft(db.session(), page)
    return render_template(
        "site/tile.html",
        page=page,
        draft=draft,
        tile=found,
        tile_kind=kind,
        kind=kind_words(kind),
        kind_icon=kind_icon(kind),
        name=name_of(kind, form.title.data or ""),
        is_known=kind in TYPES,
        is_wide=kind in TYPES and TYPES[kind].is_wide,
        shows_school=kind in TYPES and _shows_school(kind),
        settings_url=_settings_url(),
        has_visitors=page is PageKind.PUBLIC_HOME,
        form=form,
        widgets=widgets(settings) if settings is not None else [],
        problems=[
            {"id": one.id, "label": one.label.text, "words": " ".join(map(str, one.errors))}
            for one in (settings or ())
            if one.errors
        ]
        + list(problems_of(pictures)),
        pictures=pictures,
        accepted=ACCEPTED,
        place=place,
        total=total,
        **told,
    )


def _shows_school(kind: str) -> bool:
    """Tell whether a type shows what the settings of the site say."""
    [laid] = read_laid([LaidTile(0, kind, "", TYPES[kind].example, frozenset())])
    sources = laid.sources
    return sources is not None and sources.school


def _settings_url() -> str:
    """Return where the settings of the site are changed, for who may."""
    may = Right.SETTINGS in rights()
    return url_for(".settings_section", name="etablissement") if may else ""
